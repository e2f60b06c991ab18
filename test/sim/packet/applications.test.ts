import { describe, expect, it } from 'vitest';
import type { Arrivals, RequestFlow } from '../../../src-sim/fabric/flow.ts';
import { runFabric } from '../../../src-sim/packet/run-fabric.ts';
import { FabricDraft } from '../../support/fabric-builder.ts';

const second = 1_000_000_000;
const millisecond = 1_000_000;

const constant = (value: number) => ({ kind: 'constant', value }) as const;

interface Wire {
  readonly rateBps: number;
  readonly delayNs: number;
  readonly loss?: number;
  readonly packets?: number;
}

const pair = ({ rateBps, delayNs, loss = 0, packets = 1000 }: Wire) =>
  new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.0.2')
    .link('a', 'b', { rateBps, delayNs, mtu: 1500, loss, queue: { packets, bytes: 0 } });

const fast = { rateBps: 1e9, delayNs: millisecond };

function requests(arrivals: Arrivals, changes: Partial<RequestFlow> = {}) {
  return {
    pattern: 'request-response',
    arrivals,
    connections: 1,
    requestBytes: constant(100),
    responseBytes: constant(100),
    serviceNs: constant(5 * millisecond),
    workers: Infinity,
    tcp: {},
    ...changes,
  } as const;
}

function answersOf(draft: FabricDraft, untilNs: number) {
  const result = runFabric(draft.build(), { untilNs });
  return { result, summary: result.flows[0].requests! };
}

describe('requests in a closed loop', () => {
  const thinking = { kind: 'closed', thinkNs: constant(10 * millisecond) } as const;

  it('take two ways, the sending of two packets, and the work of the server', () => {
    // 100 B in a packet of 20 + 32 + 100 = 152 B: 1,216 ns at 1 Gbit/s, each way. 2 ms + 5 ms + 2 x 1,216 ns.
    const { summary } = answersOf(pair(fast).demand('r', 'a', 'b', requests(thinking)), second);
    expect(summary.responseNs).toMatchObject({ min: 7_002_432, max: 7_002_432 });
    // N / (R + Z) = 1 / (7.002 + 10) ms = 58.8 a second; the first is made after 10 ms of thinking: 58 or 59 in a second.
    expect(summary.completed).toBeGreaterThanOrEqual(58);
    expect(summary.completed).toBeLessThanOrEqual(59);
    expect(summary.made - summary.completed).toBeLessThanOrEqual(1);
    expect(summary.completedBytes).toBe(summary.completed * 200);
  });

  it('come to N / (R + Z) users, until the only worker is the limit', () => {
    // 20 users, one worker, 5 ms: 200 a second at most. By Little's law R = N / X - Z = 20 x 5 - 10 = 90 ms.
    const crowd = requests(thinking, { connections: 20, workers: 1 });
    const { summary, result } = answersOf(pair(fast).demand('r', 'a', 'b', crowd), 20 * second);
    expect(summary.perSecond).toBeGreaterThan(198);
    expect(summary.perSecond).toBeLessThanOrEqual(200);
    expect(Math.abs(summary.responseNs!.p50 / (90 * millisecond) - 1)).toBeLessThan(0.01);
    // What is not work or way is the line: 90 - 5 - 2 ms.
    expect(Math.abs(summary.workerWaitNs!.p50 / (83 * millisecond) - 1)).toBeLessThan(0.01);
    expect(result.flows[0].tcp!.connections).toBe(20);
    expect(result.flows[0].limit.kind).toBe('application');
  });

  it('wait for the link where it is the limit', () => {
    // Answers of 100 kB over 10 Mbit/s: 69.06 segments of 1,448 B, 103.6 kB with headers, 82.9 ms each: 12.06 a second.
    // Think and work run beside it, so the link is never idle with ten users.
    const heavy = requests(thinking, { connections: 10, responseBytes: constant(100_000) });
    const draft = pair({ rateBps: 10e6, delayNs: millisecond }).demand('r', 'a', 'b', heavy);
    const { summary, result } = answersOf(draft, 30 * second);
    expect(summary.perSecond).toBeGreaterThan(11);
    expect(summary.perSecond).toBeLessThan(12.1);
    expect(result.flows[0].limit).toMatchObject({ kind: 'link', at: 'a-b:b>a' });
    expect(result.flows[0].back!.delivered).toBeGreaterThan(result.flows[0].delivered);
  });

  it('are all answered over a lossy link, and their bytes come in order', () => {
    const draft = pair({ ...fast, loss: 0.02 }).demand('r', 'a', 'b', requests(thinking));
    const { summary, result } = answersOf(draft, 10 * second);
    expect(summary.failed).toBe(0);
    expect(summary.completed).toBeGreaterThan(100);
    expect(result.flows[0].tcp!.retransmissions).toBeGreaterThan(0);
  });
});

