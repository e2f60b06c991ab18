import { describe, expect, it } from 'vitest';
import type { QueueDiscipline } from '../../../src-sim/fabric/queue-discipline.ts';
import { PacketRun, runFabric } from '../../../src-sim/packet/run-fabric.ts';
import { FabricDraft } from '../../support/fabric-builder.ts';

const second = 1_000_000_000;
const millisecond = 1_000_000;

/** a — b over one link under a discipline. */
const under = (discipline: QueueDiscipline, figures: object = {}): FabricDraft =>
  new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.0.2')
    .link('a', 'b', { rateBps: 1e9, queue: { packets: 0, bytes: 0, discipline }, ...figures });

/** A class that borrows from the first. */
const borrower = (rateBps: number) => ({ parent: 0, rateBps, ceilBps: 10e6 });

const transferUnder = (discipline: QueueDiscipline, ecn: boolean) =>
  runFabric(
    under(discipline, { rateBps: 20e6, delayNs: 10 * millisecond, mtu: 1500 })
      .transfer('t', 'a', 'b', { tcp: { ecn } })
      .build(1, 10 * second),
  );

describe('a link with a token bucket in front of it', () => {
  it('passes a burst at the speed of the link, and the rest at that of the bucket', () => {
    // 20 packets of 1,500 B, one every 20 us at 600 Mbit/s. 15 kB are ten packets: they pass at once, 12 us each at 1 Gbit/s.
    // Packet k = 10 to 19 waits until 1,500 (k + 1) - 15,000 B have come in at 10 Mbit/s: 1.2 ms x (k - 9) after the first. It was
    // offered 20 us x k after the first, so its latency is 1.2 ms x (k - 9) - 20 us x k + 12 us.
    const bucket: QueueDiscipline = { kind: 'token-bucket', rateBps: 10e6, burstBytes: 15_000 };
    const flow = { rateBps: 600e6, packetBytes: 1500, stopNs: 400_000 };
    const [result] = runFabric(under(bucket, { mtu: 1500 }).flow('f', 'a', 'b', flow).build()).flows;
    expect(result.offered).toBe(20);
    // For k = 19: 12 ms - 380 us + 12 us. Sum: 20 x 12 us + 1.2 ms x 55 - 20 us x 145 = 63.34 ms, a twentieth of it 3.167 ms.
    expect(result.latencyNs).toMatchObject({ min: 12_000, mean: 3_167_000, max: 11_632_000 });
  });
});

describe('a link with traffic classes', () => {
  it('protects the urgent one by strict priority', () => {
    const queues: QueueDiscipline[] = [
      { kind: 'fifo', packetsMax: 100 },
      { kind: 'fifo', packetsMax: 50 },
    ];
    const draft = under({ kind: 'strict-priority', queues }, { rateBps: 10e6 })
      .flow('urgent', 'a', 'b', { rateBps: 1e6 })
      .flow('bulky', 'a', 'b', { rateBps: 20e6, trafficClass: 1 });
    const [urgent, bulky] = runFabric(draft.build()).flows;
    // 1,000 B at 10 Mbit/s are 800 us; the packet under way is not interrupted: another 800 us at most.
    expect(urgent).toMatchObject({ offered: 125, delivered: 125, lossByFate: {} });
    expect(urgent.latencyNs?.min).toBeGreaterThanOrEqual(800_000);
    expect(urgent.latencyNs?.max).toBeLessThanOrEqual(1_600_000);
    // 1,250 packets go in a second, 125 of them urgent; 50 more wait at its end and one is being sent.
    expect(Math.abs(bulky.delivered - (1250 - 125 + 51))).toBeLessThanOrEqual(1);
    expect(bulky.lossByFate).toEqual({ 'queue-full': bulky.offered - bulky.delivered });
  });

  it('shares by HTB exactly as the rates of the classes', () => {
    const htb: QueueDiscipline = {
      kind: 'htb',
      classes: [{ parent: -1, rateBps: 10e6 }, borrower(3e6), borrower(7e6)],
      queues: [
        { kind: 'fifo', packetsMax: 20 },
        { kind: 'fifo', packetsMax: 20 },
      ],
    };
    const flow = { rateBps: 20e6, stopNs: 3 * second };
    const draft = under(htb).flow('three', 'a', 'b', flow);
    const run = new PacketRun(
      draft.flow('seven', 'a', 'b', { ...flow, trafficClass: 1 }).build(1, 3 * second),
    );
    const deliveredBy = (ns: number): number[] => {
      run.advanceTo(ns);
      return run.result().flows.map(({ delivered }) => delivered);
    };
    const before = deliveredBy(second);
    const after = deliveredBy(2 * second);
    // 1,000 B are 8,000 bit: 3 Mbit/s are 375 packets a second, 7 Mbit/s 875.
    expect(after.map((count, flowNumber) => count - before[flowNumber])).toEqual([375, 875]);
  });

  it('gives the answers of a connection the class of the connection', () => {
    // 4,096 B of payload: a handful of segments each way. Class 1 is policed to nothing, so the handshake fails on the way back too.
    const closed: QueueDiscipline = {
      kind: 'policed',
      rateBps: 1,
      burstBytes: 1,
      queue: { kind: 'fifo' },
    };
    const queues: QueueDiscipline[] = [{ kind: 'fifo' }, closed];
    const transfer = (trafficClass: number) =>
      runFabric(
        under({ kind: 'strict-priority', queues }, { mtu: 1500 })
          .transfer('t', 'a', 'b', { transferBytes: 4096, trafficClass })
          .build(1, second / 2),
      ).flows[0];
    expect(transfer(0).tcp?.deliveredBytes).toBe(4096);
    expect(transfer(1)).toMatchObject({ delivered: 0, lossByFate: { policed: 1 } });
  });
});

