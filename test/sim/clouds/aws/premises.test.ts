import { describe, expect, it } from 'vitest';
import { ask, fabricOf, nodesPassed, problemsOf } from '../../../support/design.ts';

/** An office behind a router with BGP, and a VPC; `rest` joins the two. */
const design = (rest: string, { attachments = '', router = '' } = {}): string => `
networks:
  office: { kind: lan, site: cellar, cidrs: [192.168.0.0/16] }
  shop: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16] }
subnets:
  desks: { kind: segment, network: office, cidr: 192.168.1.0/24, gateway: edge }
  front: { kind: aws-subnet, network: shop, cidr: 10.1.1.0/24, zone: eu-central-1a }
devices:
  edge: { kind: router, bgp: { asn: 65010, announces: [192.168.0.0/16], multipath: 4 }${router} }
attachments:
${attachments}
workloads:
  desk: { kind: virtual-machine, subnet: desks, address: 192.168.1.10 }
  web: { kind: virtual-machine, subnet: front, address: 10.1.1.10 }
${rest}
`;

const vgw = (propagation: string, routes = ''): string => `
gateways:
  vgw: { kind: aws-virtual-private-gateway, network: shop, asn: 64600 }
routeTables:
  shop-routes: { kind: aws-route-table, network: shop, main: true, propagation: [${propagation}], routes: [${routes}] }
`;

describe('a virtual private gateway', () => {
  const vpn = '  tunnel: { kind: aws-vpn-connection, gateway: vgw, device: edge, delay: 10 ms }';

  it('tells its VPC what it learned where a route table asks for it, and tells the premises the blocks of the VPC', () => {
    const fabric = fabricOf(design(vgw('vgw'), { attachments: vpn }));
    const result = ask(fabric, 'desk', 'web');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['desk', 'desks', 'edge', 'vgw', 'shop', 'front', 'web']);
    const back = result.reverse.steps.find(({ at }) => at === 'shop');
    expect(back?.decidedBy.entry).toContain('192.168.0.0/16 propagated');
    expect(back?.decidedBy.record).toBe('attachments.tunnel');
  });

  it('tells no route table that does not ask', () => {
    const result = ask(fabricOf(design(vgw(''), { attachments: vpn })), 'desk', 'web');
    expect(result.forward.fate).toBe('delivered');
    expect(result.reverse.fate).toBe('no-route');
  });

  it('comes after what is written in the route table', () => {
    const text = design(vgw('vgw', '{ to: 192.168.0.0/16, drop: true }'), { attachments: vpn });
    expect(ask(fabricOf(text), 'web', 'desk').forward.fate).toBe('blackhole');
  });

  it('knows the prefixes of a static VPN connection, and the router needs a route of its own', () => {
    const fixed = vpn.replace('}', ', routes: [192.168.0.0/16] }');
    const text = design(vgw('vgw'), { attachments: fixed });
    const result = ask(fabricOf(text), 'web', 'desk');
    expect(result.forward.fate).toBe('delivered');
    expect(result.reverse.fate).toBe('no-route');
    const routed = design(vgw('vgw'), {
      attachments: fixed,
      router: ', routes: [{ to: 10.1.0.0/16, via: tunnel }]',
    });
    expect(ask(fabricOf(routed), 'web', 'desk').class).toBe('delivered');
  });

  it('has tunnels of 1.25 Gbit/s and 1,446 bytes, by aws.vpn.bw.tunnel and aws.vpn.mtu', () => {
    const { links } = fabricOf(design(vgw('vgw'), { attachments: vpn }));
    const tunnels = links.filter(({ origin }) => origin.path === 'attachments.tunnel');
    expect(tunnels.map(({ rateBps, mtu, delayNs }) => [rateBps, mtu, delayNs])).toEqual([
      [1.25e9, 1446, 10_000_000],
      [1.25e9, 1446, 10_000_000],
    ]);
  });

  it('prefers Direct Connect to VPN, whatever the order', () => {
    const line = `${vpn}
  port: { kind: aws-direct-connect, device: edge, rate: 1 Gbit/s, delay: 2 ms }
  vif: { kind: aws-virtual-interface, connection: port, gateway: vgw, type: private }`;
    const { forward } = ask(fabricOf(design(vgw('vgw'), { attachments: line })), 'web', 'desk');
    expect(forward.fate).toBe('delivered');
    expect(forward.steps.find(({ at }) => at === 'vgw')?.link).toBe('vif');
  });
});

