// What the check says of hosts, their switches and port groups.
import { describe, expect, it } from 'vitest';
import { openDesign } from '../../support/design.ts';

interface Plan {
  readonly switches: string;
  readonly workloads?: string;
  readonly trunk?: string;
  readonly wire?: string;
  readonly x?: string;
}

const two = 'uplinks: [w1, w2]';

const design = ({ switches, workloads, trunk = '[10, 20]', wire = '', x = '' }: Plan): string => `
networks: { lab: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] } }
subnets: { ten: { kind: segment, network: lab, cidr: 10.1.10.0/24 } }
devices: { x: { kind: switch${x} }, y: { kind: switch } }
hosts: { h: { kind: hypervisor, site: cellar }, i: { kind: hypervisor, site: cellar } }
switches:
${switches}
links:
  w1: { kind: wire, ends: [{ to: h }, { to: x, trunk: ${trunk} }], rate: 1 Gbit/s, delay: 1 us${wire} }
  w2: { kind: wire, ends: [{ to: h }, { to: y, trunk: [10, 20] }], rate: 1 Gbit/s, delay: 1 us }
workloads:
${workloads ?? '  a: { kind: virtual-machine, subnet: ten, portGroup: g }'}
`;

const told = (plan: Plan, code: string): string[] =>
  openDesign(design(plan)).problems.flatMap((problem) =>
    problem.code === code ? [`${problem.severity} ${problem.path}: ${problem.message}`] : [],
  );

const distributed = (more = '', group = 'vlan: 10'): string =>
  `  s: { kind: distributed-switch, hosts: [h], ${two}${more} }\n  g: { kind: port-group, switch: s, ${group} }`;

