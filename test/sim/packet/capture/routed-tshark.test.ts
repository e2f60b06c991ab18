import { describe, expect, it } from 'vitest';
import { type CapturedRun, capturedRun } from '../../../support/captured-run.ts';
import { FabricDraft } from '../../../support/fabric-builder.ts';
import { sourceTranslation } from '../../../support/translations.ts';
import { tsharkFields, tsharkIsHere } from './tshark.ts';

const judged = tsharkIsHere ? 'judged by tshark' : 'judged by tshark (skipped: tshark is not installed)';
const ifHere = it.skipIf(!tsharkIsHere);

const gigabit = { rateBps: 1e9, delayNs: 1000, framingBytes: 38, mtu: 1500 };
const jumbo = { ...gigabit, mtu: 9000 };

const soundness = [
  '_ws.malformed',
  'ip.checksum.status',
  'tcp.checksum.status',
  'udp.checksum.status',
  'icmp.checksum.status',
  'icmpv6.checksum.status',
] as const;

/** Good, or (quoted or incomplete packets) not to be checked. */
const fine = new Set(['1', '2']);

function expectSound({ files }: CapturedRun): void {
  for (const file of Object.values(files)) {
    for (const row of tsharkFields([file], soundness)) {
      expect(row['_ws.malformed']).toEqual([]);
      for (const sum of soundness.slice(1))
        expect(row[sum].filter((status) => !fine.has(status))).toEqual([]);
    }
  }
}

/** a, a router, b; 4000 bytes from a to b, the way out of the router takes 1500. */
function cut(family: 4 | 6): CapturedRun {
  const [a, b] = family === 4 ? ['10.0.0.1', '10.0.1.1'] : ['2001:db8::1', '2001:db8:1::1'];
  const fabric = new FabricDraft()
    .host('a', a)
    .host('b', b)
    .router('r')
    // Over IPv6 the sender's own link is the small one.
    .link('a', 'r', family === 4 ? jumbo : gigabit)
    .link('r', 'b', family === 4 ? gigabit : jumbo)
    .route('r', `${b}/${family === 4 ? 32 : 128}`, ['b'])
    .flow('f', 'a', 'b', { packetBytes: 4000, rateBps: 32e6, stopNs: 1e6, dontFragment: false })
    .build();
  return capturedRun(fabric);
}

