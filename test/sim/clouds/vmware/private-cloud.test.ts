import { describe, expect, it } from 'vitest';
import { azureFabric } from '../../../support/azure-design.ts';
import { ask, nodesPassed } from '../../../support/design.ts';

/** A private cloud with two segments, a virtual network, and a data centre on a circuit of its own. */
const design = ({ joints = ['vnet', 'reach'], tier1 = '', firewall = '' } = {}): string => `networks:
  sddc: { kind: avs-private-cloud, site: europe, block: 10.50.0.0/22, cidrs: [10.60.0.0/16] }
  apps: { kind: azure-vnet, site: europe, cidrs: [10.1.0.0/16] }
  dc: { kind: lan, site: cellar, cidrs: [192.168.0.0/16] }
subnets:
  seg-web: { kind: nsx-segment, network: sddc, cidr: 10.60.1.0/24, gateway: t1 }
  seg-db: { kind: nsx-segment, network: sddc, cidr: 10.60.2.0/24, gateway: t1 }
  closed: { kind: nsx-segment, network: sddc, cidr: 10.60.9.0/24 }
  gw: { kind: azure-subnet, network: apps, cidr: 10.1.0.0/27, purpose: gateway }
  vms: { kind: azure-subnet, network: apps, cidr: 10.1.1.0/24 }
  racks: { kind: segment, network: dc, cidr: 192.168.1.0/24, gateway: edge }
gateways:
  t1: { kind: nsx-tier-1, network: sddc${tier1} }
  er: { kind: azure-expressroute-gateway, subnet: gw, sku: ergw3az }
  circuit: { kind: azure-expressroute-circuit, device: edge, rate: 1 Gbit/s }
devices:
  edge: { kind: router, site: cellar, bgp: { asn: 65001, announces: [192.168.1.0/24] } }
attachments:
  office: { kind: azure-expressroute-connection, gateway: er, circuit: circuit }
${joints.includes('vnet') ? '  vnet: { kind: azure-expressroute-connection, gateway: er, circuit: sddc }' : ''}
${joints.includes('reach') ? '  reach: { kind: azure-global-reach, circuits: [sddc, circuit] }' : ''}
${firewall}
workloads:
  web: { kind: virtual-machine, subnet: seg-web, address: 10.60.1.10 }
  db: { kind: virtual-machine, subnet: seg-db, address: 10.60.2.10 }
  alone: { kind: virtual-machine, subnet: closed, address: 10.60.9.10 }
  vm: { kind: virtual-machine, subnet: vms, address: 10.1.1.10 }
  rack: { kind: virtual-machine, subnet: racks, address: 192.168.1.10 }
`;

describe('a private cloud of Azure VMware Solution', () => {
  it('routes between segments at their tier-1 gateway', () => {
    const result = ask(azureFabric(design()), 'web', 'db');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['web', 'seg-web', 't1', 'seg-db', 'db']);
  });

  it('closes a segment that has no gateway', () => {
    const fabric = azureFabric(design());
    expect(ask(fabric, 'alone', 'web').class).toBe('no-route');
    expect(ask(fabric, 'web', 'alone').class).not.toBe('delivered');
  });

  it('is joined to a virtual network by the gateway there', () => {
    const result = ask(azureFabric(design()), 'vm', 'web');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'vm',
      'vms',
      'apps',
      'gw',
      'er',
      'sddc:edge',
      'sddc:tier-0',
      't1',
      'seg-web',
      'web',
    ]);
  });

  it('reaches the data centre by Global Reach, and not through the gateway of a network both are joined to', () => {
    const result = ask(azureFabric(design()), 'web', 'rack');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'web',
      'seg-web',
      't1',
      'sddc:tier-0',
      'sddc:edge',
      'circuit',
      'edge',
      'racks',
      'rack',
    ]);
    const without = azureFabric(design({ joints: ['vnet'] }));
    expect(ask(without, 'web', 'rack').class).not.toBe('delivered');
    expect(ask(without, 'vm', 'rack').class).toBe('delivered');
  });

  it('hides the segments of a tier-1 gateway that advertises nothing', () => {
    const fabric = azureFabric(design({ tier1: ', advertised: false' }));
    expect(ask(fabric, 'vm', 'web').class).not.toBe('delivered');
    expect(ask(fabric, 'web', 'vm').class).toBe('one-way');
  });

  it('has nobody at the addresses of its management, but knows them', () => {
    const result = ask(azureFabric(design()), 'vm', '10.50.0.2');
    expect(result.forward.fate).toBe('no-neighbour');
    expect(result.forward.steps.at(-1)?.at).toBe('sddc:tier-0');
  });

  it('is guarded by the distributed firewall at every machine', () => {
    const firewall = `securityGroups:
  dfw:
    kind: nsx-distributed-firewall
    network: sddc
    segments: [seg-db]
    rules: [{ protocol: tcp, ports: 5432, from: [10.60.1.0/24] }, { access: drop }]`;
    const fabric = azureFabric(design({ firewall }));
    expect(ask(fabric, 'web', 'db', { protocol: 'tcp', port: 5432 }).class).toBe('delivered');
    const refused = ask(fabric, 'web', 'db', { protocol: 'tcp', port: 22 });
    expect(refused.class).toBe('denied');
    expect(refused.verdict).toContain('rule 2 of distributed firewall dfw drops everything');
    expect(ask(fabric, 'vm', 'web', { protocol: 'tcp', port: 22 }).class).toBe('delivered');
  });

  it('has a port of 10 Gbit/s to its edge, by vmware.avs.er.port', () => {
    expect(azureFabric(design()).links.find(({ id }) => id === 'sddc:edge')?.rateBps).toBe(10e9);
  });
});
