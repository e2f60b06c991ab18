import { describe, expect, it } from 'vitest';
import { azureFabric } from '../../../support/azure-design.ts';
import { ask, nodesPassed } from '../../../support/design.ts';

/** A hub with a VPN gateway, a spoke that may use it, and a branch office behind a router. */
const vpn = ({
  ends = '{ network: hub, allowGatewayTransit: true }, { network: spoke, useRemoteGateways: true }',
  table = '',
  connection = '',
  gatewaySubnet = '',
  more = '',
  workloads = '',
} = {}): string => `networks:
  hub: { kind: azure-vnet, site: europe, cidrs: [10.0.0.0/16] }
  spoke: { kind: azure-vnet, site: europe, cidrs: [10.1.0.0/16] }
  office: { kind: lan, site: cellar, cidrs: [192.168.0.0/16] }
subnets:
  gateways: { kind: azure-subnet, network: hub, cidr: 10.0.0.0/27, purpose: gateway${gatewaySubnet} }
  shared: { kind: azure-subnet, network: hub, cidr: 10.0.2.0/24 }
  web: { kind: azure-subnet, network: spoke, cidr: 10.1.1.0/24${table} }
  desks: { kind: segment, network: office, cidr: 192.168.1.0/24, gateway: branch }
gateways:
  vpn: { kind: azure-vpn-gateway, subnet: gateways, sku: vpngw2az }
devices:
  branch: { kind: router, site: cellar, bgp: { asn: 65001, announces: [192.168.1.0/24] } }
attachments:
  peer: { kind: azure-vnet-peering, ends: [${ends}] }
  tunnel: { kind: azure-vpn-connection, gateway: vpn, device: branch${connection} }
${more}
workloads:
  jump: { kind: virtual-machine, subnet: shared, address: 10.0.2.10 }
  front: { kind: virtual-machine, subnet: web, address: 10.1.1.10 }
  desk: { kind: virtual-machine, subnet: desks, address: 192.168.1.10 }
${workloads}`;