describe('requests in an open loop', () => {
  it('take what the M/M/1 queue says', () => {
    // 50 a second, 10 ms of work on average, one worker: R = 1 / (100 - 50) = 20 ms, and 2 ms of way. The mean number in an
    // M/M/1 queue over T seconds has the variance 2 p (1 + p) / (1 - p)^4 / (mu T) = 24 / (100 x 1000): deviation 1.55 % of
    // 1, and R = L / lambda; four of them and a percent for the handshake.
    const open = requests(
      { kind: 'open', perSecond: 50, fresh: false },
      { connections: 200, workers: 1, serviceNs: { kind: 'exponential', mean: 10 * millisecond } },
    );
    const { summary } = answersOf(pair(fast).demand('r', 'a', 'b', open), 1000 * second);
    expect(Math.abs(summary.responseNs!.mean / (22 * millisecond) - 1)).toBeLessThan(0.07);
    // 50,000, with a deviation of sqrt(50,000) = 224.
    expect(Math.abs(summary.made - 50_000)).toBeLessThan(4 * 224);
    expect(summary.made - summary.completed).toBeLessThan(100);
  });

  it('open a connection each where that is asked, and use a few again and again', () => {
    // A round trip more for SYN and SYN-ACK: 2 + 2 + 5 ms and the sending of four small packets. With 20 a second and 9 ms
    // and a closing of 2 ms, ten connections are always enough.
    const fresh = requests({ kind: 'open', perSecond: 20, fresh: true }, { connections: 10 });
    const { summary, result } = answersOf(pair(fast).demand('r', 'a', 'b', fresh), 50 * second);
    // 1000 on average, deviation 32.
    expect(Math.abs(summary.made - 1000)).toBeLessThan(4 * 32);
    expect(summary.made - summary.completed).toBeLessThan(5);
    expect(summary.responseNs!.min).toBeGreaterThan(9 * millisecond);
    expect(summary.responseNs!.max).toBeLessThan(9.1 * millisecond);
    expect(result.flows[0].tcp!.deliveredBytes).toBe(summary.completedBytes);
    expect(result.packets.inFlight).toBe(0);
  });

  it('wait for a free connection where there are too few', () => {
    // One connection and 7 ms a request: 140 a second at most, 200 come. After 10 s 600 wait, and the last one for 4 s.
    const many = requests({ kind: 'open', perSecond: 200, fresh: false }, { connections: 1 });
    const { summary } = answersOf(pair(fast).demand('r', 'a', 'b', many), 10 * second);
    expect(Math.abs(summary.completed - 1428)).toBeLessThan(5);
    expect(summary.responseNs!.max).toBeGreaterThan(2 * second);
  });
});

describe('block storage', () => {
  const disk = {
    pattern: 'storage',
    blockBytes: 4096,
    headerBytes: 48,
    queueDepth: 1,
    readShare: 1,
    accessNs: 100_000,
    tcp: {},
  } as const;

  it('answers a read after the way, the access, and the sending of its block', () => {
    // Command: 48 B in 100 B, 800 ns. Answer: 4,144 B in segments of 1448, 1448 and 1248: 1500 + 1500 + 1300 B, 34,400 ns.
    // 2 x 50,000 + 100,000 + 800 + 34,400 ns.
    const draft = pair({ rateBps: 1e9, delayNs: 50_000 }).demand('s', 'a', 'b', disk);
    const { summary } = answersOf(draft, second);
    // The first waits for the handshake: 60 B (480 ns) each way and an acknowledgement of 52 B (416 ns): 101,376 ns more.
    expect(summary.responseNs).toMatchObject({ min: 235_200, max: 336_576 });
  });

  it('does as many at a time as its queue is deep', () => {
    // Little's law: X R = 8 whatever the times, as long as it runs.
    const draft = pair({ rateBps: 1e9, delayNs: 50_000 }).demand('s', 'a', 'b', {
      ...disk,
      queueDepth: 8,
      readShare: 0.5,
    });
    const { summary } = answersOf(draft, 2 * second);
    expect((summary.perSecond * summary.responseNs!.mean) / 1e9).toBeCloseTo(8, 1);
    expect(summary.made - summary.completed).toBeLessThanOrEqual(8);
  });
});

