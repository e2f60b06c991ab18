// Rules that follow packets: sizes that vanish, answers that are lost, what is readable on the way.
import { describe, expect, it } from 'vitest';
import { withoutRecord } from '../../../src-sim/check/without-record.ts';
import { applyEdits } from '../../../src-sim/scenario/edit-text.ts';
import { designText, openDesign, problemsOf } from '../../support/design.ts';

const brief = (text: string, code: string) =>
  problemsOf(text, code).map(({ severity, path }) => ({ severity, path }));

/** Two machines on one switch; the second wire is narrower. */
const switched = (first: number, second: number, tunnel = ''): string => `
networks: { west: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }, under: { kind: lan, site: cellar, cidrs: [192.0.2.0/24] } }
subnets:
  desks: { kind: segment, network: west, cidr: 10.1.1.0/24 }
  between: { kind: segment, network: under, cidr: 192.0.2.0/30 }
devices: { s1: { kind: switch }, s2: { kind: switch }, v1: { kind: router }, v2: { kind: router } }
${tunnel}
links:
  fibre: { kind: wire, ends: [{ to: v1, address: 192.0.2.1 }, { to: v2, address: 192.0.2.2 }], subnet: between, rate: 1 Gbit/s, delay: 1 us, mtu: 1500 B }
  wire-a: { kind: wire, ends: [{ to: a }, { to: s1, access: 10 }], rate: 1 Gbit/s, delay: 1 us, mtu: ${first} B }
  wire-b: { kind: wire, ends: [{ to: b }, { to: ${tunnel === '' ? 's1' : 's2'}, access: 10 }], rate: 1 Gbit/s, delay: 1 us, mtu: ${second} B }
workloads:
  a: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  b: { kind: virtual-machine, subnet: desks, address: 10.1.1.11 }
`;

const vxlan = `attachments:
  overlay: { kind: tunnel, encapsulation: vxlan, key: 7, ends: [{ to: s1, by: v1, access: 10 }, { to: s2, by: v2, access: 10 }] }`;

describe('mtu/black-hole', () => {
  it('is no matter of two machines on one switch of which each knows its own link', () => {
    // The narrower end announces segments that fit it, so the wider one sends no larger ones.
    expect(brief(switched(1500, 1450), 'mtu/black-hole')).toEqual([]);
    expect(brief(switched(1500, 1450), 'mtu/shrinks')).toEqual([]);
  });

  it('tells once of a tunnel of switches that carries less than both ends believe, and is cured at the machines', () => {
    // VXLAN over IPv4 adds 14 + 8 + 8 + 20 = 50 B; 1,450 - 40 = 1,410 B are left of TCP.
    const text = switched(1500, 1500, vxlan);
    const [problem, ...others] = problemsOf(text, 'mtu/black-hole');
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: 'warning', path: 'attachments.overlay' });
    expect(problem?.message).toContain('packets from 1451 to 1500 B vanish');
    expect(problem?.message).toContain('a TCP segment size of 1410 B would fit');
    const cured = applyEdits(designText(text), problem?.cure?.edits ?? []);
    if (!('text' in cured)) throw new Error(cured.problem.message);
    expect(cured.text.match(/mtu: 1450 B/g)).toHaveLength(2);
    expect(openDesign(cured.text.slice(designText('').length)).problems).toEqual([]);
  });

  it('is silent where one of the two ends sends no more than fits', () => {
    expect(brief(switched(1500, 1450, vxlan), 'mtu/black-hole')).toEqual([]);
  });
});

