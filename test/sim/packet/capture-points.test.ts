import { describe, expect, it } from 'vitest';
import { captureFileNames } from '../../../src-sim/packet/capture-file-names.ts';
import { capturePorts } from '../../../src-sim/packet/capture-points.ts';
import { runFabric, RunRefusal } from '../../../src-sim/packet/run-fabric.ts';
import { dissect } from '../../../src-sim/packet/wire/dissect.ts';
import { interfaceMac } from '../../../src-sim/packet/wire/mac.ts';
import { capturedRun } from '../../support/captured-run.ts';
import { FabricDraft, origin } from '../../support/fabric-builder.ts';
import { pcapngFrames } from '../../support/pcapng-frames.ts';

/** 962 B and 38 B of framing are 8,000 bits: 8 us at 1 Gbit/s. */
const packetBytes = 962;
const sendingNs = 8_000;
const wire = { rateBps: 1e9, delayNs: 1_000, framingBytes: 38 };
/** One packet each 10 us. */
const everyTenMicroseconds = { packetBytes, rateBps: (packetBytes * 8) / 10e-6, stopNs: 1_000_000 };

/** a — r — b */
const line = (): FabricDraft =>
  new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.1.1')
    .router('r')
    .link('a', 'r', wire)
    .link('r', 'b', wire)
    .route('r', '10.0.1.1/32', ['b'])
    .route('r', '10.0.0.1/32', ['a']);

const busy = () =>
  line()
    .flow('f', 'a', 'b', { ...everyTenMicroseconds, pattern: 'poisson', rateBps: 2e9 })
    .transfer('t', 'a', 'b', { transferBytes: 500_000 })
    .transfer('u', 'b', 'a', { transferBytes: 500_000 })
    .build(7);

type Line = ReturnType<typeof capturedRun>;
const framesOf = ({ files }: Line, name: string) => pcapngFrames(files[name]);
const layersOf = (bytes: Uint8Array) =>
  dissect(bytes, { first: 'ethernet' }).layers.map(({ header }) => header);
const commentsOf = (run: Line, name: string) =>
  framesOf(run, name).flatMap(({ comment, direction }) =>
    comment === null ? [] : [`${direction} ${comment}`],
  );