describe('a live migration', () => {
  // 1448 of 1500 B are payload: 120.7 MB/s of 1 Gbit/s.
  const line = { rateBps: 1e9, delayNs: 50_000, packets: 500 };
  const machine = {
    pattern: 'migration',
    memoryBytes: 100e6,
    dirtyBytesPerSecond: 60.33e6,
    workingSetBytes: 100e6,
    downtimeNs: 100 * millisecond,
    roundsMax: 30,
    tcp: {},
  } as const;

  const migrationOf = (changes: object) =>
    runFabric(
      pair(line)
        .demand('m', 'a', 'b', { ...machine, ...changes })
        .build(),
      { untilNs: 60 * second },
    ).flows[0].migration!;

  it('sends a geometric series of rounds, until the rest is across within the downtime', () => {
    // r = 60.33 / 120.67 = 1/2: rounds of 100, 50, 25 and 12.5 MB, which takes 104 ms; then 6.25 MB are left, 52 ms.
    const { state, converged, rounds, totalBytes, downtimeNs } = migrationOf({});
    expect({ state, converged, rounds: rounds.length }).toEqual({
      state: 'done',
      converged: true,
      rounds: 5,
    });
    // M (1 - r^5) / (1 - r) = 193.75 MB; slow start makes the first round longer, and so the others: 5 %.
    expect(Math.abs(totalBytes / 193.75e6 - 1)).toBeLessThan(0.05);
    expect(downtimeNs).toBeLessThan(60 * millisecond);
    expect(downtimeNs).toBeGreaterThan(50 * millisecond);
  });

  it('gives up copying where memory is written faster than it is sent', () => {
    const { state, converged, rounds, downtimeNs } = migrationOf({
      memoryBytes: 20e6,
      workingSetBytes: 10e6,
      dirtyBytesPerSecond: 500e6,
      downtimeNs: millisecond,
      roundsMax: 4,
    });
    expect({ state, converged }).toEqual({ state: 'done', converged: false });
    // The whole memory, three times and at last the working set.
    expect(rounds.map(({ bytes }) => bytes)).toEqual([20e6, 10e6, 10e6, 10e6, 10e6]);
    // 10 MB at 120.7 MB/s: 83 ms.
    expect(Math.abs(downtimeNs! / (83 * millisecond) - 1)).toBeLessThan(0.05);
  });

  it('needs one round for a machine that writes nothing', () => {
    const quiet = migrationOf({ dirtyBytesPerSecond: 0 });
    expect(quiet).toMatchObject({ state: 'done', converged: true, totalBytes: 100e6, downtimeNs: 0 });
  });
});

describe('an echo', () => {
  const ping = { pattern: 'echo', intervalNs: 100 * millisecond, requests: 5, packetBytes: 1000 } as const;

  it('comes back after twice the sending and the way', () => {
    for (const protocol of ['icmp', 'udp'] as const) {
      // 1000 B at 1 Mbit/s: 8 ms; 5 ms of way.
      const draft = pair({ rateBps: 1e6, delayNs: 5 * millisecond }).demand('p', 'a', 'b', {
        ...ping,
        protocol,
      });
      const [flow] = runFabric(draft.build()).flows;
      expect(flow.echo).toMatchObject({ sent: 5, received: 5, mdevNs: 0 });
      expect(flow.echo!.roundTripNs).toMatchObject({ min: 26 * millisecond, max: 26 * millisecond });
      expect(flow.back).toMatchObject({ offered: 5, delivered: 5 });
    }
  });

  it('is missed where a packet is lost either way', () => {
    const draft = pair({ ...fast, loss: 0.5 }).demand('p', 'a', 'b', { ...ping, requests: Infinity });
    const [flow] = runFabric(draft.build(), { untilNs: 200 * second }).flows;
    // 2000 requests, each back with probability 1/4: 500, deviation sqrt(2000 x 3/16) = 19.4; four of them.
    expect(flow.echo!.sent).toBe(2000);
    expect(Math.abs(flow.echo!.received - 500)).toBeLessThan(78);
    // Every packet is accounted for: replies are as many as the requests that arrived.
    expect(flow.back!.offered).toBe(flow.delivered);
  });
});

describe('the waterfall of a connection', () => {
  it('adds up to the nanosecond, retransmissions included', () => {
    const draft = pair({ rateBps: 50e6, delayNs: 5 * millisecond, loss: 0.02 }).transfer('t', 'a', 'b', {
      transferBytes: 2_000_000,
    });
    const [flow] = runFabric(draft.build(), { untilNs: 60 * second }).flows;
    const { total, ...parts } = flow.waterfallSumsNs!;
    for (const part of Object.values(parts)) {
      expect(Number.isSafeInteger(part)).toBe(true);
      expect(part).toBeGreaterThanOrEqual(0);
    }
    expect(Object.values(parts).reduce((sum, part) => sum + part)).toBe(total);
    // Each repeated segment is at least a round trip late: that is how long it takes to hear of a loss. Some repeat in vain.
    expect(parts.retransmission).toBeGreaterThan(flow.tcp!.retransmissions * 0.5 * 10 * millisecond);
    expect(flow.tcp!.roundTripNs!.min).toBeGreaterThanOrEqual(10 * millisecond);
  });

  it('has no part for retransmissions where nothing is lost', () => {
    const draft = pair(fast).transfer('t', 'a', 'b', { transferBytes: 100_000 });
    const [flow] = runFabric(draft.build()).flows;
    expect(flow.waterfallSumsNs).toMatchObject({ retransmission: 0, processing: 0, encapsulation: 0 });
    expect(flow.waterfallNs!.total).toBe(flow.latencyNs!.mean);
  });
});
