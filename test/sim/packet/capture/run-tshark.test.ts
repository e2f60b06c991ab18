import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { capturePorts } from '../../../../src-sim/packet/capture-points.ts';
import { openScenario } from '../../../../src-sim/session/open.ts';
import { type CapturedRun, capturedRun } from '../../../support/captured-run.ts';
import { FabricDraft } from '../../../support/fabric-builder.ts';
import { tshark, tsharkFields, tsharkIsHere } from './tshark.ts';

// Named so that a run elsewhere says what it did not do.
const judged = tsharkIsHere ? 'judged by tshark' : 'judged by tshark (skipped: tshark is not installed)';
const ifHere = it.skipIf(!tsharkIsHere);

const millisecond = 1_000_000;

interface Middle {
  readonly family: 4 | 6;
  readonly loss?: number;
  readonly mtu?: number;
}

/** a — r — s — b with 20 Mbit/s and 5 ms in the middle; one transfer from a to b. */
function transfer({ family, loss = 0, mtu = 1500 }: Middle, transferBytes: number): CapturedRun {
  const [a, b, whole] = family === 4 ? ['10.0.0.1', '10.0.1.1', 32] : ['2001:db8::1', '2001:db8:1::1', 128];
  const wide = { rateBps: 1e9, delayNs: 1_000, mtu: 1500, framingBytes: 38 };
  const middle = { rateBps: 20e6, delayNs: 5 * millisecond, mtu, loss, framingBytes: 38 };
  const fabric = new FabricDraft()
    .host('a', a)
    .host('b', b)
    .router('r')
    .router('s')
    .link('a', 'r', wide)
    .link('r', 's', middle)
    .link('s', 'b', wide)
    .route('r', `${a}/${whole}`, ['a'])
    .route('r', `${b}/${whole}`, ['s'])
    .route('s', `${b}/${whole}`, ['b'])
    .route('s', `${a}/${whole}`, ['r'])
    .transfer('t', 'a', 'b', { transferBytes })
    .build(3, 10_000 * millisecond);
  return capturedRun(fabric);
}

const verdicts = [
  'frame.len',
  'frame.cap_len',
  '_ws.malformed',
  'ip.checksum.status',
  'tcp.checksum.status',
  'udp.checksum.status',
  'icmp.checksum.status',
  'icmpv6.checksum.status',
] as const;
const GOOD = '1';
/** Where there is nothing to check: the first bytes of a packet that an ICMP error quotes. */
const UNVERIFIED = '2';

/** Frames that are cut, malformed or carry a checksum that is not right. */
function flawed(file: Uint8Array): unknown[] {
  const rows = tsharkFields([file], verdicts);
  expect(rows.length).toBeGreaterThan(0);
  return rows.filter((row) => {
    const sums = verdicts.slice(3).flatMap((field) => row[field]);
    const isWhole = row['frame.len'][0] === row['frame.cap_len'][0] && row['_ws.malformed'].length === 0;
    return !isWhole || sums.length === 0 || sums.some((status) => status !== GOOD && status !== UNVERIFIED);
  });
}

const number = (values: readonly string[]): number => Number(values[0] ?? 0);

