import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Fabric } from '../../../../src-sim/fabric/fabric.ts';
import { interfaceMac, formatMac } from '../../../../src-sim/packet/wire/mac.ts';
import { openScenario } from '../../../../src-sim/session/open.ts';
import { capturedRun } from '../../../support/captured-run.ts';
import { FabricDraft } from '../../../support/fabric-builder.ts';
import { tsharkFields, tsharkIsHere } from './tshark.ts';

const judged = tsharkIsHere ? 'judged by tshark' : 'judged by tshark (skipped: tshark is not installed)';
const ifHere = it.skipIf(!tsharkIsHere);

const gigabit = { rateBps: 1e9, delayNs: 1000, framingBytes: 38, mtu: 1500 };

/** a and b in VLAN 10 of two switches with a trunk between them; one packet from a to b. */
function twoSwitches(family: 4 | 6): { draft: FabricDraft; fabric: Fabric } {
  const draft = new FabricDraft().switch('s1').switch('s2').link('s1', 's2', gigabit);
  const trunk = { mode: 'trunk', allowed: [10] } as const;
  draft.vlan('s1', 's2', trunk).vlan('s2', 's1', trunk);
  const addresses = family === 4 ? ['10.0.0.1', '10.0.0.2'] : ['2001:db8::a', '2001:db8::b'];
  for (const [n, [host, at]] of [
    ['a', 's1'],
    ['b', 's2'],
  ].entries()) {
    draft.host(host, addresses[n]).link(host, at, gigabit).attach(host, at, addresses[n]);
    draft.vlan(at, host, { mode: 'access', vlan: 10 });
  }
  draft.flow('f', 'a', 'b', { rateBps: 8e6, packetBytes: 1000, stopNs: 1e6 });
  return { draft, fabric: draft.build() };
}

const soundness = [
  '_ws.malformed',
  '_ws.expert.severity',
  'ip.checksum.status',
  'udp.checksum.status',
  'icmpv6.checksum.status',
] as const;

describe(`captures of a switched network, ${judged}`, () => {
  for (const family of [4, 6] as const) {
    ifHere(`are sound in IPv${family}, questions and answers, tagged and untagged`, () => {
      const { fabric } = twoSwitches(family);
      const { files, result } = capturedRun(fabric);
      expect(result.flows[0].delivered).toBe(1);
      for (const file of Object.values(files)) {
        const rows = tsharkFields([file], soundness);
        // Question, answer, packet.
        expect(rows).toHaveLength(3);
        for (const row of rows) {
          expect(row['_ws.malformed']).toEqual([]);
          expect(row['_ws.expert.severity']).toEqual([]);
          for (const sum of soundness.slice(2)) expect(row[sum].every((status) => status === '1')).toBe(true);
        }
      }
    });
  }

  ifHere('show the same MAC addresses on every link, and the tag on the trunk only', () => {
    const { draft, fabric } = twoSwitches(4);
    const { files } = capturedRun(fabric);
    const macOf = (port: number): string => formatMac(interfaceMac(port));
    const [a, b] = [macOf(draft.port('a', 's1')), macOf(draft.port('b', 's2'))];
    for (const [name, tags] of [
      ['a.pcapng', []],
      ['s1_s2.pcapng', ['10']],
      ['b.pcapng', []],
    ] as const) {
      const rows = tsharkFields(
        [files[name]],
        ['eth.src', 'eth.dst', 'vlan.id', 'arp.opcode', 'arp.dst.hw_mac'],
      );
      expect(rows.map((row) => [...row['eth.src'], ...row['eth.dst']])).toEqual([
        [a, 'ff:ff:ff:ff:ff:ff'],
        [b, a],
        [a, b],
      ]);
      expect(rows.map((row) => row['arp.opcode'])).toEqual([['1'], ['2'], []]);
      // RFC 826: the field asked for is zero in a question.
      expect(rows[0]['arp.dst.hw_mac']).toEqual(['00:00:00:00:00:00']);
      expect(rows[1]['arp.dst.hw_mac']).toEqual([a]);
      for (const row of rows) expect(row['vlan.id']).toEqual(tags);
    }
  });

  ifHere('show solicitations to the group of the address and advertisements that answer them', () => {
    const { fabric } = twoSwitches(6);
    const { files } = capturedRun(fabric);
    const rows = tsharkFields(
      [files['a.pcapng']],
      [
        'icmpv6.type',
        'ipv6.dst',
        'eth.dst',
        'ipv6.hlim',
        'icmpv6.nd.na.flag.s',
        'icmpv6.nd.na.flag.r',
        'ipv6.plen',
      ],
    );
    // RFC 4291 section 2.7.1: ff02::1:ff00:0/104 and the last 24 bits, 00000b; RFC 2464: 33:33 and the last 32 bits of that.
    expect(rows[0]['icmpv6.type']).toEqual(['135']);
    expect(rows[0]['ipv6.dst']).toEqual(['ff02::1:ff00:b']);
    expect(rows[0]['eth.dst']).toEqual(['33:33:ff:00:00:0b']);
    expect(rows[1]['icmpv6.type']).toEqual(['136']);
    expect(rows[1]['ipv6.dst']).toEqual(['2001:db8::a']);
    expect([rows[1]['icmpv6.nd.na.flag.s'], rows[1]['icmpv6.nd.na.flag.r']]).toEqual([['1'], ['0']]);
    // 72 bytes less 40 of IPv6.
    for (const row of rows.slice(0, 2)) {
      expect(row['ipv6.hlim']).toEqual(['255']);
      expect(row['ipv6.plen']).toEqual(['32']);
    }
  });

  ifHere('of the office with VLANs are sound, and show each packet to the router with two tags', () => {
    const scenario = new URL('../../../../scenarios/vlan-office/scenario.yaml', import.meta.url);
    const { fabric } = openScenario(readFileSync(scenario, 'utf8'));
    // Five milliseconds hold a few bookings and the beginning of the file copy.
    const { files } = capturedRun(fabric!, { untilNs: 5_000_000 });
    for (const file of [
      files['router-stick_core-switch.pcapng'],
      files['visitor.pcapng'],
      files['desk.pcapng'],
    ]) {
      const rows = tsharkFields([file], [...soundness, 'tcp.checksum.status']);
      expect(rows.length).toBeGreaterThan(3);
      for (const row of rows) {
        expect(row['_ws.malformed']).toEqual([]);
        for (const sum of ['ip.checksum.status', 'udp.checksum.status', 'tcp.checksum.status'] as const) {
          expect(row[sum].every((status) => status === '1')).toBe(true);
        }
      }
    }
    const bookings = tsharkFields(
      [files['router-stick_core-switch.pcapng']],
      ['vlan.id', 'ip.ttl'],
      ['-Y', 'udp.dstport == 443 && ip.src == 10.10.20.20'],
    );
    // To the router in VLAN 20 with the sender's hop limit, back in VLAN 10 with one less.
    expect(bookings.length % 2).toBe(0);
    const seen = bookings.map((row) => `${row['vlan.id'][0]} ${row['ip.ttl'][0]}`);
    expect(seen.filter((each) => each === '20 64')).toHaveLength(bookings.length / 2);
    expect(seen.filter((each) => each === '10 63')).toHaveLength(bookings.length / 2);
  });
});
