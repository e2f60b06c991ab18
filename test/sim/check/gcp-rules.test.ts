import { describe, expect, it } from 'vitest';
import { gcpProblems, openTo } from '../../support/gcp-design.ts';

const messages = (text: string, code: string): string[] =>
  gcpProblems(text, code).map(({ message }) => message);

/** Hub and two spokes; what is left out is right. */
const design = ({
  hub = '',
  shop = '',
  bank = '',
  subnets = '',
  gateways = '',
  attachments = '  peer-shop: { kind: gcp-vpc-peering, ends: [{ network: hub }, { network: shop }] }\n  peer-bank: { kind: gcp-vpc-peering, ends: [{ network: hub }, { network: bank }] }\n',
  routes = '',
  bankCidr = '10.2.1.0/24',
  jump = '',
  workloads = '',
  traffic = '',
} = {}): string => `networks:
  hub: { kind: gcp-vpc${hub} }
  shop: { kind: gcp-vpc${shop} }
  bank: { kind: gcp-vpc, defaultRoute: false${bank} }
subnets:
  shared: { kind: gcp-subnet, network: hub, site: belgium, cidr: 10.0.1.0/24 }
  web: { kind: gcp-subnet, network: shop, site: belgium, cidr: 10.1.1.0/24 }
  vault: { kind: gcp-subnet, network: bank, site: belgium, cidr: ${bankCidr} }
${subnets}${gateways === '' ? '' : `gateways:\n${gateways}`}attachments:
${attachments}${routes === '' ? '' : `routeTables:\n  own: { kind: gcp-routes, network: hub, routes: [${routes}] }\n`}securityGroups:
${openTo('hub', 'shop', 'bank').replaceAll('action: allow', 'action: allow, ranges: [10.0.0.0/8]')}workloads:
  jump: { kind: virtual-machine, subnet: shared, address: 10.0.1.10${jump} }
  front: { kind: virtual-machine, subnet: web, address: 10.1.1.10 }
  gold: { kind: virtual-machine, subnet: vault, address: ${bankCidr.replace('0/24', '10')} }
${workloads}${traffic}`;

describe('gcp/range-overlap', () => {
  it('finds ranges shared by peers, and nothing between spokes of a hub network', () => {
    expect(messages(design(), 'gcp/range-overlap')).toEqual([]);
    expect(messages(design({ bankCidr: '10.0.1.0/24' }), 'gcp/range-overlap')).toEqual([
      'subnets shared and vault both have 10.0.1.0/24, and peering peer-bank joins their networks',
    ]);
    // shop and bank are not peered with each other.
    expect(messages(design({ bankCidr: '10.1.1.0/24' }), 'gcp/range-overlap')).toEqual([]);
  });

  it('finds them between spokes of a mesh, and in secondary ranges', () => {
    const attachments = `  a: { kind: gcp-ncc-spoke, hub: mesh, network: shop }
  b: { kind: gcp-ncc-spoke, hub: mesh, network: bank }
`;
    const gateways = '  mesh: { kind: gcp-ncc-hub }\n';
    expect(messages(design({ attachments, gateways, bankCidr: '10.1.1.0/24' }), 'gcp/range-overlap')).toEqual(
      ['subnets web and vault both have 10.1.1.0/24, and hub mesh joins their networks'],
    );
    const subnets =
      '  pods: { kind: gcp-subnet, network: hub, site: belgium, cidr: 10.0.2.0/24, secondary: [{ name: pods, cidr: 10.0.0.0/22 }] }\n';
    expect(messages(design({ subnets }), 'gcp/range-overlap')).toEqual([
      'subnets pods and shared both have 10.0.1.0/24, in network hub',
      'subnets pods and pods both have 10.0.2.0/24, in network hub',
    ]);
  });
});

describe('gcp/peering-halves', () => {
  const peer = (rest: string, ends = '{ network: hub }, { network: shop }'): string =>
    `  peer: { kind: gcp-vpc-peering, ends: [${ends}]${rest} }\n`;

  it('tells of a peering of which one half is missing, and makes the other', () => {
    const [problem] = gcpProblems(design({ attachments: peer(', inactive: true') }), 'gcp/peering-halves');
    expect(problem.message).toBe('peering peer carries nothing: its half in shop does not exist');
    expect(problem.cure?.edits).toEqual([{ op: 'remove', path: ['attachments', 'peer', 'inactive'] }]);
  });

  it('tells of custom routes that one side offers and the other does not take', () => {
    const ends = '{ network: hub, exportCustomRoutes: true }, { network: shop }';
    expect(messages(design({ attachments: peer('', ends) }), 'gcp/peering-halves')).toEqual([
      'peering peer: hub offers its custom routes, and shop does not take them',
    ]);
    const both = ends.replace('network: shop', 'network: shop, importCustomRoutes: true');
    expect(messages(design({ attachments: peer('', both) }), 'gcp/peering-halves')).toEqual([]);
  });
});

