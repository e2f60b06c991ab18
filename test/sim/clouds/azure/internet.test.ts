import { describe, expect, it } from 'vitest';
import { azureFabric } from '../../../support/azure-design.ts';
import { ask, nodesPassed } from '../../../support/design.ts';

/** A network on the internet, and somebody out there. */
const design = ({ subnet = '', gateways = '', attachments = '', more = '' } = {}): string => `networks:
  shop: { kind: azure-vnet, site: europe, cidrs: [10.0.0.0/16] }
  world: { kind: lan, site: net, cidrs: [198.51.100.0/24] }
subnets:
  outside: { kind: segment, network: world, cidr: 198.51.100.0/24 }
  web: { kind: azure-subnet, network: shop, cidr: 10.0.1.0/24${subnet} }
  fw-net: { kind: azure-subnet, network: shop, cidr: 10.0.2.0/26, purpose: firewall }
${gateways}
${attachments}
${more}
workloads:
  front: { kind: virtual-machine, subnet: web, address: 10.0.1.10 }
  visitor: { kind: virtual-machine, subnet: outside, address: 198.51.100.7 }
`;

const web = { protocol: 'tcp', port: 443 } as const;

describe('the internet, from a virtual network', () => {
  it('is closed to a machine that has no public address and whose subnet has no NAT gateway', () => {
    const result = ask(azureFabric(design()), 'front', 'visitor', web);
    expect(result.forward.fate).toBe('denied');
    expect(result.verdict).toContain('neither the machine has a public address nor its subnet a NAT gateway');
  });

  it('is reached through a NAT gateway, and cannot reach back by itself', () => {
    const fabric = azureFabric(
      design({
        subnet: ', natGateway: nat',
        gateways:
          'gateways:\n  nat: { kind: azure-nat-gateway, site: europe, publicAddresses: [203.0.113.1] }',
      }),
    );
    const result = ask(fabric, 'front', 'visitor', web);
    expect(result.class).toBe('delivered');
    expect(JSON.stringify(result.forward)).toContain('203.0.113.1');
    expect(ask(fabric, 'visitor', '203.0.113.1', web).class).not.toBe('delivered');
  });

  it('reaches a machine by its public address', () => {
    const fabric = azureFabric(
      design({
        attachments:
          'attachments:\n  pip: { kind: azure-public-address, workload: front, address: 203.0.113.9 }',
      }),
    );
    expect(ask(fabric, 'front', 'visitor', web).class).toBe('delivered');
    const inward = ask(fabric, 'visitor', '203.0.113.9', web);
    expect(inward.forward.fate).toBe('delivered');
    expect(nodesPassed(inward).at(-1)).toBe('front');
    expect(ask(fabric, 'visitor', '203.0.113.10', web).forward.fate).not.toBe('delivered');
  });

  it('is reached through a firewall by a default route, with the address of the firewall', () => {
    const fabric = azureFabric(
      design({
        subnet: ', routeTable: out',
        gateways:
          'gateways:\n  fw: { kind: azure-firewall, subnet: fw-net, publicAddresses: [203.0.113.5], rules: [{ protocol: tcp, ports: 443, from: [10.0.0.0/8] }] }',
        more: 'routeTables:\n  out: { kind: azure-route-table, routes: [{ to: 0.0.0.0/0, via: fw }] }',
      }),
    );
    const result = ask(fabric, 'front', 'visitor', web);
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toContain('fw');
    expect(JSON.stringify(result.forward)).toContain('203.0.113.5');
    expect(ask(fabric, 'front', 'visitor', { protocol: 'tcp', port: 80 }).class).toBe('denied');
  });
});
