import { describe, expect, it } from 'vitest';
import type { ThroughputLimit } from '../../../src-sim/packet/run-result.ts';
import { limitSentence } from '../../../src-sim/report/limit-sentence.ts';

const said = (limit: Omit<ThroughputLimit, 'at'> & { at?: string }): string =>
  limitSentence({ at: null, ...limit });

describe('the sentence on what limits a flow', () => {
  it('has the figures behind each limit', () => {
    const goodputBps = 5e6;
    expect(
      said({ kind: 'link', at: 'line:a>b', figures: { goodputBps, capacityBps: 20e6, busy: 0.98 } }),
    ).toBe('The link line:a>b of 20 Mbit/s was busy 98 % of the time.');
    expect(
      said({ kind: 'policer', at: 'x', figures: { goodputBps, capacityBps: 10e6, droppedPackets: 7 } }),
    ).toBe('The policer in front of x lets 10 Mbit/s through and dropped 7 packets.');
    expect(said({ kind: 'shaper', at: 'x', figures: { goodputBps, capacityBps: 10e6 } })).toBe(
      'The shaper in front of x lets 10 Mbit/s through, and that is what it passed.',
    );
    expect(said({ kind: 'receiver', figures: { goodputBps, windowBytes: 64_000, roundTripNs: 20e6 } })).toBe(
      "The receiver's buffer allows 64 kB a round trip of 20 ms.",
    );
    expect(said({ kind: 'loss', figures: { goodputBps, lossShare: 0.01, roundTripNs: 20e6 } })).toBe(
      '1 % of its packets were lost, which keeps its window down; the round trip was 20 ms.',
    );
    expect(said({ kind: 'packet-rate', at: 'gw', figures: { goodputBps, packetsPerSecondMax: 1e5 } })).toBe(
      'gw passes at most 100,000 packets a second.',
    );
    expect(said({ kind: 'application', figures: { goodputBps, offeredBps: 5e6 } })).toBe(
      'The network was not the limit: 5 Mbit/s was all it offered.',
    );
  });
});
