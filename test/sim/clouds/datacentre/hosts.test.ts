// Documents with hosts: what becomes of their switches, and what a run makes of it.
import { describe, expect, it } from 'vitest';
import type { Fabric } from '../../../../src-sim/fabric/fabric.ts';
import { factBook } from '../../../../src-sim/facts/fact-book.ts';
import { processingOf } from '../../../../src-sim/clouds/datacentre/data-path.ts';
import { controlled } from '../../../../src-sim/clouds/datacentre/traffic-control.ts';
import { runFabric } from '../../../../src-sim/packet/run-fabric.ts';
import { ask, fabricOf, nodesPassed, problemsOf } from '../../../support/design.ts';

interface Plan {
  readonly switches?: string;
  readonly workloads: string;
  readonly more?: string;
  readonly uplinks?: string;
  readonly leaf?: string;
}

/** One host with two wires to two switches, that are joined; `pc` stands at the first in VLAN 10. */
const design = ({ switches, workloads, more = '', uplinks = '', leaf = '' }: Plan): string => `
networks: { lab: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] } }
subnets:
  ten: { kind: segment, network: lab, cidr: 10.1.10.0/24 }
  twenty: { kind: segment, network: lab, cidr: 10.1.20.0/24 }
devices:
  x: { kind: switch${leaf} }
  y: { kind: switch }
hosts: { h: { kind: hypervisor, site: cellar } }
switches:
${
  switches ??
  `  s: { kind: standard-switch, host: h, uplinks: [w1, w2]${uplinks} }
  g: { kind: port-group, switch: s, vlan: 10 }
  g20: { kind: port-group, switch: s, vlan: 20 }`
}
links:
  w1: { kind: wire, ends: [{ to: h }, { to: x, trunk: [10, 20] }], rate: 1 Gbit/s, delay: 1 us }
  w2: { kind: wire, ends: [{ to: h }, { to: y, trunk: [10, 20] }], rate: 1 Gbit/s, delay: 1 us }
  xy: { kind: wire, ends: [{ to: x, trunk: [10, 20] }, { to: y, trunk: [10, 20] }], rate: 1 Gbit/s, delay: 1 us }
  wp: { kind: wire, ends: [{ to: pc }, { to: x, access: 10 }], rate: 1 Gbit/s, delay: 1 us }
workloads:
  pc: { kind: virtual-machine, subnet: ten }
${workloads}
${more}`;

const machine = (id: string, group = 'g', more = ''): string =>
  `  ${id}: { kind: virtual-machine, subnet: ${group === 'g20' ? 'twenty' : 'ten'}, portGroup: ${group}${more} }\n`;

/** 8,000 bit at 8 Mbit/s: one packet a millisecond, ten in 10 ms. */
const flow = (from: string, to: string, more = ''): string =>
  `  ${from}-${to}: { kind: constant-rate, from: ${from}, to: ${to}, rate: 8 Mbit/s, packetSize: 1000 B, stop: 10 ms${more} }\n`;

const delivered = (fabric: Fabric): Record<string, number> =>
  Object.fromEntries(runFabric(fabric).flows.map(({ id, delivered: count }) => [id, count]));

const received = (fabric: Fabric, id: string): number =>
  runFabric(fabric).nodes.find((node) => node.id === id)!.received;