/** Two segments behind two routers, joined by a wire; the second router may send answers through a firewall. */
const routed = (back: string, traffic = ''): string => `
networks:
  west: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
  east: { kind: lan, site: cellar, cidrs: [10.2.0.0/16] }
  middle: { kind: lan, site: cellar, cidrs: [10.3.0.0/16] }
subnets:
  desks: { kind: segment, network: west, cidr: 10.1.1.0/24, gateway: r1 }
  racks: { kind: segment, network: east, cidr: 10.2.1.0/24, gateway: r2 }
  direct: { kind: segment, network: middle, cidr: 10.3.0.0/30 }
  inner: { kind: segment, network: middle, cidr: 10.3.0.4/30 }
  outer: { kind: segment, network: middle, cidr: 10.3.0.8/30 }
devices:
  r1: { kind: router, routes: [{ to: 10.2.0.0/16, via: r2 }] }
  r2: { kind: router${back} }
  fw: { kind: firewall, routes: [{ to: 10.1.0.0/16, via: r1 }], rules: [{ action: allow, from: x, to: y, protocol: tcp, ports: 443 }] }
links:
  w: { kind: wire, ends: [{ to: r1, address: 10.3.0.1 }, { to: r2, address: 10.3.0.2 }], subnet: direct, rate: 1 Gbit/s, delay: 1 ms }
  x: { kind: wire, ends: [{ to: r1, address: 10.3.0.5 }, { to: fw, address: 10.3.0.6 }], subnet: inner, rate: 1 Gbit/s, delay: 1 ms }
  y: { kind: wire, ends: [{ to: r2, address: 10.3.0.9 }, { to: fw, address: 10.3.0.10 }], subnet: outer, rate: 1 Gbit/s, delay: 1 ms }
workloads:
  a: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  b: { kind: virtual-machine, subnet: racks, address: 10.2.1.10 }
${traffic}`;

const flow = 'traffic: { t: { kind: bulk, from: a, to: b } }';

describe('answers that are lost', () => {
  it('for want of a route are told at the table, as a warning where there is traffic', () => {
    expect(brief(routed('', flow), 'route/missing-return')).toEqual([
      { severity: 'warning', path: 'devices.r2' },
    ]);
    expect(brief(routed(''), 'route/missing-return')).toEqual([{ severity: 'info', path: 'devices.r2' }]);
    const back = ', routes: [{ to: 10.1.0.0/16, via: r1 }]';
    expect(openDesign(routed(back, flow)).problems).toEqual([]);
  });

  it('at a firewall that has not seen the request are told at the firewall', () => {
    const around = ', routes: [{ to: 10.1.0.0/16, via: fw }]';
    expect(brief(routed(around, flow), 'route/asymmetric-stateful')).toEqual([
      { severity: 'warning', path: 'devices.fw' },
    ]);
  });
});

/** Two sites, each with a public address, joined through the internet by a tunnel. */
const overInternet = (encapsulation: string): string => `
networks:
  west: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
  east: { kind: lan, site: attic, cidrs: [10.2.0.0/16] }
subnets:
  desks: { kind: segment, network: west, cidr: 10.1.1.0/24, gateway: r1 }
  racks: { kind: segment, network: east, cidr: 10.2.1.0/24, gateway: r2 }
devices:
  r1: { kind: router, site: cellar, routes: [{ to: 10.2.0.0/16, via: tube }] }
  r2: { kind: router, site: attic, routes: [{ to: 10.1.0.0/16, via: tube }] }
attachments:
  net-1: { kind: internet-access, device: r1, site: world, address: 203.0.113.1 }
  net-2: { kind: internet-access, device: r2, site: world, address: 203.0.113.2 }
  tube: { kind: tunnel, encapsulation: ${encapsulation}, ends: [{ to: r1 }, { to: r2 }] }
workloads:
  a: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  b: { kind: virtual-machine, subnet: racks, address: 10.2.1.10 }
`;
const twoSites = (encapsulation: string): string =>
  `  attic: { kind: data-centre }\n  world: { kind: internet }\n${overInternet(encapsulation)}`;

describe('security/unencrypted', () => {
  it('tells of packets that cross the internet in a tunnel that does not encrypt', () => {
    expect(brief(twoSites('gre'), 'security/unencrypted')).toEqual([
      { severity: 'warning', path: 'attachments.net-1' },
    ]);
    for (const sealed of ['esp', 'wireguard']) {
      expect(brief(twoSites(sealed), 'security/unencrypted')).toEqual([]);
    }
  });
});