describe('capture points', () => {
  it('see a frame leave when its transmission begins and arrive with its last bit', () => {
    const run = capturedRun(line().flow('f', 'a', 'b', everyTenMicroseconds).build());
    const times = (name: string) => framesOf(run, name).map(({ timeNs }) => timeNs);
    const sent = times('a.pcapng');
    expect(sent).toHaveLength(100);
    // 8 us to send and 1 us on the way, to r; the same again to b. r takes no time.
    const hopNs = sendingNs + 1_000;
    expect(times('r_a.pcapng')).toEqual(sent.map((time) => time + hopNs));
    expect(times('r_b.pcapng')).toEqual(sent.map((time) => time + hopNs));
    expect(times('b.pcapng')).toEqual(sent.map((time) => time + 2 * hopNs));
    for (const [name, direction] of Object.entries({
      a: 'outbound',
      r_a: 'inbound',
      r_b: 'outbound',
      b: 'inbound',
    })) {
      for (const frame of framesOf(run, `${name}.pcapng`)) expect(frame.direction).toBe(direction);
    }
  });

  it('show what stands in the header at that place: hop limit, ends of the link, one number a packet', () => {
    const draft = line().flow('f', 'a', 'b', everyTenMicroseconds);
    const run = capturedRun(draft.build());
    const headers = (name: string) => framesOf(run, name).map(({ bytes }) => layersOf(bytes));
    const [there, onward] = [headers('a.pcapng'), headers('r_b.pcapng')];
    // Ethernet carries the IP packet of 962 B behind 14 B of header.
    expect(framesOf(run, 'a.pcapng')[0].bytes).toHaveLength(976);
    expect(there[0][0]).toMatchObject({
      source: interfaceMac(draft.port('a', 'r')),
      destination: interfaceMac(draft.port('r', 'a')),
    });
    expect(there[0][1]).toMatchObject({ ttl: 64, dontFragment: true });
    expect(onward[0][1]).toMatchObject({ ttl: 63 });
    const identifications = (all: typeof there) =>
      all.map(([, ip]) => ('identification' in ip ? ip.identification : -1));
    expect(identifications(onward)).toEqual(identifications(there));
    const [first] = identifications(there);
    expect(identifications(there)).toEqual(there.map((_, n) => (first + n) % 65_536));
  });

  it('stamp waiting frames with the end of their wait, and dropped ones with the instant of the drop', () => {
    const burst = { packetBytes, rateBps: (packetBytes * 8) / 1e-6, stopNs: 100_000 };
    const narrow = { ...wire, queue: { packets: 2, bytes: 0 } };
    const draft = new FabricDraft().host('a', '10.0.0.1').host('b', '10.0.0.2').link('a', 'b', narrow);
    const run = capturedRun(draft.flow('f', 'a', 'b', burst).build());
    const frames = framesOf(run, 'a.pcapng');
    const dropped = frames.filter(({ comment }) => comment !== null);
    const sent = frames.filter(({ comment }) => comment === null).map(({ timeNs }) => timeNs);
    // A packet each microsecond onto a wire that takes 8 us: they go out back to back.
    expect(sent.map((time, n) => time - (sent[n - 1] ?? time - sendingNs))).toEqual(
      sent.map(() => sendingNs),
    );
    expect(dropped).toHaveLength(run.result.flows[0].lossByFate['queue-full'] ?? -1);
    expect(dropped[0].comment).toBe('dropped (queue-full): the queue of the next link was full');
    const times = frames.map(({ timeNs }) => timeNs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(framesOf(run, 'b.pcapng')).toHaveLength(sent.length);
  });

  it('tell at the sending end what the link lost, and do not see it at the other', () => {
    const draft = new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.0.2')
      .link('a', 'b', { ...wire, loss: 0.1 });
    const run = capturedRun(draft.flow('f', 'a', 'b', everyTenMicroseconds).build());
    const lost = run.result.flows[0].lossByFate['link-loss'] ?? 0;
    expect(lost).toBeGreaterThan(0);
    expect(commentsOf(run, 'a.pcapng')).toEqual(
      Array.from({ length: lost }, () => 'outbound dropped (link-loss): the link lost it'),
    );
    expect(framesOf(run, 'b.pcapng')).toHaveLength(100 - lost);
  });

  it('tell of a frame that arrived and went no further why', () => {
    const guarded = line().filter('b', 'r', 'ingress', {
      id: 'closed',
      stateful: false,
      tracker: '',
      rules: [],
      otherwise: 'nothing is allowed',
      origin: origin('closed'),
    });
    const one = { ...everyTenMicroseconds, stopNs: 10_000 };
    const run = capturedRun(guarded.flow('f', 'a', 'b', one).build());
    expect(commentsOf(run, 'b.pcapng')).toEqual(['inbound dropped (denied): a filter refuses it']);
    expect(commentsOf(run, 'r_a.pcapng')).toEqual([]);
  });

  it('let sequence numbers run over the end of their 32 bits', () => {
    // Of all seeds this one has the numbers of the connection begin at 4,294,941,747, so that they end after 25,549 B.
    const draft = line().transfer('t', 'a', 'b', { transferBytes: 50_000 });
    const run = capturedRun(draft.build(160_636));
    const sequences = framesOf(run, 'a.pcapng').flatMap(({ bytes, direction }) => {
      const [, , tcp] = layersOf(bytes);
      return direction === 'outbound' && 'sequence' in tcp ? [tcp.sequence] : [];
    });
    expect(sequences[0]).toBe(4_294_941_747);
    // The SYN takes one. 34 segments of 1,448 B leave 768 B for the last, which begins 1 + 49,232 on, less 2^32.
    expect(sequences).toContain(4_294_941_747 + 49_233 - 2 ** 32);
  });

  it('show that a connection speaks of congestion, and which of its packets may be marked', () => {
    const draft = line().transfer('t', 'a', 'b', { transferBytes: 5_000, tcp: { ecn: true } });
    const headers = framesOf(capturedRun(draft.build()), 'a.pcapng').map(({ bytes }) => layersOf(bytes));
    const flags = headers.map(([, , tcp]) => ('flags' in tcp ? tcp.flags : -1));
    // RFC 3168 section 6.1.1: SYN with ECE and CWR, answered by SYN and ACK with ECE.
    expect(flags.slice(0, 2)).toEqual([0x02 | 0x40 | 0x80, 0x02 | 0x10 | 0x40]);
    for (const [, ip, tcp] of headers) {
      const carriesData = 'payloadBytes' in ip && 'options' in tcp && ip.payloadBytes > 60;
      // Section 5: ECT(0) is 2. Section 6.1.4: acknowledgements without data are not capable.
      expect(ip).toMatchObject({ ecn: carriesData ? 2 : 0 });
    }
  });

  it('change neither digest nor results', () => {
    expect(capturedRun(busy()).result).toEqual(runFabric(busy()));
  });

  it('give the same bytes again', () => {
    const [first, again] = [1, 1].map(
      (seed) => capturedRun(line().transfer('t', 'a', 'b', { transferBytes: 20_000 }).build(seed)).files,
    );
    expect(first).toEqual(again);
  });

  it('stand at every host where the scenario names no place, else where it does', () => {
    const draft = line();
    const fabric = draft.build();
    expect(capturePorts(fabric)).toEqual([draft.port('a', 'r'), draft.port('b', 'r')]);
    const named = { ...fabric, captures: [draft.port('r', 'b')] };
    expect(capturePorts(named)).toEqual([draft.port('r', 'b')]);
  });

  it('name files after the node, and after its neighbour where it has several interfaces', () => {
    const draft = line().link('r', 'b', wire);
    const fabric = draft.build();
    const all = fabric.ports.map((_, port) => port);
    expect([...captureFileNames(fabric, all).values()]).toEqual([
      'a.pcapng',
      'r_a.pcapng',
      'r_b.pcapng',
      'b_r.pcapng',
      'r_b-2.pcapng',
      'b_r-2.pcapng',
    ]);
  });

  it.each([
    [27, 'udp'],
    [65_536, 'udp'],
    [39, 'tcp'],
  ] as const)('refuse packets of %i B as %s, which have no bytes', (bytes, protocol) => {
    const draft = line().flow('f', 'a', 'b', { packetBytes: bytes, protocol });
    expect(() => capturedRun(draft.build())).toThrow(RunRefusal);
  });
});
