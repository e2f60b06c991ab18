import { describe, expect, it } from 'vitest';
import type { Fabric } from '../../../src-sim/fabric/fabric.ts';
import { runFabric } from '../../../src-sim/packet/run-fabric.ts';
import { FabricDraft, origin, prefixOf } from '../../support/fabric-builder.ts';

const second = 1_000_000_000;
const millisecond = 1_000_000;

interface Path {
  readonly rateBps: number;
  readonly oneWayNs: number;
  readonly queuePackets: number;
  readonly middleMtu?: number;
}

/** a — r — s — b; the link r–s is the narrow one. */
function path({ rateBps, oneWayNs, queuePackets, middleMtu = 1500 }: Path): FabricDraft {
  const wide = { rateBps: 10e9, delayNs: 1_000, mtu: 1500 };
  const narrow = { rateBps, delayNs: oneWayNs, queue: { packets: queuePackets, bytes: 0 }, mtu: middleMtu };
  return new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.1.1')
    .router('r')
    .router('s')
    .link('a', 'r', wide)
    .link('r', 's', narrow)
    .link('s', 'b', wide)
    .route('r', '10.0.0.1/32', ['a'])
    .route('r', '10.0.1.0/24', ['s'])
    .route('s', '10.0.1.1/32', ['b'])
    .route('s', '10.0.0.0/24', ['r']);
}

const run = (fabric: Fabric, untilNs: number) => runFabric(fabric, { untilNs });

