import { describe, expect, it } from 'vitest';
import { azureFabric } from '../../../support/azure-design.ts';
import { ask, delayNs, nodesPassed } from '../../../support/design.ts';

/** One network with two subnets and an appliance in a third. */
const design = ({ routes = '', table = 'routeTable: rt', more = '' } = {}): string => `networks:
  shop: { kind: azure-vnet, site: europe, cidrs: [10.0.0.0/16, 172.16.0.0/24] }
subnets:
  front: { kind: azure-subnet, network: shop, cidr: 10.0.1.0/24, ${table} }
  back: { kind: azure-subnet, network: shop, cidr: 172.16.0.0/25 }
  nva-net: { kind: azure-subnet, network: shop, cidr: 10.0.9.0/24 }
routeTables:
  rt: { kind: azure-route-table, routes: [${routes}] }
workloads:
  web: { kind: virtual-machine, subnet: front, address: 10.0.1.10 }
  other: { kind: virtual-machine, subnet: front, address: 10.0.1.11 }
  data: { kind: virtual-machine, subnet: back, address: 172.16.0.10 }
  nva: { kind: virtual-machine, subnet: nva-net, address: 10.0.9.4, forwards: true }
${more}`;

const entryAt = (result: ReturnType<typeof ask>, node: string): string =>
  result.forward.steps.find(({ at, decidedBy }) => at === node && decidedBy.kind === 'route')?.decidedBy
    .entry ?? '';

describe('a virtual network', () => {
  it('routes between its subnets, of all its address spaces, without anybody writing a route', () => {
    const fabric = azureFabric(design());
    const result = ask(fabric, 'web', 'data');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['web', 'front', 'shop', 'back', 'data']);
    expect(entryAt(result, 'front')).toBe('172.16.0.0/24 local via shop');
    // A quarter of the 0.1 ms of cloud.intrazone.rtt at each interface.
    expect(delayNs(fabric, result)).toBe(50_000);
  });

  it('has nobody at an address that no machine has, in a subnet and outside all subnets', () => {
    const fabric = azureFabric(design());
    expect(ask(fabric, 'web', '10.0.1.99').forward.fate).toBe('no-neighbour');
    expect(ask(fabric, 'web', '10.0.77.1').forward.fate).toBe('no-neighbour');
  });

  it('drops what is for private space that nobody has, by the system route to None', () => {
    const result = ask(azureFabric(design()), 'web', '10.200.0.1');
    expect(result.forward.fate).toBe('blackhole');
    expect(entryAt(result, 'front')).toContain('10.0.0.0/8 local');
  });

  it('leads by a route table through an appliance, and the appliance sends on by its own subnet', () => {
    const fabric = azureFabric(design({ routes: '{ to: 172.16.0.0/25, address: 10.0.9.4 }' }));
    const result = ask(fabric, 'web', 'data');
    expect(nodesPassed(result)).toEqual([
      'web',
      'front',
      'shop',
      'nva-net',
      'nva',
      'nva-net',
      'shop',
      'back',
      'data',
    ]);
    expect(entryAt(result, 'front')).toBe('172.16.0.0/25 static via shop');
    // The subnet of the receiver has no such route: its answer comes back directly.
    expect(result.class).toBe('asymmetric');
  });

  it('prefers a written route to the system route of the same prefix, inside one subnet too', () => {
    const fabric = azureFabric(design({ routes: '{ to: 10.0.0.0/16, via: nva }' }));
    expect(nodesPassed(ask(fabric, 'web', 'other'))).toContain('nva');
    const kept = azureFabric(
      design({ routes: '{ to: 10.0.0.0/16, via: nva }, { to: 10.0.1.0/24, hop: virtual-network }' }),
    );
    expect(nodesPassed(ask(kept, 'web', 'other'))).toEqual(['web', 'front', 'other']);
  });

  it('drops at a route to None, to an address nobody has, and at a machine that does not forward', () => {
    const none = azureFabric(design({ routes: '{ to: 172.16.0.0/24, drop: true }' }));
    expect(ask(none, 'web', 'data').forward.fate).toBe('blackhole');
    const gone = azureFabric(design({ routes: '{ to: 172.16.0.0/24, address: 10.0.9.77 }' }));
    expect(ask(gone, 'web', 'data').forward.fate).toBe('blackhole');
    const still = azureFabric(design({ routes: '{ to: 172.16.0.0/24, via: other }' }));
    expect(ask(still, 'web', 'data').forward.fate).toBe('not-for-me');
  });

  it('sends private space of nobody to the new default route, once there is one', () => {
    const fabric = azureFabric(design({ routes: '{ to: 0.0.0.0/0, via: nva }' }));
    expect(nodesPassed(ask(fabric, 'web', '10.200.0.1'))).toContain('nva');
  });
});