describe('a switch inside a host', () => {
  it('joins its machines without the wires, even when those are down', () => {
    const fabric = fabricOf(
      design({
        workloads: machine('a') + machine('b'),
        more: `traffic:\n${flow('a', 'b')}events:
  e1: { kind: fail, at: 0 s, target: w1 }
  e2: { kind: fail, at: 0 s, target: w2 }\n`,
      }),
    );
    expect(delivered(fabric)).toEqual({ 'a-b': 10 });
    expect(nodesPassed(ask(fabric, 'a', 'b'))).toEqual(['a', 's', 'b']);
  });

  it('lets nothing pass between VLANs', () => {
    const fabric = fabricOf(
      design({ workloads: machine('a') + machine('b', 'g20'), more: `traffic:\n${flow('a', 'b')}` }),
    );
    expect(delivered(fabric)).toEqual({ 'a-b': 0 });
    expect(ask(fabric, 'a', 'b').forward.fate).toBe('no-route');
  });

  it('reaches machines outside by an uplink each, and none of them twice', () => {
    const fabric = fabricOf(
      design({
        workloads: machine('a') + machine('b'),
        more: `traffic:\n${flow('a', 'pc')}${flow('b', 'pc')}${flow('pc', 'a', ', port: 10')}`,
      }),
    );
    expect(delivered(fabric)).toEqual({ 'a-pc': 10, 'b-pc': 10, 'pc-a': 10 });
    expect(nodesPassed(ask(fabric, 'a', 'pc'))).toEqual(['a', 's', 'x', 'pc']);
    expect(nodesPassed(ask(fabric, 'b', 'pc'))).toEqual(['b', 's', 'y', 'x', 'pc']);
    // And one question of a and one of b, from which the pc knows where a is.
    expect(received(fabric, 'pc')).toBe(20 + 2);
  });

  it('is no ring with its two uplinks, to the check neither', () => {
    expect(problemsOf(design({ workloads: machine('a') }), 'design/switch-loop')).toEqual([]);
  });

  it('uses the standby wire of a port group only when the other has failed', () => {
    const text = (events: string): string =>
      design({
        uplinks: ', teaming: { active: [w2], standby: [w1] }',
        workloads: machine('a'),
        more: `traffic:\n${flow('a', 'pc')}${events}`,
      });
    const packetsOn = (fabric: Fabric, link: string): number =>
      runFabric(fabric).links.find(({ id }) => id === link)!.packets;
    expect(packetsOn(fabricOf(text('')), 'w1:s>x')).toBe(0);
    // One packet a millisecond, the first within the first: six or five of ten are still to come, and the announcement.
    const cut = fabricOf(text('events: { e: { kind: fail, at: 4500 us, target: w2 } }\n'));
    expect([5 + 1, 6 + 1]).toContain(packetsOn(cut, 'w1:s>x'));
    // With the question at the beginning.
    expect(packetsOn(cut, 'w1:s>x') + packetsOn(cut, 'w2:s>y')).toBe(10 + 1 + 1);
    expect(delivered(cut)).toEqual({ 'a-pc': 10 });
  });

  it('is cut off with its host, machines and all', () => {
    const fabric = fabricOf(
      design({
        workloads: machine('a') + machine('b'),
        more: `traffic:\n${flow('a', 'b')}${flow('pc', 'a')}events: { e: { kind: fail, at: 0 s, target: h } }\n`,
      }),
    );
    expect(delivered(fabric)).toEqual({ 'a-b': 0, 'pc-a': 0 });
    // Two wires and two machines; the pc and what joins the switches stay.
    expect(fabric.events[0].links.map((link) => fabric.links[link].id).toSorted()).toEqual([
      'a',
      'b',
      'w1',
      'w2',
    ]);
  });

  it('copies what passes a machine to a mirror', () => {
    const switches = `  s: { kind: distributed-switch, hosts: [h], uplinks: [w1, w2], mirrors: [{ from: [a], to: probe }] }
  g: { kind: port-group, switch: s, vlan: 10 }`;
    const fabric = fabricOf(
      design({
        switches,
        workloads: machine('a') + machine('b') + machine('probe'),
        more: `traffic:\n${flow('a', 'pc')}${flow('pc', 'a')}${flow('b', 'pc', ', port: 11')}`,
      }),
    );
    expect(delivered(fabric)).toEqual({ 'a-pc': 10, 'pc-a': 10, 'b-pc': 10 });
    // Ten each way; a question of a or the pc for the other, which the probe hears itself as well, and its answer, all copied: 2
    // copies and 1 of its own; and the question of b, which goes to a and so is copied, and comes by itself.
    const heard = received(fabric, 'probe');
    expect(heard).toBeGreaterThanOrEqual(20 + 3);
    expect(heard).toBeLessThanOrEqual(20 + 8);
  });

  it('shapes what a machine sends to the average behind its burst', () => {
    const switches = `  s: { kind: standard-switch, host: h, uplinks: [w1, w2] }
  g: { kind: port-group, switch: s, vlan: 10, shaping: { out: { average: 4 Mbit/s, burst: 2 kB } } }`;
    const fabric = fabricOf(
      design({ switches, workloads: machine('a'), more: `traffic:\n${flow('a', 'pc')}` }),
    );
    const [{ latencyNs, delivered: count }] = runFabric(fabric).flows;
    expect(count).toBe(10);
    // Ten packets of 8,000 bit at 4 Mbit/s take 20 ms, less the burst of 2,000 bytes, 4 ms: the last, sent at 9 ms, leaves at 16 ms or
    // soon after, for the question before it took some of the burst.
    expect(latencyNs!.max).toBeGreaterThanOrEqual(7e6);
    expect(latencyNs!.max).toBeLessThanOrEqual(7.3e6);
  });

  it('shares flows over a bundle by their hash, with both ends at one', () => {
    const text = `
networks: { lab: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] } }
subnets: { ten: { kind: segment, network: lab, cidr: 10.1.10.0/24 } }
devices: { x: { kind: switch, bundles: [[w1, w2]] } }
hosts: { h: { kind: hypervisor, site: cellar } }
switches:
  s: { kind: ovs-bridge, host: h, uplinks: [w1, w2], teaming: { balance: ip-hash } }
  g: { kind: port-group, switch: s, vlan: 10 }
links:
  w1: { kind: wire, ends: [{ to: h }, { to: x, trunk: [10] }], rate: 1 Gbit/s, delay: 1 us }
  w2: { kind: wire, ends: [{ to: h }, { to: x, trunk: [10] }], rate: 1 Gbit/s, delay: 1 us }
  wp: { kind: wire, ends: [{ to: pc }, { to: x, access: 10 }], rate: 1 Gbit/s, delay: 1 us }
workloads:
  pc: { kind: virtual-machine, subnet: ten }
  a: { kind: virtual-machine, subnet: ten, portGroup: g }
traffic:
  out: { kind: constant-rate, from: a, to: pc, port: 1000-1063, rate: 80 Mbit/s, packetSize: 1000 B, stop: 100 ms }
  in: { kind: constant-rate, from: pc, to: a, port: 1000-1063, rate: 80 Mbit/s, packetSize: 1000 B, stop: 100 ms }
`;
    const { flows, links } = runFabric(fabricOf(text));
    // 80 Mbit/s of 8,000 bit for 100 ms.
    expect(flows.map(({ delivered: count }) => count)).toEqual([1000, 1000]);
    for (const id of ['w1:s>x', 'w2:s>x', 'w1:x>s', 'w2:x>s']) {
      // 64 ports over two wires: 32 each on average, 4 the standard deviation; a third is four of those away.
      expect(links.find((link) => link.id === id)!.packets).toBeGreaterThan(1000 / 4);
    }
    expect(problemsOf(text, 'hosts/team-mismatch')).toEqual([]);
    expect(problemsOf(text.replace(', bundles: [[w1, w2]]', ''), 'hosts/team-mismatch')).toHaveLength(1);
  });
});