describe('a VPN gateway', () => {
  it('exchanges routes with a router, for its own network', () => {
    const result = ask(azureFabric(vpn()), 'jump', 'desk');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'jump',
      'shared',
      'hub',
      'gateways',
      'vpn',
      'branch',
      'desks',
      'desk',
    ]);
  });

  it('serves a spoke that uses it and is let to', () => {
    const result = ask(azureFabric(vpn()), 'front', 'desk');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'front',
      'web',
      'spoke',
      'hub',
      'gateways',
      'vpn',
      'branch',
      'desks',
      'desk',
    ]);
  });

  it('is unknown to a spoke that does not use it, and to one that is not let to', () => {
    for (const ends of [
      '{ network: hub, allowGatewayTransit: true }, { network: spoke }',
      '{ network: hub }, { network: spoke, useRemoteGateways: true }',
    ]) {
      const fabric = azureFabric(vpn({ ends }));
      expect(ask(fabric, 'front', 'desk').class).not.toBe('delivered');
      expect(ask(fabric, 'desk', 'front').class).not.toBe('delivered');
      expect(ask(fabric, 'jump', 'desk').class).toBe('delivered');
    }
  });

  it('serves the spokes of a configuration of Virtual Network Manager that says so', () => {
    const managed = (rest: string) =>
      azureFabric(
        vpn().replace(
          /peer: .*/,
          `peer: { kind: azure-connectivity, topology: hub-and-spoke, hub: hub, members: [spoke]${rest} }`,
        ),
      );
    expect(ask(managed(', useHubGateway: true'), 'front', 'desk').class).toBe('delivered');
    expect(ask(managed(''), 'front', 'desk').class).not.toBe('delivered');
  });

  it('teaches nothing to a subnet whose route table switches propagation off', () => {
    const more = 'routeTables:\n  alone: { kind: azure-route-table, propagation: false }';
    const fabric = azureFabric(vpn({ table: ', routeTable: alone', more }));
    expect(ask(fabric, 'front', 'desk').forward.fate).toBe('blackhole');
    // The way there is known on the other side all the same.
    expect(ask(fabric, 'desk', 'front').class).toBe('one-way');
  });

  it('knows the prefixes written for a router without BGP', () => {
    const text = vpn({ connection: ', prefixes: [192.168.1.0/24]' }).replace(
      'bgp: { asn: 65001, announces: [192.168.1.0/24] }',
      'routes: [{ to: 10.0.0.0/8, via: tunnel }]',
    );
    expect(ask(azureFabric(text), 'front', 'desk').class).toBe('delivered');
  });

  it('has the throughput of its SKU at its interface and of one tunnel on the tunnel', () => {
    const { links } = azureFabric(vpn());
    const rate = (id: string) => links.find((link) => link.id === id)?.rateBps;
    // azure.vpngw.vpngw2az.g1.throughput and .tunnel: 1000 and 1200 Mbit/s; MTU: azure.mtu.vpn.tunnel.
    expect(rate('vpn')).toBe(1000e6);
    expect(rate('tunnel')).toBe(1200e6);
    expect(links.find(({ id }) => id === 'tunnel')?.mtu).toBe(1400);
  });

  it('is led through a firewall by a route table on its subnet', () => {
    const more = `routeTables:
  inward: { kind: azure-route-table, routes: [{ to: 10.1.0.0/16, via: inspect }] }
  outward: { kind: azure-route-table, routes: [{ to: 192.168.0.0/16, via: inspect }], propagation: false }`;
    const text = vpn({
      gatewaySubnet: ', routeTable: inward',
      table: ', routeTable: outward',
      ends: '{ network: hub, allowGatewayTransit: true }, { network: spoke, useRemoteGateways: true, allowForwardedTraffic: true }',
      more,
    })
      .replace(
        'gateways:\n  vpn',
        'gateways:\n  inspect: { kind: azure-firewall, subnet: fw, rules: [{ protocol: tcp, ports: 443 }] }\n  vpn',
      )
      .replace(
        '  shared:',
        '  fw: { kind: azure-subnet, network: hub, cidr: 10.0.1.0/26, purpose: firewall }\n  shared:',
      );
    const fabric = azureFabric(text);
    const result = ask(fabric, 'desk', 'front', { protocol: 'tcp', port: 443 });
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toContain('inspect');
    expect(ask(fabric, 'desk', 'front', { protocol: 'tcp', port: 22 }).verdict).toContain(
      'firewall inspect has no rule for tcp 22',
    );
  });

  it('lets users of a point-to-site VPN in, and nobody start a connection past a refusing group', () => {
    const fabric = azureFabric(
      vpn({ workloads: '  laptop: { kind: virtual-machine, subnet: users, address: 172.20.0.10 }' }).replace(
        '  shared:',
        '  users: { kind: azure-clients, network: hub, cidr: 172.20.0.0/24 }\n  shared:',
      ),
    );
    expect(ask(fabric, 'laptop', 'front').class).toBe('delivered');
    expect(ask(fabric, 'laptop', '10.9.0.1').forward.fate).not.toBe('delivered');
  });
});

/** Two regions, each with an ExpressRoute gateway; circuits and connections differ. */
const expressRoute = (attachments: string, more = ''): string => `networks:
  east: { kind: azure-vnet, site: america, cidrs: [10.0.0.0/16] }
  west: { kind: azure-vnet, site: europe, cidrs: [10.1.0.0/16] }
  dc: { kind: lan, site: cellar, cidrs: [192.168.0.0/16] }
subnets:
  east-gw: { kind: azure-subnet, network: east, cidr: 10.0.0.0/27, purpose: gateway }
  west-gw: { kind: azure-subnet, network: west, cidr: 10.1.0.0/27, purpose: gateway }
  east-vms: { kind: azure-subnet, network: east, cidr: 10.0.1.0/24 }
  west-vms: { kind: azure-subnet, network: west, cidr: 10.1.1.0/24 }
  racks: { kind: segment, network: dc, cidr: 192.168.1.0/24, gateway: edge }
  more-racks: { kind: segment, network: dc, cidr: 192.168.2.0/24, gateway: edge-2 }
gateways:
  er-east: { kind: azure-expressroute-gateway, subnet: east-gw }
  er-west: { kind: azure-expressroute-gateway, subnet: west-gw, sku: ergw2az }
  circuit: { kind: azure-expressroute-circuit, device: edge, rate: 1 Gbit/s }
  circuit-2: { kind: azure-expressroute-circuit, device: edge-2, rate: 1 Gbit/s }
${more}
devices:
  edge: { kind: router, site: cellar, bgp: { asn: 65001, announces: [192.168.1.0/24] } }
  edge-2: { kind: router, site: cellar, bgp: { asn: 65002, announces: [192.168.2.0/24] } }
attachments:
${attachments}
workloads:
  a: { kind: virtual-machine, subnet: east-vms, address: 10.0.1.10 }
  b: { kind: virtual-machine, subnet: west-vms, address: 10.1.1.10 }
  rack: { kind: virtual-machine, subnet: racks, address: 192.168.1.10 }
  rack-2: { kind: virtual-machine, subnet: more-racks, address: 192.168.2.10 }
`;