describe('a TCP transfer over the fabric', () => {
  it('sends ten full segments in its first flight', () => {
    // 14,480 B are ten segments of 1,448 B: one flight. SYN and SYN-ACK take a round trip of 20 ms, the data half of one,
    // so the transfer is there after 30 ms and a little for sending; an eleventh segment would need 20 ms more.
    const draft = path({ rateBps: 1e9, oneWayNs: 10 * millisecond, queuePackets: 100 });
    const whole = run(draft.transfer('t', 'a', 'b', { transferBytes: 14_480 }).build(), 31 * millisecond);
    expect(whole.flows[0].tcp?.deliveredBytes).toBe(14_480);
    const more = path({ rateBps: 1e9, oneWayNs: 10 * millisecond, queuePackets: 100 });
    const result = run(more.transfer('t', 'a', 'b', { transferBytes: 14_480 + 1_448 }).build(), second);
    // Handshake 20 ms, first flight and its acknowledgement 20 ms, eleventh segment 10 ms, acknowledgement and FIN after.
    expect(result.simulatedNs).toBeGreaterThan(50 * millisecond);
    expect(result.flows[0].tcp?.deliveredBytes).toBe(15_928);
  });

  it('fills the link it shares with nobody', () => {
    // 100 Mbit/s, 20 ms round trip: BDP 167 packets; a queue of as many never lets the link run dry (Appenzeller et al.
    // 2004). 1,448 of 1,500 B are payload: 96.5 Mbit/s at most. Slow start needs 0.3 s of 10.
    const draft = path({ rateBps: 100e6, oneWayNs: 10 * millisecond, queuePackets: 167 });
    const [flow] = run(draft.transfer('t', 'a', 'b').build(), 10 * second).flows;
    expect(flow.goodputBps).toBeGreaterThan(0.95 * 96.5e6);
    expect(flow.goodputBps).toBeLessThanOrEqual(96.6e6);
    // The queue adds at most 167 packets of 120 us to 10 ms: 30 ms.
    expect(flow.latencyNs?.max).toBeLessThan(31 * millisecond);
  });

  it('delivers every byte once and ends, whatever the link loses', () => {
    const draft = new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.0.2')
      .link('a', 'b', { rateBps: 50e6, delayNs: 5 * millisecond, loss: 0.02, mtu: 1500 })
      .transfer('t', 'a', 'b', { transferBytes: 5_000_000 });
    const result = run(draft.build(), 60 * second);
    expect(result.flows[0].tcp).toMatchObject({ deliveredBytes: 5_000_000 });
    expect(result.flows[0].tcp?.retransmissions).toBeGreaterThan(0);
    expect(result.packets.inFlight).toBe(0);
    // 5 MB at 50 Mbit/s are 0.8 s; with 2 % loss it takes longer, but the minute of TIME-WAIT afterwards is no traffic.
    expect(result.simulatedNs).toBeLessThan(30 * second);
  });

  it('learns the size its path carries from the router that cannot pass it on', () => {
    const draft = path({ rateBps: 100e6, oneWayNs: millisecond, queuePackets: 100, middleMtu: 1400 });
    const result = run(draft.transfer('t', 'a', 'b', { transferBytes: 1_000_000 }).build(), 10 * second);
    expect(result.flows[0].tcp?.deliveredBytes).toBe(1_000_000);
    // The first flight of ten is too big; after the first answer nothing is.
    expect(result.flows[0].lossByFate['too-big']).toBeLessThanOrEqual(10);
    expect(result.flows[0].lossByFate['too-big']).toBeGreaterThan(0);
  });

  it('passes stateful filters with its answers, and none at all where the filter refuses it', () => {
    const filter = (id: string, port: number) => ({
      id,
      stateful: true,
      tracker: 'b',
      otherwise: 'nothing else is allowed',
      origin: origin(id),
      rules: [
        {
          allow: true,
          from: [prefixOf('10.0.0.0/24')],
          to: [],
          protocol: 'tcp' as const,
          portFrom: port,
          portTo: port,
          sentence: '',
          origin: origin('rule'),
        },
      ],
    });
    const guarded = (port: number) =>
      path({ rateBps: 1e9, oneWayNs: millisecond, queuePackets: 100 })
        .filter('b', 's', 'ingress', filter('in', port))
        .filter('b', 's', 'egress', { ...filter('out', port), rules: [] })
        .transfer('t', 'a', 'b', { transferBytes: 100_000, port: 5001 })
        .build();
    expect(run(guarded(5001), second).flows[0].tcp?.deliveredBytes).toBe(100_000);
    const refused = run(guarded(80), 0.9 * second).flows[0];
    expect(refused.tcp?.deliveredBytes).toBe(0);
    // SYN at 0 and, by the initial timeout of 1 s, none again before the run ends.
    expect(refused.lossByFate).toEqual({ denied: 1 });
  });

  it('shares a link evenly with its like', () => {
    // Jain's index of two flows of the same round trip over 30 s; 1 is even, 0.5 is all to one.
    const draft = path({ rateBps: 50e6, oneWayNs: 10 * millisecond, queuePackets: 100 });
    const { flows } = run(draft.transfer('t', 'a', 'b').transfer('u', 'a', 'b').build(), 30 * second);
    const [x, y] = flows.map((flow) => flow.goodputBps);
    expect((x + y) ** 2 / (2 * (x * x + y * y))).toBeGreaterThan(0.9);
  });

  it('waits for room in its own device, paced or not', () => {
    // 64 kbit/s below the sender: a segment of 1,500 B takes 187.5 ms to leave, so two of them are more than the millisecond of
    // data a socket may hold. 20 kB are 14 segments: 2.7 s of sending at least, and nothing is dropped on the way.
    for (const congestion of ['cubic', 'bbr'] as const) {
      const draft = new FabricDraft()
        .host('a', '10.0.0.1')
        .host('b', '10.0.0.2')
        .link('a', 'b', { rateBps: 64_000, delayNs: millisecond, mtu: 1500, queue: { packets: 5, bytes: 0 } })
        .transfer('t', 'a', 'b', { transferBytes: 20_000, tcp: { congestion } });
      const result = run(draft.build(), 20 * second);
      expect(result.flows[0].tcp).toMatchObject({ deliveredBytes: 20_000, retransmissions: 0 });
      expect(result.simulatedNs).toBeGreaterThan(2.5 * second);
      expect(result.links[0].drops).toBe(0);
    }
  });

  it('gives the same digest again', () => {
    const digest = () =>
      run(
        path({ rateBps: 20e6, oneWayNs: millisecond, queuePackets: 20 }).transfer('t', 'a', 'b').build(),
        second,
      ).digest;
    expect(digest()).toBe(digest());
  });
});
