import { describe, expect, it } from 'vitest';
import { ask, delayNs, nodesPassed } from '../../../support/design.ts';
import { openScenario } from '../../../../src-sim/session/open.ts';
import { gcpFabric, openTo } from '../../../support/gcp-design.ts';

/** One network in two regions; `nva` forwards and stands in the first subnet. */
const design = ({ routes = '', network = '', tags = '', more = '' } = {}): string => `networks:
  shop: { kind: gcp-vpc${network} }
subnets:
  web: { kind: gcp-subnet, network: shop, site: belgium, cidr: 10.0.1.0/24, secondary: [{ name: pods, cidr: 10.8.0.0/20 }] }
  data: { kind: gcp-subnet, network: shop, site: iowa, cidr: 10.0.2.0/24 }
securityGroups:
${openTo('shop')}${routes === '' ? '' : `routeTables:\n  own: { kind: gcp-routes, network: shop, routes: [${routes}] }\n`}workloads:
  front: { kind: virtual-machine, subnet: web, address: 10.0.1.10, aliases: [10.8.0.5]${tags} }
  other: { kind: virtual-machine, subnet: web, address: 10.0.1.11 }
  nva: { kind: virtual-machine, subnet: web, address: 10.0.1.20, forwards: true }
  store: { kind: virtual-machine, subnet: data, address: 10.0.2.10 }
${more}`;

describe('a VPC network', () => {
  it('is global: a machine in another region is reached by subnet routes alone', () => {
    const fabric = gcpFabric(design());
    const result = ask(fabric, 'front', 'store');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'front',
      'web',
      'shop@europe-west1',
      'shop@us-central1',
      'data',
      'store',
    ]);
    expect(result.forward.steps[2].decidedBy.record).toBe('subnets.data');
  });

  it('takes half of the round trip between regions less that inside a zone', () => {
    const fabric = gcpFabric(design());
    // Two interfaces of 25 us; half of (100.002 - 0.1) ms between europe-west1 and us-central1.
    const inside = delayNs(fabric, ask(fabric, 'front', 'other'));
    const across = delayNs(fabric, ask(fabric, 'front', 'store'));
    expect(inside).toBe(50_000);
    expect(across).toBe(50_000 + 49_951_000);
  });

  it('delivers alias addresses from a secondary range, and tells of those nobody has', () => {
    const fabric = gcpFabric(design());
    expect(ask(fabric, 'store', '10.8.0.5').forward.fate).toBe('delivered');
    expect(ask(fabric, 'store', '10.8.0.6').forward.fate).toBe('no-neighbour');
  });

  it('sends what a static route takes to a machine that forwards, and back by subnet routes', () => {
    const fabric = gcpFabric(design({ routes: '{ to: 172.16.0.0/16, via: nva }' }));
    const { forward } = ask(fabric, 'store', '172.16.0.1');
    expect(forward.steps.map(({ at }) => at)).toContain('nva');
    expect(forward.steps[2].decidedBy.record).toBe('routeTables.own.routes[0]');
  });

  it('drops what is sent to a machine that does not forward', () => {
    const fabric = gcpFabric(design({ routes: '{ to: 172.16.0.0/16, via: other }' }));
    expect(ask(fabric, 'front', '172.16.0.1').forward.fate).toBe('blackhole');
  });

  it('ignores a static route for a part of a subnet range', () => {
    const fabric = gcpFabric(design({ routes: '{ to: 10.0.2.10/32, via: nva }' }));
    expect(nodesPassed(ask(fabric, 'front', 'store'))).not.toContain('nva');
  });

  it('applies a route with tags to machines that have one of them only', () => {
    const fabric = gcpFabric(
      design({ routes: '{ to: 172.16.0.0/16, via: nva, tags: [inspected] }', tags: ', tags: [inspected]' }),
    );
    expect(nodesPassed(ask(fabric, 'front', '172.16.0.1'))).toContain('nva');
    // The default route takes it for the others, and 172.16.0.0/12 is nowhere on the internet.
    expect(nodesPassed(ask(fabric, 'other', '172.16.0.1'))).not.toContain('nva');
  });

  it('prefers the lower priority among routes of one prefix', () => {
    const routes =
      '{ to: 172.16.0.0/16, via: nva, priority: 100 }, { to: 172.16.0.0/16, hop: internet, priority: 50 }';
    expect(nodesPassed(ask(gcpFabric(design({ routes })), 'front', '172.16.0.1'))).not.toContain('nva');
    const turned = routes.replace('50', '500');
    expect(nodesPassed(ask(gcpFabric(design({ routes: turned })), 'front', '172.16.0.1'))).toContain('nva');
  });

  it('has no block: automatic subnets come from a pool, less the four addresses Google keeps in each', () => {
    const { planned } = openScenario(`netwright: 1
name: Test
sites: { belgium: { kind: gcp-region, region: europe-west1 } }
pools: { stock: { kind: pool, cidr: 10.64.0.0/16 } }
networks: { shop: { kind: gcp-vpc, pool: stock } }
subnets:
  a: { kind: gcp-subnet, network: shop, site: belgium, cidr: auto/24, secondary: [{ name: pods, cidr: 10.64.1.0/24 }] }
  b: { kind: gcp-subnet, network: shop, site: belgium, cidr: auto/24 }
workloads:
  first: { kind: virtual-machine, subnet: a }
`);
    // 10.64.1.0/24 is taken by the secondary range.
    expect([planned?.subnets?.['a'], planned?.subnets?.['b']]).toMatchObject([
      { cidr: '10.64.0.0/24' },
      { cidr: '10.64.2.0/24' },
    ]);
    // gcp.subnet.reserved: the first two and the last two.
    expect(planned?.workloads?.['first'].address).toBe('10.64.0.2');
  });

  it('has no way anywhere else without its default route', () => {
    const fabric = gcpFabric(design({ network: ', defaultRoute: false' }));
    expect(ask(fabric, 'front', '8.8.8.8').forward.fate).toBe('no-route');
  });

  it('carries packets of 1,460 B, by gcp.vpc.mtu.default, unless it says otherwise', () => {
    const mtu = (text: string) => gcpFabric(text).links.find(({ id }) => id === 'front')?.mtu;
    expect(mtu(design())).toBe(1460);
    expect(mtu(design({ network: ', mtu: 8896 B' }))).toBe(8896);
  });
});