const transit = `
gateways:
  hub: { kind: aws-transit-gateway, site: frankfurt, asn: 64700 }
  dxgw: { kind: aws-direct-connect-gateway, asn: 64800 }
routeTables:
  main: { kind: aws-transit-gateway-route-table, gateway: hub }
  shop-routes: { kind: aws-route-table, network: shop, main: true, routes: [{ to: 192.168.0.0/16, via: hub }] }
`;

const joint =
  '  joint: { kind: aws-transit-gateway-attachment, gateway: hub, network: shop, subnets: [front], association: main, propagation: [main] }\n';

describe('a transit gateway with premises', () => {
  const vpn = (rest: string): string =>
    `${joint}  tunnel: { kind: aws-vpn-connection, gateway: hub, device: edge, delay: 10 ms${rest} }`;

  it('exchanges routes with a VPN connection through the tables named, over both tunnels', () => {
    const fabric = fabricOf(
      design(transit, { attachments: vpn(', association: main, propagation: [main]') }),
    );
    const result = ask(fabric, 'web', 'desk');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['web', 'front', 'shop', 'hub', 'edge', 'desks', 'desk']);
    // Two equal paths each way: the first is told, the other is a branch.
    expect(result.forward.branches?.length).toBe(1);
  });

  it('learns nothing into tables the connection does not propagate to', () => {
    const { forward } = ask(
      fabricOf(design(transit, { attachments: vpn(', association: main') })),
      'web',
      'desk',
    );
    expect(forward.fate).toBe('no-route');
    expect(forward.steps.at(-1)?.at).toBe('hub');
  });

  it('tells the premises nothing without an association', () => {
    const result = ask(
      fabricOf(design(transit, { attachments: vpn(', propagation: [main]') })),
      'web',
      'desk',
    );
    expect(result.forward.fate).toBe('delivered');
    expect(result.reverse.fate).toBe('no-route');
    expect(result.reverse.steps.at(-1)?.at).toBe('edge');
  });

  const line = (allowed: string, more = ''): string => `${joint}
  port: { kind: aws-direct-connect, device: edge, rate: 1 Gbit/s, delay: 2 ms }
  vif: { kind: aws-virtual-interface, connection: port, gateway: dxgw, type: transit, jumbo: true }
  behind: { kind: aws-direct-connect-association, directConnectGateway: dxgw, gateway: hub, allowedPrefixes: [${allowed}], association: main, propagation: [main] }
${more}`;

  it('is reached over a Direct Connect gateway by the allowed prefixes, whatever is behind', () => {
    const result = ask(fabricOf(design(transit, { attachments: line('10.1.0.0/16') })), 'desk', 'web');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['desk', 'desks', 'edge', 'dxgw', 'hub', 'shop', 'front', 'web']);
  });

  it('is not reached by prefixes that are not allowed', () => {
    const { forward } = ask(fabricOf(design(transit, { attachments: line('10.9.0.0/16') })), 'desk', 'web');
    expect(forward.fate).toBe('no-route');
    expect(forward.steps.at(-1)?.at).toBe('edge');
  });

  it('prefers Direct Connect to Connect to VPN for one prefix', () => {
    const all = line(
      '10.1.0.0/16',
      `  tunnel: { kind: aws-vpn-connection, gateway: hub, device: edge, association: main, propagation: [main] }
  gre: { kind: aws-transit-gateway-connect, gateway: hub, transport: behind, device: edge, association: main, propagation: [main] }`,
    );
    const usedBy = (text: string): string | undefined =>
      ask(fabricOf(text), 'web', 'desk').forward.steps.find(({ at }) => at === 'hub')?.link;
    expect(usedBy(design(transit, { attachments: all }))).toBe('behind');
    const unlearned = all.replace(', propagation: [main] }\n  tunnel', ' }\n  tunnel');
    expect(usedBy(design(transit, { attachments: unlearned }))).toBe('gre:peer1');
  });

  it('carries 5 Gbit/s and 8,476 bytes over a Connect peer: aws.tgw.mtu less 24 bytes of GRE over IPv4', () => {
    const gre = line(
      '10.1.0.0/16',
      '  gre: { kind: aws-transit-gateway-connect, gateway: hub, transport: behind, device: edge }',
    );
    const { links } = fabricOf(design(transit, { attachments: gre }));
    const peer = links.find(({ id }) => id === 'gre:peer1');
    expect([peer?.rateBps, peer?.mtu, peer?.delayNs]).toEqual([5e9, 8476, 2_000_000]);
  });
});