describe(`captures behind routers, ${judged}`, () => {
  for (const family of [4, 6] as const) {
    ifHere(`hold IPv${family} fragments that are put together without an error`, () => {
      const run = cut(family);
      expect(run.result.flows[0].delivered).toBe(1);
      expectSound(run);
      const rows = tsharkFields(
        [run.files['b.pcapng']],
        [
          'ip.frag_offset',
          'ipv6.fraghdr.offset',
          'ip.reassembled.length',
          'ipv6.reassembled.length',
          'udp.length',
        ],
      );
      // IPv4: 3980 bytes as 1480 + 1480 + 1020. IPv6: 3960 as 1448 + 1448 + 1064. Offsets are shown in eights by newer versions,
      // in bytes by older ones, so only their number counts here.
      expect(rows).toHaveLength(3);
      const whole = rows.flatMap((row) => [
        ...row['ip.reassembled.length'],
        ...row['ipv6.reassembled.length'],
      ]);
      expect(whole).toEqual([family === 4 ? '3980' : '3960']);
      expect(rows.flatMap((row) => row['udp.length'])).toEqual([family === 4 ? '3980' : '3960']);
    });
  }

  ifHere('hold the messages of routers with what they are about', () => {
    for (const [family, a, b, fields] of [
      [4, '10.0.0.1', '10.0.1.1', ['3', '0']],
      [6, '2001:db8::1', '2001:db8:1::1', ['1', '0']],
    ] as const) {
      const whole = family === 4 ? 32 : 128;
      const fabric = new FabricDraft()
        .host('a', a)
        .host('b', b)
        .router('r', true, family === 4 ? '192.0.2.1' : '2001:db8:2::1')
        .link('a', 'r', gigabit)
        .link('r', 'b', gigabit)
        .route('r', `${a}/${whole}`, ['a'])
        .flow('f', 'a', 'b', { rateBps: 8e6, stopNs: 1e6 })
        .build();
      const run = capturedRun(fabric);
      expectSound(run);
      const names = ['icmp.type', 'icmp.code', 'icmpv6.type', 'icmpv6.code', 'udp.dstport'] as const;
      const rows = tsharkFields([run.files['a.pcapng']], names);
      // RFC 792: type 3 code 0, network unreachable; RFC 4443: type 1 code 0, no route. Port 9 is quoted.
      const messages = rows.map((row) => names.slice(0, 4).flatMap((name) => row[name]));
      expect(messages).toEqual([[], fields]);
      expect(rows[1]['udp.dstport']).toEqual(['9']);
    }
  });

  ifHere('tell of packets that went round: time exceeded', () => {
    const fabric = new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.1.1')
      .router('r', true, '192.0.2.1')
      .router('s', true, '192.0.2.2')
      .link('a', 'r', gigabit)
      .link('r', 's', gigabit)
      .link('s', 'b', gigabit)
      .route('r', '10.0.1.0/24', ['s'])
      .route('s', '10.0.1.0/24', ['r'])
      .route('r', '10.0.0.0/24', ['a'])
      .route('s', '10.0.0.0/24', ['r'])
      .flow('f', 'a', 'b', { rateBps: 8e6, stopNs: 1e6 })
      .build();
    const run = capturedRun(fabric);
    expectSound(run);
    const rows = tsharkFields([run.files['a.pcapng']], ['icmp.type', 'icmp.code', 'ip.ttl']);
    // 63 nodes take one each from 64; the last sees 1 and would make it 0: it quotes what it had, with nothing left.
    expect(rows.map((row) => row['icmp.type'].concat(row['icmp.code']))).toEqual([[], ['11', '0']]);
  });

  ifHere('show a translated transfer under both its names, sound on either side', () => {
    const draft = new FabricDraft()
      .host('a', '10.0.0.1')
      .host('s', '198.51.100.1')
      .router('r', true, '203.0.113.7')
      .link('a', 'r', gigabit)
      .link('r', 's', gigabit)
      .route('r', '10.0.0.0/24', ['a'])
      .route('r', '198.51.100.0/24', ['s'])
      .transfer('t', 'a', 's', { transferBytes: 20_000 });
    const translations = [
      sourceTranslation(draft.port('r', 's'), ['203.0.113.7'], { poolPortFrom: 1024, poolPortTo: 1024 }),
    ];
    draft.builder.setNode(draft.node('r'), { translations });
    const run = capturedRun(draft.build());
    expectSound(run);
    for (const [file, address] of [
      ['a.pcapng', '10.0.0.1'],
      ['s.pcapng', '203.0.113.7'],
    ] as const) {
      const rows = tsharkFields([run.files[file]], ['ip.src', 'ip.dst', 'tcp.port', 'tcp.analysis.flags']);
      expect(new Set(rows.flatMap((row) => [...row['ip.src'], ...row['ip.dst']]))).toEqual(
        new Set([address, '198.51.100.1']),
      );
      expect(rows.flatMap((row) => row['tcp.analysis.flags'])).toEqual([]);
      const ports = new Set(rows.flatMap((row) => row['tcp.port']));
      expect(ports.has('1024')).toBe(file === 's.pcapng');
    }
  });

  ifHere('hold outer packets in pieces, with the inner one inside', () => {
    const draft = new FabricDraft()
      .host('a', '10.1.0.2')
      .host('b', '10.2.0.2')
      .router('r1', true, '192.0.2.1')
      .router('r2', true, '192.0.2.2')
      .link('a', 'r1', gigabit)
      .link('r1', 'r2', { ...gigabit, mtu: 1000 })
      .link('r2', 'b', gigabit);
    const ends = { kind: 'gre', dontFragment: 'clear' } as const;
    draft
      .tunnel('t1', 'r1', { ...ends, local: '192.0.2.1', remotes: ['192.0.2.2'] })
      .tunnel('t2', 'r2', { ...ends, local: '192.0.2.2', remotes: ['192.0.2.1'] })
      .route('r1', '10.2.0.0/16', ['t1'])
      .route('r2', '10.2.0.0/16', ['b'])
      .route('r1', '192.0.2.2/32', ['r2'])
      .flow('f', 'a', 'b', { packetBytes: 1200, rateBps: 9.6e6, stopNs: 1e6 });
    const run = capturedRun(draft.build());
    expect(run.result.flows[0].delivered).toBe(1);
    expectSound(run);
    const rows = tsharkFields(
      [run.files['r1_r2.pcapng']],
      ['ip.reassembled.length', 'udp.length', 'gre.key'],
    );
    // 8 of GRE with a key and 1200 of the inner packet; UDP has 1180 of those.
    expect(rows).toHaveLength(2);
    expect(rows.flatMap((row) => row['ip.reassembled.length'])).toEqual(['1208']);
    expect(rows.flatMap((row) => row['udp.length'])).toEqual(['1180']);
  });
});