describe('a policer', () => {
  it('drops what exceeds its rate and burst, and delays nothing', () => {
    // Offered 20 Mbit/s, 2,500 packets of 1,000 B a second; granted are 10 kB and 10 Mbit/s: 10 + 1,250 packets.
    const policed: QueueDiscipline = {
      kind: 'policed',
      rateBps: 10e6,
      burstBytes: 10_000,
      queue: { kind: 'fifo' },
    };
    const [flow] = runFabric(under(policed).flow('f', 'a', 'b', { rateBps: 20e6 }).build()).flows;
    expect(flow.offered).toBe(2500);
    expect(Math.abs(flow.delivered - 1260)).toBeLessThanOrEqual(1);
    expect(flow.lossByFate).toEqual({ policed: 2500 - flow.delivered });
    // 8 us at 1 Gbit/s.
    expect(flow.latencyNs).toMatchObject({ min: 8_000, max: 8_000 });
  });
});

describe('congestion notification', () => {
  const aqm: readonly QueueDiscipline[] = [
    { kind: 'codel', ecn: true },
    {
      kind: 'red',
      minBytes: 15_000,
      maxBytes: 60_000,
      limitBytes: 3_000_000,
      maxProbability: 0.1,
      ecn: true,
    },
    { kind: 'fq-codel' },
    { kind: 'pie', ecn: true },
  ];
  for (const discipline of aqm) {
    it(`slows a sender down under ${discipline.kind} without a loss`, () => {
      const marked = transferUnder(discipline, true).flows[0];
      expect(marked.tcp).toMatchObject({ retransmissions: 0, timeouts: 0 });
      // All there is to lose are packets that carry no mark of capability: those without data, of which the client sends two.
      expect(marked.offered - marked.delivered).toBeLessThanOrEqual(2);
      // 1,448 of 1,500 B are payload: 19.3 Mbit/s at most. The window falls to 7/10 at a mark and the queue is short.
      expect(marked.goodputBps).toBeGreaterThan(0.75 * 19.3e6);
      expect(marked.goodputBps).toBeLessThanOrEqual(19.4e6);
      const dropped = transferUnder(discipline, false).flows[0];
      expect(dropped.lossByFate.aqm).toBeGreaterThan(0);
      expect(dropped.tcp?.retransmissions).toBeGreaterThan(0);
    });
  }
});

describe('a series of the queue of a link with a discipline', () => {
  it('counts what the discipline holds', () => {
    // Offered 20 Mbit/s to 10 with room for 30: full from 60 ms on (30 packets of 1,000 B at 10 Mbit/s of surplus: 24 ms).
    const draft = under(
      { kind: 'codel', packetsMax: 30, targetNs: second, intervalNs: second },
      { rateBps: 10e6 },
    );
    const fabric = draft.flow('f', 'a', 'b', { rateBps: 20e6 }).build();
    const probes = [{ id: 'depth', link: 0, quantity: 'queue-depth' as const, everyNs: 100 * millisecond }];
    const [{ values }] = runFabric({ ...fabric, probes }).series;
    for (const value of values) expect(value).toBeGreaterThanOrEqual(29);
    expect(Math.max(...values)).toBeLessThanOrEqual(30);
  });
});