describe('networks that VPN joins', () => {
  it('must not share addresses', () => {
    const attachments = '  tunnel: { kind: aws-vpn-connection, gateway: vgw, device: edge }';
    const text = design(vgw('vgw'), { attachments });
    expect(problemsOf(text, 'address/overlap')).toEqual([]);
    const same = text.replace('cidrs: [10.1.0.0/16]', 'cidrs: [192.168.128.0/20]');
    const moved = same
      .replace('cidr: 10.1.1.0/24', 'cidr: 192.168.129.0/24')
      .replace('address: 10.1.1.10', 'address: 192.168.129.10');
    expect(problemsOf(moved, 'address/overlap').map(({ message }) => message)).toEqual([
      'shop and office both have 192.168.128.0/20 and are joined by tunnel',
    ]);
  });

  it('belong to the gateway that their route tables name', () => {
    const attachments = '  tunnel: { kind: aws-vpn-connection, gateway: vgw, device: edge }';
    const text = design(vgw('vgw'), { attachments }).replace('shop, asn: 64600', 'other, asn: 64600');
    const other = text.replace(
      'networks:',
      'networks:\n  other: { kind: aws-vpc, site: frankfurt, cidrs: [10.8.0.0/16] }',
    );
    expect(problemsOf(other, 'document/mismatched-reference').map(({ path }) => path)).toEqual([
      'routeTables.shop-routes.propagation[0]',
    ]);
  });
});

describe('a Direct Connect gateway', () => {
  const two = (allowed: string): string => `
networks:
  office: { kind: lan, site: cellar, cidrs: [192.168.0.0/16] }
  red: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16] }
  blue: { kind: aws-vpc, site: ireland, cidrs: [10.2.0.0/16] }
subnets:
  desks: { kind: segment, network: office, cidr: 192.168.1.0/24, gateway: edge }
  red-a: { kind: aws-subnet, network: red, cidr: 10.1.1.0/24 }
  blue-a: { kind: aws-subnet, network: blue, cidr: 10.2.1.0/24 }
devices:
  edge: { kind: router, bgp: { asn: 65010, announces: [192.168.0.0/16] } }
gateways:
  dxgw: { kind: aws-direct-connect-gateway, asn: 64800 }
  red-gate: { kind: aws-virtual-private-gateway, network: red }
  blue-gate: { kind: aws-virtual-private-gateway, network: blue }
attachments:
  port: { kind: aws-direct-connect, device: edge, rate: 1 Gbit/s }
  vif: { kind: aws-virtual-interface, connection: port, gateway: dxgw, type: private }
  to-red: { kind: aws-direct-connect-association, directConnectGateway: dxgw, gateway: red-gate }
  to-blue: { kind: aws-direct-connect-association, directConnectGateway: dxgw, gateway: blue-gate, allowedPrefixes: [${allowed}] }
routeTables:
  red-routes: { kind: aws-route-table, network: red, main: true, propagation: [red-gate], routes: [{ to: 10.2.0.0/16, via: red-gate }] }
  blue-routes: { kind: aws-route-table, network: blue, main: true, propagation: [blue-gate] }
workloads:
  desk: { kind: virtual-machine, subnet: desks, address: 192.168.1.10 }
  web: { kind: virtual-machine, subnet: red-a, address: 10.1.1.10 }
  data: { kind: virtual-machine, subnet: blue-a, address: 10.2.1.10 }
`;

  it('joins premises to VPCs in several regions, as far as the allowed prefixes go', () => {
    const fabric = fabricOf(two('10.2.0.0/15'));
    expect(ask(fabric, 'desk', 'web').class).toBe('delivered');
    expect(ask(fabric, 'desk', 'data').class).toBe('delivered');
    expect(ask(fabricOf(two('10.9.0.0/16')), 'desk', 'data').forward.fate).toBe('no-route');
  });

  it('does not join the VPCs behind it to each other', () => {
    const { forward } = ask(fabricOf(two('10.2.0.0/16')), 'web', 'data');
    expect(forward.fate).toBe('no-route');
    expect(forward.steps.at(-1)?.at).toBe('red-gate');
  });

  it('is refused with a virtual interface of the wrong type', () => {
    const text = two('10.2.0.0/16').replace('type: private', 'type: transit');
    expect(problemsOf(text, 'aws/direct-connect').map(({ path }) => path)).toEqual(['attachments.vif.type']);
  });
});
