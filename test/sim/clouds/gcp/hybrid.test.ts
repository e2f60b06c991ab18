import { describe, expect, it } from 'vitest';
import { ask, nodesPassed } from '../../../support/design.ts';
import { gcpFabric, openTo } from '../../../support/gcp-design.ts';

/** A network in two regions with a gateway in one, an office behind a router, and a peered network. */
const vpn = ({
  network = '',
  router = '',
  connection = '',
  gateway = '',
  device = ', bgp: { asn: 65001, announces: [192.168.1.0/24] }',
  more = '',
  gateways = '',
} = {}): string => `networks:
  shop: { kind: gcp-vpc${network} }
  partner: { kind: gcp-vpc }
  office: { kind: lan, site: cellar, cidrs: [192.168.0.0/16] }
subnets:
  web: { kind: gcp-subnet, network: shop, site: belgium, cidr: 10.0.1.0/24 }
  data: { kind: gcp-subnet, network: shop, site: iowa, cidr: 10.0.2.0/24 }
  theirs: { kind: gcp-subnet, network: partner, site: belgium, cidr: 10.9.1.0/24 }
  desks: { kind: segment, network: office, cidr: 192.168.1.0/24, gateway: branch }
gateways:
  router: { kind: gcp-cloud-router, network: shop, site: belgium, asn: 64512${router} }
  vpn: { kind: gcp-vpn-gateway, network: shop, site: belgium${gateway} }
${gateways}devices:
  branch: { kind: router, site: cellar${device} }
attachments:
  tunnel: { kind: gcp-vpn-connection, gateway: vpn, device: branch${connection} }
${more}securityGroups:
${openTo('shop', 'partner')}workloads:
  front: { kind: virtual-machine, subnet: web, address: 10.0.1.10 }
  store: { kind: virtual-machine, subnet: data, address: 10.0.2.10 }
  guest: { kind: virtual-machine, subnet: theirs, address: 10.9.1.10 }
  desk: { kind: virtual-machine, subnet: desks, address: 192.168.1.10 }
`;

describe('a VPN gateway with a Cloud Router', () => {
  it('exchanges routes with a router for the subnets of its region', () => {
    const result = ask(gcpFabric(vpn()), 'front', 'desk');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'front',
      'web',
      'shop@europe-west1',
      'vpn',
      'branch',
      'desks',
      'desk',
    ]);
    expect(result.forward.steps[2].decidedBy.record).toBe('attachments.tunnel');
  });

  it('serves other regions with global routing only', () => {
    const regional = gcpFabric(vpn());
    // 192.168.1.0/24 is not learned in us-central1: the default route takes it.
    expect(nodesPassed(ask(regional, 'store', 'desk'))).not.toContain('vpn');
    expect(ask(regional, 'desk', 'store').forward.fate).toBe('no-route');
    const global = gcpFabric(vpn({ network: ', routing: global' }));
    const result = ask(global, 'store', 'desk');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'store',
      'data',
      'shop@us-central1',
      'shop@europe-west1',
      'vpn',
      'branch',
      'desks',
      'desk',
    ]);
  });

  it('tells what it is asked to besides, or instead of, its subnets', () => {
    const text = vpn({ router: ', advertiseSubnets: false, advertises: [10.0.1.0/28]' });
    const fabric = gcpFabric(text);
    expect(ask(fabric, 'desk', 'front').class).toBe('delivered');
    expect(ask(fabric, 'desk', '10.0.1.20').forward.fate).toBe('no-route');
  });

  it('uses both tunnels of a highly available gateway, with the figures of one each', () => {
    const { links, tables } = gcpFabric(vpn());
    const tunnels = links.filter(({ id }) => id.startsWith('tunnel:'));
    expect(tunnels).toHaveLength(2);
    // gcp.vpn.bw: 3 Gbit/s; gcp.vpn.mtu.payload: 1406 B.
    expect(tunnels.map(({ rateBps, mtu }) => [rateBps, mtu])).toEqual([
      [3e9, 1406],
      [3e9, 1406],
    ]);
    // On-premises routers use one path unless told otherwise; the Cloud Router shares over both.
    const outward = tables.find(({ id }) => id === 'vpn')?.routes[0].action;
    expect(outward?.kind === 'forward' && outward.ports.length).toBe(2);
  });

  it('does not lead a peer on premises unless custom routes are offered and taken', () => {
    const peer = (flags: readonly [string, string]): string =>
      `  peer: { kind: gcp-vpc-peering, ends: [{ network: shop${flags[0]} }, { network: partner${flags[1]} }] }\n`;
    const closed = gcpFabric(vpn({ more: peer(['', '']) }));
    expect(nodesPassed(ask(closed, 'guest', 'desk'))).not.toContain('vpn');
    const flags = [', exportCustomRoutes: true', ', importCustomRoutes: true'] as const;
    const open = gcpFabric(vpn({ more: peer(flags), router: ', advertises: [10.9.0.0/16]' }));
    const result = ask(open, 'guest', 'desk');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'guest',
      'theirs',
      'partner',
      'shop@europe-west1',
      'vpn',
      'branch',
      'desks',
      'desk',
    ]);
    // Without the custom range the office does not know the partner.
    const silent = gcpFabric(vpn({ more: peer(flags) }));
    expect(ask(silent, 'guest', 'desk').class).toBe('one-way');
  });

  it('does not join two offices behind one router', () => {
    const text = vpn({ more: '  second: { kind: gcp-vpn-connection, gateway: vpn, device: plant }\n' })
      .replace(
        'devices:\n',
        'devices:\n  plant: { kind: router, site: cellar, bgp: { asn: 65002, announces: [192.168.2.0/24] } }\n',
      )
      .replace(
        '  desks:',
        '  floor: { kind: segment, network: office, cidr: 192.168.2.0/24, gateway: plant }\n  desks:',
      )
      .concat('  robot: { kind: virtual-machine, subnet: floor, address: 192.168.2.10 }\n');
    const fabric = gcpFabric(text);
    expect(ask(fabric, 'front', 'robot').class).toBe('delivered');
    expect(ask(fabric, 'desk', 'robot').forward.fate).toBe('no-route');
  });

  it('is preferred from premises at the lower advertised priority', () => {
    const text = (priority: number): string =>
      vpn({
        gateways: '  second: { kind: gcp-vpn-gateway, network: shop, site: belgium }\n',
        more: `  backup: { kind: gcp-vpn-connection, gateway: second, device: branch, priority: ${priority} }\n`,
      });
    // The base priority of the other is 100, by gcp.cr.med.
    expect(nodesPassed(ask(gcpFabric(text(50)), 'desk', 'front'))).toContain('second');
    expect(nodesPassed(ask(gcpFabric(text(150)), 'desk', 'front'))).toContain('vpn');
  });

  it('learns of one prefix in two regions and prefers the own region', () => {
    const text = vpn({
      network: ', routing: global',
      gateways: `  far-router: { kind: gcp-cloud-router, network: shop, site: iowa, asn: 64512 }
  far-vpn: { kind: gcp-vpn-gateway, network: shop, site: iowa }
`,
      more: '  far-tunnel: { kind: gcp-vpn-connection, gateway: far-vpn, device: branch }\n',
    });
    const fabric = gcpFabric(text);
    expect(nodesPassed(ask(fabric, 'front', 'desk'))).toContain('vpn');
    expect(nodesPassed(ask(fabric, 'store', 'desk'))).toContain('far-vpn');
  });
});