describe('what moving packets costs', () => {
  it('follows the facts, and what the document says instead', () => {
    const facts = factBook({ 'kernel.route.single': 2 });
    // 1000 ns / 2 million a second; 7 us, and 82 - 7 when the core slept.
    expect(processingOf(facts, { kind: 'kernel' })).toMatchObject({
      packetNs: 500,
      delayNs: 7000,
      wakeNs: 75_000,
      cores: 1,
    });
    // Two cores do 7.5 million a second.
    expect(processingOf(facts, { kind: 'dpdk', cores: 2 }).packetNs).toBeCloseTo(266.67, 2);
    expect(processingOf(facts, { kind: 'dpdk' }).wakeNs).toBe(0);
    expect(processingOf(facts, { kind: 'vpp', perPacket: '55 ns' }).packetNs).toBe(55);
  });
});

describe('traffic control', () => {
  it('gives each kind its reservation and its part of the rest', () => {
    const queue = controlled(
      { vm: { shares: 100, reservation: '2 Gbit/s' }, storage: { limit: '1 Gbit/s' } },
      10e9,
    );
    const discipline = queue?.discipline;
    if (discipline?.kind !== 'htb') throw new Error('not an HTB');
    // 8 Gbit/s are free, 100 + 3 x 50 shares: 3.2 for machines, 1.6 for the others, of which storage may use 1.
    expect(discipline.classes.map(({ rateBps }) => rateBps)).toEqual([10e9, 5.2e9, 1.6e9, 1.6e9, 1e9]);
    expect(discipline.classes.map(({ ceilBps }) => ceilBps)).toEqual([10e9, 10e9, 10e9, 10e9, 1e9]);
  });

  it('is not there where a wire has no rate', () => {
    expect(controlled({ vm: {} }, 0)).toBeUndefined();
  });
});

describe('what does not fit together', () => {
  const codes = (text: string): string[] => problemsOf(text).map(({ path, code }) => `${path} ${code}`);

  it('is told at its place', () => {
    expect(codes(design({ workloads: machine('a', 'g', ', virtualFunction: xy') }))).toEqual([
      'workloads.a.virtualFunction document/mismatched-reference',
    ]);
    const two = design({ workloads: machine('a') })
      .replace(
        '{ h: { kind: hypervisor, site: cellar } }',
        '{ h: { kind: hypervisor, site: cellar }, i: { kind: hypervisor, site: cellar } }',
      )
      .replace('kind: standard-switch, host: h', 'kind: distributed-switch, hosts: [h, i]');
    expect(codes(two)).toEqual(['workloads.a document/mismatched-reference']);
    expect(codes(design({ workloads: machine('a'), uplinks: ', teaming: { standby: [xy] }' }))).toEqual([
      'switches.s.teaming.standby[0] document/mismatched-reference',
    ]);
    expect(codes(design({ workloads: '  a: { kind: virtual-machine, subnet: ten, host: h }' }))).toEqual([
      'workloads.a design/not-on-the-switch',
      'workloads.a.host document/mismatched-reference',
    ]);
  });
});
