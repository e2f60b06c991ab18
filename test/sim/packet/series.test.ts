import { describe, expect, it } from 'vitest';
import type { Fabric } from '../../../src-sim/fabric/fabric.ts';
import { runFabric } from '../../../src-sim/packet/run-fabric.ts';
import { FabricDraft } from '../../support/fabric-builder.ts';

const millisecond = 1_000_000;
const second = 1_000_000_000;

const pair = () =>
  new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.0.2')
    .link('a', 'b', { rateBps: 8e6, delayNs: millisecond, mtu: 1500, queue: { packets: 5, bytes: 0 } });

const probed = (fabric: Fabric, probes: Partial<Fabric>): Fabric => ({ ...fabric, ...probes });

describe('series', () => {
  it('have the goodput of each interval, and the packets a second of a node', () => {
    // 1000 B each millisecond: 8 Mbit/s, 1000 a second. The last arrives within 2 ms of the end.
    const fabric = pair().flow('f', 'a', 'b', { rateBps: 8e6, packetBytes: 1000 }).build();
    const result = runFabric(
      probed(fabric, {
        flowProbes: [{ id: 'g', flow: 0, quantity: 'goodput', everyNs: 100 * millisecond }],
        nodeProbes: [{ id: 'n', node: 0, quantity: 'packet-rate', everyNs: 100 * millisecond }],
      }),
      { untilNs: second },
    );
    const [{ values, everyNs, flow }] = result.flowSeries;
    expect({ flow, everyNs, samples: values.length }).toEqual({
      flow: 'f',
      everyNs: 100 * millisecond,
      samples: 10,
    });
    for (const value of values.slice(1)) expect(value).toBeCloseTo(8e6, 0);
    for (const value of result.nodeSeries[0].values) expect(Math.abs(value - 1000)).toBeLessThanOrEqual(10);
    const [a, b] = result.nodes;
    expect(a).toMatchObject({ id: 'a', sent: 1000, received: 0, dropped: 0 });
    expect(b).toMatchObject({ id: 'b', sent: 0, received: 1000 });
  });

  it('follow the window of a connection up to what its buffer allows', () => {
    // A buffer of 20 kB: the window stops growing where no more may be under way.
    const fabric = pair()
      .transfer('t', 'a', 'b', { tcp: { sendBuffer: 20_000 } })
      .build();
    const { flowSeries } = runFabric(
      probed(fabric, {
        flowProbes: [
          { id: 'w', flow: 0, quantity: 'congestion-window', everyNs: 10 * millisecond },
          { id: 'r', flow: 0, quantity: 'round-trip', everyNs: 10 * millisecond },
        ],
      }),
      { untilNs: second },
    );
    const [window, roundTrip] = flowSeries.map(({ values }) => values);
    // Ten segments of 1,448 B at first.
    expect(window[0]).toBeGreaterThanOrEqual(14_480);
    // Never less than two ways of 1 ms, never more than five packets of 1.5 ms in front of one being sent, and back.
    for (const value of roundTrip.slice(5)) {
      expect(value).toBeGreaterThan(2 * millisecond);
      expect(value).toBeLessThan(20 * millisecond);
    }
  });

  it('count the bytes that wait and the packets that are marked', () => {
    const codel = { packets: 0, bytes: 0, discipline: { kind: 'codel', ecn: true } } as const;
    const draft = new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.0.2')
      .host('c', '10.0.0.3')
      .router('r')
      .link('a', 'r', { rateBps: 1e9, mtu: 1500 })
      .link('c', 'r', { rateBps: 1e9, mtu: 1500 })
      .link('r', 'b', { rateBps: 10e6, delayNs: 5 * millisecond, mtu: 1500, queue: codel })
      .route('r', '10.0.0.2/32', ['b'])
      .route('r', '10.0.0.1/32', ['a'])
      .transfer('t', 'a', 'b', { tcp: { ecn: true } });
    const result = runFabric(
      probed(draft.build(), {
        probes: [
          { id: 'bytes', link: 2, quantity: 'queue-bytes', everyNs: 10 * millisecond },
          { id: 'packets', link: 2, quantity: 'queue-depth', everyNs: 10 * millisecond },
          { id: 'marks', link: 2, quantity: 'marks', everyNs: 10 * millisecond },
        ],
      }),
      { untilNs: 5 * second },
    );
    const [bytes, packets, marks] = result.series.map(({ values }) => values);
    const marked = result.links.find(({ id }) => id === 'r-b:r>b')!.marks;
    expect(marked).toBeGreaterThan(0);
    // Nothing is marked after the last sample but what is still under way then.
    expect(marks.reduce((sum, value) => sum + value)).toBeGreaterThanOrEqual(marked - 1);
    // What waits are segments of 1,500 B, but for the handshake.
    for (const [index, value] of bytes.entries()) {
      if (packets[index] > 2) expect(value / packets[index]).toBeGreaterThan(1000);
      expect(value).toBeLessThanOrEqual(1500 * packets[index]);
    }
  });
});