describe('a classic VPN gateway', () => {
  const classic = {
    gateway: ', type: classic',
    device: ', routes: [{ to: 10.0.0.0/8, via: tunnel }]',
  };

  it('knows the static routes of its connection', () => {
    const fabric = gcpFabric(vpn({ ...classic, connection: ', routes: [192.168.1.0/24]' }));
    expect(ask(fabric, 'front', 'desk').class).toBe('delivered');
    // Static routes hold in all regions.
    expect(ask(fabric, 'store', 'desk').class).toBe('delivered');
  });

  it('is the next hop of written routes, and of nothing else', () => {
    const table =
      'routeTables:\n  own: { kind: gcp-routes, network: shop, routes: [{ to: 192.168.1.0/24, via: tunnel }] }\n';
    const text = vpn({ ...classic, router: '', connection: '' }).replace(
      'securityGroups:',
      `${table}securityGroups:`,
    );
    expect(ask(gcpFabric(text), 'front', 'desk').class).toBe('delivered');
    const without = gcpFabric(vpn({ ...classic }));
    expect(nodesPassed(ask(without, 'front', 'desk'))).not.toContain('vpn');
  });
});

describe('VPN between two networks', () => {
  it('makes them learn each other, and nobody behind', () => {
    const gateways = `  far-router: { kind: gcp-cloud-router, network: partner, site: belgium, asn: 64513 }
  far-vpn: { kind: gcp-vpn-gateway, network: partner, site: belgium }
`;
    const more = '  between: { kind: gcp-vpn-connection, gateway: vpn, device: far-vpn }\n';
    const fabric = gcpFabric(vpn({ gateways, more }));
    const result = ask(fabric, 'front', 'guest');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'front',
      'web',
      'shop@europe-west1',
      'vpn',
      'far-vpn',
      'partner',
      'theirs',
      'guest',
    ]);
    expect(nodesPassed(ask(fabric, 'guest', 'desk'))).not.toContain('vpn');
  });
});

describe('a VLAN attachment', () => {
  it('joins a network and a router with the rate and the MTU written for it', () => {
    const gateways =
      '  line: { kind: gcp-vlan-attachment, network: shop, site: belgium, rate: 1 Gbit/s, mtu: 1500 B, device: branch, delay: 2 ms }\n';
    const text = vpn({ gateways }).replace(/attachments:\n {2}tunnel: .*\n/, '');
    const fabric = gcpFabric(text);
    const result = ask(fabric, 'front', 'desk');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toContain('line');
    const line = fabric.links.find(({ id }) => id === 'line:line');
    expect([line?.rateBps, line?.mtu, line?.delayNs]).toEqual([1e9, 1500, 2_000_000]);
    expect(ask(fabric, 'desk', 'store').forward.fate).toBe('no-route');
  });

  it('is the far end of a circuit across an exchange', () => {
    const gateways = '  line: { kind: gcp-vlan-attachment, network: shop, site: belgium, rate: 1 Gbit/s }\n';
    const text = vpn({ gateways })
      .replace(
        / {2}tunnel: .*\n/,
        '  across: { kind: virtual-circuit, ends: [{ to: port }, { to: line }], rate: 500 Mbit/s }\n',
      )
      .replace(
        'devices:\n',
        'devices:\n  port: { kind: exchange-port, site: fra, device: branch, rate: 10 Gbit/s }\n',
      );
    const fabric = gcpFabric(`  fra: { kind: exchange }\n${text}`);
    const result = ask(fabric, 'front', 'desk');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toContain('line');
    // The slower one of the circuit and the attachment.
    expect(fabric.links.find(({ id }) => id === 'across')?.rateBps).toBe(500e6);
  });
});