describe('security/open-to-the-world', () => {
  it('is told of rules of Azure, of Google Cloud, and of firewalls on the internet', () => {
    const text = `  west-europe: { kind: azure-region, region: westeurope }
  world: { kind: internet }
networks:
  g: { kind: gcp-vpc }
securityGroups:
  nsg:
    kind: azure-network-security-group
    inbound:
      - { priority: 100, access: allow, protocol: tcp, ports: 22 }
      - { priority: 110, access: allow, from: Internet, protocol: tcp, ports: 443 }
      - { priority: 120, access: allow, from: 10.0.0.0/8 }
      - { priority: 130, access: deny }
  open: { kind: gcp-firewall-rule, network: g, action: allow, ranges: [0.0.0.0/0] }
  tagged: { kind: gcp-firewall-rule, network: g, action: allow, sourceTags: [web] }
  off: { kind: gcp-firewall-rule, network: g, action: allow, disabled: true }
devices:
  wall:
    kind: firewall
    site: cellar
    zones: [{ name: outside, members: [line] }]
    rules:
      - { action: allow, from: outside, protocol: tcp, ports: 25 }
      - { action: allow, from: outside, source: [198.51.100.0/24], protocol: tcp, ports: 22 }
attachments:
  line: { kind: internet-access, device: wall, site: world, address: 203.0.113.1 }
`;
    expect(problemsOf(text, 'security/open-to-the-world').map(({ path }) => path)).toEqual([
      'securityGroups.nsg.inbound[0]',
      'securityGroups.nsg.inbound[1]',
      'securityGroups.open',
      'devices.wall.rules[0]',
    ]);
  });
});

describe('routing/same-as', () => {
  it('tells of a router with the AS number of the gateway it is joined to, written or published', () => {
    const vpn = (gateway: string, router: number): string => `
networks: { v: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16] } }
gateways: { g: { kind: aws-virtual-private-gateway, network: v${gateway} } }
devices: { r: { kind: router, site: cellar, bgp: { asn: ${router} } } }
attachments: { c: { kind: aws-vpn-connection, gateway: g, device: r } }
`;
    expect(brief(vpn(', asn: 65010', 65010), 'routing/same-as')).toEqual([
      { severity: 'warning', path: 'attachments.c' },
    ]);
    expect(brief(vpn(', asn: 65010', 65011), 'routing/same-as')).toEqual([]);
    // aws.asn.default is 64512.
    expect(brief(vpn('', 64512), 'routing/same-as')).toHaveLength(1);
  });
});

describe('a design without a record', () => {
  it('drops in clouds what was routed to it, withdraws it from devices, and loses what cannot be without it', () => {
    const { planned } = openDesign(`
networks: { v: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16] } }
gateways: { hub: { kind: aws-transit-gateway, site: frankfurt } }
devices: { r: { kind: router, site: cellar, routes: [{ to: 10.1.0.0/16, via: c }, { to: 10.9.0.0/16, drop: true }] } }
attachments: { c: { kind: aws-vpn-connection, gateway: hub, device: r, association: t, propagation: [t] } }
routeTables: { t: { kind: aws-transit-gateway-route-table, gateway: hub, routes: [{ to: 10.8.0.0/16, via: c }] } }
events: { e: { kind: fail, at: 1 ms, target: c } }
`);
    const left = withoutRecord(planned!, 'c');
    expect(left.attachments).toEqual({});
    expect(left.routeTables?.['t']).toMatchObject({ routes: [{ to: '10.8.0.0/16', drop: true }] });
    expect(left.devices?.['r']).toMatchObject({ routes: [{ to: '10.9.0.0/16', drop: true }] });
    // A failure needs something that fails.
    expect(left.events).toEqual({});
    expect(planned?.attachments).toHaveProperty('c');
  });
});