describe('the check of hosts', () => {
  it('has nothing to say of a distributed switch with two uplinks but that nobody watches it', () => {
    const { problems } = openDesign(design({ switches: distributed() }));
    expect(problems.map(({ code }) => code).filter((code) => code.startsWith('hosts/'))).toEqual([
      'hosts/no-ipv6',
      'hosts/no-monitoring',
    ]);
  });

  it('tells VLANs and sizes that end at the next switch', () => {
    expect(told({ switches: distributed(), trunk: '[20]' }, 'hosts/uplink-vlan')).toEqual([
      'warning switches.g: port group g uses VLAN 10, which x does not carry on wire w1',
    ]);
    expect(told({ switches: distributed('', 'carries: vm') }, 'hosts/uplink-vlan')).toHaveLength(2);
    expect(
      told({ switches: distributed(', mtu: 9000 B'), wire: ', mtu: 1500 B' }, 'hosts/uplink-mtu'),
    ).toEqual(['warning switches.s: s takes packets of up to 9000 B, wire w1 of 1500 B']);
    expect(told({ switches: distributed(', mtu: 1600 B'), x: ', mtu: 1550 B' }, 'hosts/uplink-mtu')).toEqual([
      'warning switches.s: s takes packets of up to 1600 B, x of 1550 B',
    ]);
  });

  it('tells a single uplink, and two that lead to one switch more mildly', () => {
    const one = distributed().replace(two, 'uplinks: [w1]');
    expect(told({ switches: one }, 'hosts/single-uplink')).toEqual([
      'warning switches.s: s on h has one uplink, w1',
    ]);
    expect(told({ switches: one }, 'hosts/unused-wire')).toEqual([
      'warning links.w2: wire w2 leads to host h, where no virtual switch has it for an uplink',
    ]);
  });

  it('tells port groups of one name that differ between standard switches', () => {
    const switches = `  s: { kind: standard-switch, host: h, ${two} }
  t: { kind: standard-switch, host: i }
  g: { kind: port-group, name: Web, switch: s, vlan: 10 }
  g2: { kind: port-group, name: Web, switch: t, vlan: 20 }`;
    expect(told({ switches }, 'hosts/port-group-drift')).toEqual([
      'warning switches.g2: port group Web of t and that of s differ in vlan',
    ]);
    expect(told({ switches: switches.replace('vlan: 20', 'vlan: 10') }, 'hosts/port-group-drift')).toEqual(
      [],
    );
    expect(told({ switches }, 'hosts/standard-in-cluster')).toHaveLength(1);
  });

  it('tells loose port security: where somebody wants it as a warning, where it came so as a remark', () => {
    const loose = distributed(', security: { forgedTransmits: true }');
    expect(told({ switches: loose }, 'hosts/loose-port-security')).toEqual([
      'warning switches.g: machines of port group g may send from another MAC address',
    ]);
    const standard = `  s: { kind: standard-switch, host: h, ${two} }\n  g: { kind: port-group, switch: s, vlan: 10 }`;
    expect(told({ switches: standard }, 'hosts/loose-port-security')).toEqual([
      'info switches.g: machines of port group g may take another MAC address, send from another MAC address',
    ]);
    expect(told({ switches: distributed() }, 'hosts/loose-port-security')).toEqual([]);
  });

  it('tells kinds of traffic that share wires, unless they have wires of their own', () => {
    const switches = (more: string, first: string, second: string): string =>
      `  s: { kind: distributed-switch, hosts: [h], ${two}, mtu: 9000 B${more} }
  g: { kind: port-group, switch: s, vlan: 10, carries: vm${first} }
  v: { kind: port-group, switch: s, vlan: 20, carries: vmotion${second} }`;
    const workloads = `  a: { kind: virtual-machine, subnet: ten, portGroup: g }
  b: { kind: virtual-machine, subnet: ten, portGroup: v }`;
    const codes = (text: string): string[] =>
      ['hosts/no-traffic-control', 'hosts/mixed-traffic'].flatMap((code) =>
        told({ switches: text, workloads }, code).map((line) => line.split(' ')[0]),
      );
    expect(codes(switches('', '', ''))).toEqual(['warning', 'info']);
    expect(codes(switches(', trafficControl: { vm: { shares: 100 } }', '', ''))).toEqual(['info']);
    const [own, other] = ['active: [w1], standby: [w2]', 'active: [w2], standby: [w1]'];
    expect(codes(switches('', `, teaming: { ${own} }`, `, teaming: { ${other} }`))).toEqual([]);
  });

  it('tells storage in small packets, and machines that go past their switch', () => {
    const storage = distributed('', 'vlan: 10, carries: storage');
    expect(told({ switches: storage }, 'hosts/storage-mtu')).toEqual([
      'warning switches.g: port group g carries storage in packets of up to 1500 B',
    ]);
    expect(
      told({ switches: distributed(', mtu: 9000 B', 'vlan: 10, carries: storage') }, 'hosts/storage-mtu'),
    ).toEqual([]);
    const direct = {
      switches: distributed('', 'vlan: 10, security: { promiscuous: false }'),
      workloads: '  a: { kind: virtual-machine, subnet: ten, portGroup: g, virtualFunction: w1 }',
    };
    expect(told(direct, 'hosts/sr-iov-bypass')).toEqual([
      'warning workloads.a.virtualFunction: a goes past the switch of port group g, and gets nothing of its security',
    ]);
  });

  it('tells a segment of more machines than a /23 holds', () => {
    const machines = (count: number): string =>
      Array.from(
        { length: count },
        (_, n) => `  m${n}: { kind: virtual-machine, subnet: ten, portGroup: g }`,
      ).join('\n');
    const flat = (count: number): string[] => {
      const text = design({ switches: distributed(), workloads: machines(count) });
      const { problems } = openDesign(text.replace('10.1.10.0/24', '10.1.0.0/22'));
      return problems.flatMap(({ code, message }) => (code === 'design/flat-segment' ? [message] : []));
    };
    // 2^9 - 2 addresses.
    expect(flat(510)).toEqual([]);
    expect(flat(511)).toEqual(['511 machines share the segment ten']);
  });
});