describe('gcp/transitive-peering', () => {
  const traffic = 'traffic:\n  orders: { kind: constant-rate, from: front, to: gold, rate: 1 Mbit/s }\n';

  it('tells of traffic between two peers of one network', () => {
    expect(messages(design({ traffic }), 'gcp/transitive-peering')).toEqual([
      'shop does not reach bank through hub: peerings carry no transit',
    ]);
  });

  it('is silent where the two are peered themselves', () => {
    const attachments = '  direct: { kind: gcp-vpc-peering, ends: [{ network: shop }, { network: bank }] }\n';
    expect(messages(design({ traffic, attachments }), 'gcp/transitive-peering')).toEqual([]);
  });
});

describe('gcp/static-route', () => {
  it('refuses routes into subnet ranges, also of peers, and next hops that do not forward', () => {
    expect(messages(design({ routes: '{ to: 10.1.1.128/25, via: jump }' }), 'gcp/static-route')).toEqual([
      '10.1.1.128/25 lies in a range of subnet web, whose route comes before every other',
      'next hop jump does not forward packets: what is sent to it is dropped',
    ]);
    const right = design({ routes: '{ to: 172.16.0.0/12, address: 10.0.1.10 }', jump: ', forwards: true' });
    expect(messages(right, 'gcp/static-route')).toEqual([]);
    expect(messages(design({ routes: '{ to: 172.16.0.0/12, via: front }' }), 'gcp/static-route')).toEqual([
      'no machine of hub is the next hop front',
    ]);
  });
});

describe('gcp/auto-mode', () => {
  it('keeps two auto mode networks apart, and other ranges out of them', () => {
    const auto = ', subnetMode: auto';
    expect(messages(design({ hub: auto, shop: auto }), 'gcp/auto-mode')).toEqual([
      'hub and shop are both in auto mode, and peering peer-shop joins them',
      '10.0.1.0/24 is no /20 of 10.128.0.0/9, which subnets of auto mode come from',
      '10.1.1.0/24 is no /20 of 10.128.0.0/9, which subnets of auto mode come from',
    ]);
    const right = design({ bank: auto, bankCidr: '10.132.0.0/20' }).replace(
      'address: 10.132.0.0/20',
      'address: 10.132.0.10',
    );
    expect(messages(right, 'gcp/auto-mode')).toEqual([]);
  });
});

describe('gcp/shared-vpc', () => {
  it('lets machines of service projects stand in a shared network only', () => {
    const jump = ', project: store-prod';
    const told = (hub: string): string[] => messages(design({ hub, jump }), 'gcp/shared-vpc');
    expect(told(', project: net-host')).toEqual([
      'jump belongs to project store-prod, which hub is not shared with',
    ]);
    expect(told(', project: net-host, sharedWith: [store-prod]')).toEqual([]);
    expect(told(', project: store-prod')).toEqual([]);
  });

  it('gives a service project one host', () => {
    const hub = ', project: net-host, sharedWith: [store-prod]';
    const shop = ', project: other-host, sharedWith: [store-prod]';
    expect(messages(design({ hub, shop }), 'gcp/shared-vpc')).toEqual([
      'project store-prod is a service project of net-host already, and can have one host only',
    ]);
  });
});

describe('gcp/nat-ports', () => {
  it('counts machines against the ports of the addresses', () => {
    const gateways = (
      ports: number,
    ): string => `  router: { kind: gcp-cloud-router, network: hub, site: belgium }
  nat: { kind: gcp-cloud-nat, router: router, addresses: [203.0.113.1], minPortsPerVm: ${ports} }
`;
    const workloads = '  second: { kind: virtual-machine, subnet: shared, address: 10.0.1.11 }\n';
    // 64,512 / 57,344 = 1 machine; 64,512 / 32,256 = 2.
    expect(messages(design({ gateways: gateways(57_344), workloads }), 'gcp/nat-ports')).toEqual([
      'Cloud NAT nat has ports for 1 machines at 57344 each, and serves 2',
    ]);
    expect(messages(design({ gateways: gateways(32_256), workloads }), 'gcp/nat-ports')).toEqual([]);
  });
});