const toCircuit = (gateway: string, circuit: string): string =>
  `  ${gateway}-${circuit}: { kind: azure-expressroute-connection, gateway: ${gateway}, circuit: ${circuit} }\n`;

describe('ExpressRoute', () => {
  it('joins networks and a data centre by a circuit, and the networks to each other over its edge', () => {
    const fabric = azureFabric(
      expressRoute(toCircuit('er-east', 'circuit') + toCircuit('er-west', 'circuit')),
    );
    const result = ask(fabric, 'a', 'rack');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'a',
      'east-vms',
      'east',
      'east-gw',
      'er-east',
      'circuit',
      'edge',
      'racks',
      'rack',
    ]);
    expect(nodesPassed(ask(fabric, 'a', 'b'))).toEqual([
      'a',
      'east-vms',
      'east',
      'east-gw',
      'er-east',
      'circuit',
      'er-west',
      'west-gw',
      'west',
      'west-vms',
      'b',
    ]);
  });

  it('does not join two circuits by a gateway that uses both', () => {
    const fabric = azureFabric(
      expressRoute(toCircuit('er-east', 'circuit') + toCircuit('er-east', 'circuit-2')),
    );
    expect(ask(fabric, 'a', 'rack').class).toBe('delivered');
    expect(ask(fabric, 'a', 'rack-2').class).toBe('delivered');
    expect(ask(fabric, 'rack', 'rack-2').class).not.toBe('delivered');
  });

  it('joins what is behind two circuits by Global Reach, and no network behind the other circuit', () => {
    const reach = '  reach: { kind: azure-global-reach, circuits: [circuit, circuit-2] }\n';
    const fabric = azureFabric(expressRoute(toCircuit('er-east', 'circuit') + reach));
    expect(ask(fabric, 'rack', 'rack-2').class).toBe('delivered');
    expect(ask(fabric, 'a', 'rack').class).toBe('delivered');
    expect(ask(fabric, 'a', 'rack-2').class).not.toBe('delivered');
  });

  it('prefers the connection with the greater weight', () => {
    const both = expressRoute(
      `  light: { kind: azure-expressroute-connection, gateway: er-east, circuit: circuit }
  heavy: { kind: azure-expressroute-connection, gateway: er-east, circuit: circuit-2, weight: 10 }
`,
    ).replace('announces: [192.168.2.0/24]', 'announces: [192.168.2.0/24, 192.168.1.0/24]');
    expect(nodesPassed(ask(azureFabric(both), 'a', 'rack'))).toContain('circuit-2');
  });

  it('carries packets of up to 1,400 B through its gateways, by azure.er.packet', () => {
    const { links } = azureFabric(expressRoute(toCircuit('er-east', 'circuit')));
    const connection = links.find(({ id }) => id === 'er-east-circuit');
    expect(connection?.mtu).toBe(1400);
    // The circuit's own 1 Gbit/s.
    expect(connection?.rateBps).toBe(1e9);
  });
});

describe('a route server', () => {
  const design = (branchToBranch: boolean): string =>
    vpn({
      more: `  announced: { kind: azure-route-server-peer, server: rs, workload: nva, asn: 65100, announces: [172.30.0.0/16] }`,
      workloads: '  nva: { kind: virtual-machine, subnet: shared, address: 10.0.2.20, forwards: true }',
    })
      .replace(
        'gateways:\n  vpn',
        `gateways:\n  rs: { kind: azure-route-server, subnet: rs-net, branchToBranch: ${branchToBranch} }\n  vpn`,
      )
      .replace(
        '  shared:',
        '  rs-net: { kind: azure-subnet, network: hub, cidr: 10.0.3.0/27, purpose: route-server }\n  shared:',
      );

  it('leads the network and its spokes to what an appliance announces', () => {
    const fabric = azureFabric(design(false));
    expect(nodesPassed(ask(fabric, 'jump', '172.30.0.1'))).toContain('nva');
    expect(nodesPassed(ask(fabric, 'front', '172.30.0.1'))).toContain('nva');
  });

  it('tells gateways only with branch-to-branch', () => {
    expect(nodesPassed(ask(azureFabric(design(false)), 'desk', '172.30.0.1'))).not.toContain('nva');
    expect(nodesPassed(ask(azureFabric(design(true)), 'desk', '172.30.0.1'))).toContain('nva');
  });
});