describe(`captures of a run, ${judged}`, () => {
  for (const family of [4, 6] as const) {
    ifHere(`are sound at every port of an IPv${family} transfer with loss`, () => {
      const { files, result } = transfer({ family, loss: 0.01 }, 1_000_000);
      expect(result.flows[0].lossByFate['link-loss']).toBeGreaterThan(0);
      expect(Object.keys(files)).toHaveLength(6);
      for (const file of Object.values(files)) expect(flawed(file)).toEqual([]);
    });
  }

  ifHere('begin a connection with its handshake and the options of both ends', () => {
    const { files } = transfer({ family: 4 }, 10_000);
    const [syn, answer, last] = tsharkFields(
      [files['a.pcapng']],
      [
        'tcp.flags',
        'tcp.options.mss_val',
        'tcp.options.wscale.shift',
        'tcp.options.sack_perm',
        'tcp.window_size',
        'tcp.seq',
        'tcp.ack',
        'frame.time_epoch',
      ],
    );
    // SYN; SYN and ACK; ACK. 1,500 B less 40 of headers without options (RFC 9293 section 3.7.1).
    expect([syn, answer, last].map((row) => row['tcp.flags'][0])).toEqual(['0x0002', '0x0012', '0x0010']);
    for (const row of [syn, answer]) {
      expect(row['tcp.options.mss_val']).toEqual(['1460']);
      expect(row['tcp.options.wscale.shift']).toEqual(['7']);
      expect(row['tcp.options.sack_perm']).toHaveLength(1);
    }
    // 44 whole segments of 1,460 B are the most that fit into 16 bits, 65,535 B.
    expect(number(syn['tcp.window_size'])).toBe(64_240);
    expect(number(syn['frame.time_epoch'])).toBe(0);
    // 60 B of IP packet and 38 of framing: 784 ns at 1 Gbit/s, 39,200 ns at 20 Mbit/s; 1 us and 5 ms on the ways. Twice.
    expect(number(answer['frame.time_epoch'])).toBeCloseTo(2 * (2 * (784e-9 + 1e-6) + 39.2e-6 + 5e-3), 9);
    expect([number(last['tcp.seq']), number(last['tcp.ack'])]).toEqual([1, 1]);
    // A window is a multiple of 2^7 once it is scaled.
    expect(number(last['tcp.window_size']) % 128).toBe(0);
  });

  ifHere('show the retransmissions that the connection counted, and every byte of the transfer', () => {
    const bytes = 2_000_000;
    const { files, result } = transfer({ family: 4, loss: 0.01 }, bytes);
    const retransmissions = result.flows[0].tcp?.retransmissions ?? 0;
    expect(retransmissions).toBeGreaterThan(0);
    // tshark calls a repeated segment out of order if it comes within 3 ms of the one it seems to belong before.
    const repeated = tshark(
      [files['a.pcapng']],
      ['-Y', 'tcp.dstport == 5001 && (tcp.analysis.retransmission || tcp.analysis.out_of_order)'],
    );
    expect(repeated.trim().split('\n')).toHaveLength(retransmissions);
    const rows = tsharkFields([files['b.pcapng']], ['tcp.dstport', 'tcp.seq', 'tcp.len']);
    const lengths = new Map(
      rows
        .filter((row) => row['tcp.dstport'][0] === '5001')
        .map((row) => [number(row['tcp.seq']), number(row['tcp.len'])]),
    );
    const arrived = [...lengths.values()].reduce((sum, length) => sum + length, 0);
    expect(arrived).toBe(bytes);
    expect(result.flows[0].tcp?.deliveredBytes).toBe(bytes);
  });

  ifHere('say of every frame that a link lost what became of it', () => {
    const { files, result } = transfer({ family: 4, loss: 0.01 }, 1_000_000);
    const lost = result.flows[0].lossByFate['link-loss'] ?? 0;
    const told = tshark(
      [files['r_s.pcapng']],
      ['-Y', 'frame.comment contains "link-loss" && tcp.dstport == 5001'],
    );
    expect(told.trim().split('\n')).toHaveLength(lost);
  });

  for (const family of [4, 6] as const) {
    ifHere(`quote the packet that was too big for IPv${family}, with the size that is not`, () => {
      const { files, result } = transfer({ family, mtu: 1400 }, 100_000);
      const tooBig = result.flows[0].lossByFate['too-big'] ?? 0;
      expect(tooBig).toBeGreaterThan(0);
      const [filter, mtu, length] =
        family === 4 ? ['icmp', 'icmp.mtu', 'ip.len'] : ['icmpv6', 'icmpv6.mtu', 'ipv6.plen'];
      const rows = tsharkFields(
        [files['a.pcapng']],
        [mtu, length, 'tcp.dstport', '_ws.malformed'],
        ['-Y', filter],
      );
      expect(rows).toHaveLength(tooBig);
      for (const row of rows) {
        expect(row[mtu]).toEqual(['1400']);
        // RFC 1812 section 4.3.2.3: 576 B at most; RFC 4443 section 2.4 (c): 1,280 B, 40 of them the IPv6 header. The
        // second length is that of the packet quoted: 1,500 B.
        expect(row[length]).toEqual(family === 4 ? ['576', '1500'] : ['1240', '1460']);
        expect(row['tcp.dstport']).toEqual(['5001']);
        expect(row['_ws.malformed']).toEqual([]);
      }
    });
  }

  ifHere('are sound for hello-hub, frame by frame what the run counted', () => {
    const text = readFileSync('scenarios/hello-hub/scenario.yaml', 'utf8');
    const { fabric } = openScenario(text);
    const { files, result } = capturedRun(fabric!, { untilNs: millisecond }, capturePorts(fabric!));
    for (const file of Object.values(files)) expect(flawed(file)).toEqual([]);
    const counted = result.flows.find(({ id }) => id === 'queries')?.delivered;
    const rows = tsharkFields([files['database.pcapng']], ['udp.dstport', 'ip.src', 'frame.len']);
    expect(rows).toHaveLength(counted ?? -1);
    // 1,500 B of IP packet behind 14 B of Ethernet header.
    for (const row of rows)
      expect(row).toEqual({ 'udp.dstport': ['5432'], 'ip.src': ['10.1.1.10'], 'frame.len': ['1514'] });
  });
});