describe('gcp/vpn', () => {
  const told = (gateways: string, connection: string): string[] =>
    messages(
      `networks:
  shop: { kind: gcp-vpc }
gateways:
  vpn: { kind: gcp-vpn-gateway, network: shop, site: belgium }
${gateways}devices:
  branch: { kind: router, site: cellar, bgp: { asn: 65001 } }
attachments:
  tunnel: { kind: gcp-vpn-connection, gateway: vpn, device: branch${connection} }
`,
      'gcp/vpn',
    );

  it('wants a Cloud Router or routes, and two tunnels', () => {
    const router = '  router: { kind: gcp-cloud-router, network: shop, site: belgium, asn: 64512 }\n';
    expect(told('', '')).toEqual([
      'VPN connection tunnel carries nothing: it has no routes, and no Cloud Router with an AS number serves it',
    ]);
    expect(told('', ', routes: [192.168.0.0/16]')).toEqual([]);
    expect(told(router, '')).toEqual([]);
    expect(told(router, ', tunnels: 1')).toEqual([
      'VPN connection tunnel of a highly available gateway has one tunnel',
    ]);
  });
});

describe('gcp/connection-mtu', () => {
  it('tells of tunnels, lines and peers that take less than machines send', () => {
    const gateways = `  vpn: { kind: gcp-vpn-gateway, network: shop, site: belgium }
  line: { kind: gcp-vlan-attachment, network: shop, site: belgium, rate: 1 Gbit/s, mtu: 8896 B }
`;
    const attachments = `  tunnel: { kind: gcp-vpn-connection, gateway: vpn, device: branch, routes: [192.168.0.0/16] }
  peer: { kind: gcp-vpc-peering, ends: [{ network: hub }, { network: shop }] }
`;
    const text = design({ hub: ', mtu: 8896 B', gateways, attachments }).replace(
      'attachments:',
      'devices:\n  branch: { kind: router, site: cellar }\nattachments:',
    );
    // gcp.vpn.mtu.payload: 1406 B; gcp.vpc.mtu.default: 1460 B. The line takes 8,896 B.
    expect(messages(text, 'gcp/connection-mtu')).toEqual([
      'peering peer joins hub, whose machines send up to 8896 B, to shop, which takes up to 1460 B',
      'tunnel carries packets of up to 1406 B, machines of its network send up to 1460 B',
    ]);
  });
});

describe('limits/quota of Google Cloud', () => {
  const peers = (count: number): string => {
    const names = Array.from({ length: count }, (_, n) => `n${n}`);
    return `networks:
  hub: { kind: gcp-vpc }
${names.map((name) => `  ${name}: { kind: gcp-vpc }\n`).join('')}attachments:
${names.map((name) => `  p-${name}: { kind: gcp-vpc-peering, ends: [{ network: hub }, { network: ${name} }] }\n`).join('')}`;
  };
  const severities = (text: string): string[] =>
    gcpProblems(text, 'limits/quota').map(({ severity }) => severity);

  it('warns of peerings from 80 % of 25 on, and refuses more', () => {
    // gcp.vpc.peerings: 25; 80 % of it are 20.
    expect(severities(peers(19))).toEqual([]);
    expect(severities(peers(20))).toEqual(['warning']);
    expect(severities(peers(26))).toEqual(['error']);
    expect(messages(peers(26), 'limits/quota')[0]).toMatch(
      /^hub has 26 of 25 peerings .*can be raised on request$/,
    );
  });

  it('tells those that are fixed', () => {
    const text = `networks:
  shop: { kind: gcp-vpc }
gateways:
${Array.from({ length: 6 }, (_, n) => `  r${n}: { kind: gcp-cloud-router, network: shop, site: belgium }\n`).join('')}`;
    // gcp.cr.perregion: 5
    expect(messages(text, 'limits/quota')[0]).toMatch(/^r0 has 6 of 5 routers .*is fixed$/);
  });
});

describe('Google Cloud records', () => {
  it('fit together: router, Cloud NAT and spokes', () => {
    const text = `networks:
  shop: { kind: gcp-vpc }
  bank: { kind: gcp-vpc }
subnets:
  far: { kind: gcp-subnet, network: shop, site: iowa, cidr: 10.0.1.0/24 }
gateways:
  router: { kind: gcp-cloud-router, network: shop, site: belgium, asn: 64512 }
  vpn: { kind: gcp-vpn-gateway, network: bank, site: belgium, router: router }
  nat: { kind: gcp-cloud-nat, router: router, addresses: [203.0.113.1], subnets: [far] }
attachments:
  self: { kind: gcp-vpc-peering, ends: [{ network: shop }, { network: shop }] }
`;
    expect(messages(text, 'document/mismatched-reference')).toEqual([
      'Cloud Router router serves shop in belgium, but vpn stands in bank in belgium.',
      'Subnet far is part of shop in iowa, but Cloud NAT nat works for shop in belgium.',
      'A peering joins two networks; both ends are shop here.',
    ]);
  });
});
