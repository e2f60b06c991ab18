import { describe, expect, it } from 'vitest';
import { DecimatingSeries } from '../../../../src-sim/packet/measure/decimating-series.ts';
import { FirstSent } from '../../../../src-sim/packet/measure/first-sent.ts';
import { FlowCounters } from '../../../../src-sim/packet/measure/flow-counters.ts';
import { LatencyHistogram } from '../../../../src-sim/packet/measure/latency-histogram.ts';
import { latencySummary } from '../../../../src-sim/packet/measure/latency-summary.ts';
import { RoundTripSpread } from '../../../../src-sim/packet/measure/round-trip-spread.ts';

/** The jitter of packets with these latencies. */
function jitterOf(...latencies: number[]) {
  const flows = new FlowCounters(1, 1);
  for (const latency of latencies) flows.deliver(0, 0, latency, 100, 0, 0);
  return flows.jitter(0);
}

describe('jitter', () => {
  it('moves a sixteenth of the way to each difference of latencies', () => {
    // |D| = 160 twice: 0 + 160/16 = 10, then 10 + (160 - 10)/16 = 19.375.
    expect(jitterOf(1000, 1160, 1000)).toEqual({ interarrivalNs: 19.375, meanNs: 160, maxNs: 160 });
  });

  it('is nothing where all packets take the same time, and unknown of one', () => {
    expect(jitterOf(700, 700, 700)).toEqual({ interarrivalNs: 0, meanNs: 0, maxNs: 0 });
    expect(jitterOf(700)).toBeNull();
  });
});

describe('a summary of times', () => {
  it('tells the rare ones from the common ones', () => {
    const times = new LatencyHistogram(17);
    for (let i = 1; i <= 100_000; i++) times.add(i);
    // Place floor(p x 99,999) of 1, 2, ... 100,000, counted from 0.
    expect(latencySummary(times)).toMatchObject({ p50: 50_000, p99: 99_000, p999: 99_900, p9999: 99_990 });
  });
});

describe('the spread of round trips', () => {
  it('is what ping prints as mdev', () => {
    const spread = new RoundTripSpread();
    for (const ns of [2, 4, 4, 4, 5, 5, 7, 9]) spread.add(ns);
    // Mean 5; squares of the distances 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32; sqrt(32 / 8) = 2.
    expect(spread.mdevNs).toBeCloseTo(2, 12);
  });
});

describe('first transmissions', () => {
  it('tell how late a repeated segment is, by the first byte of it', () => {
    const sent = new FirstSent();
    expect(sent.note(1, 101, 0, 1000)).toBe(0);
    expect(sent.note(101, 201, 0, 1500)).toBe(0);
    expect(sent.note(1, 101, 0, 9000)).toBe(8000);
    // Again, and in another cut: from the first time on.
    expect(sent.note(51, 201, 0, 9500)).toBe(8500);
    expect(sent.note(101, 201, 0, 9500)).toBe(8000);
  });

  it('are forgotten once they are acknowledged, and kept however many there are before', () => {
    const sent = new FirstSent();
    for (let n = 0; n < 1000; n++) sent.note(n * 10, n * 10 + 10, 0, n);
    expect(sent.note(500, 510, 0, 1000)).toBe(950);
    sent.note(10_000, 10_010, 9_000, 1000);
    expect(sent.note(9_000, 9_010, 9_000, 2000)).toBe(1100);
  });
});

describe('a decimating series', () => {
  it('doubles its interval when it is full, and joins what it has by its kind', () => {
    for (const [joining, joined] of [
      ['sum', 3],
      ['mean', 1.5],
      ['last', 2],
    ] as const) {
      const series = new DecimatingSeries(10, joining);
      for (let n = 0; n < 4096; n++) series.push(1 + (n % 2));
      expect(series.values).toHaveLength(2048);
      expect(new Set(series.values)).toEqual(new Set([joined]));
      expect(series.everyNs).toBe(20);
      // Sample 4096 was that of 40,960; the next covers 20.
      expect(series.nextNs).toBe(40_980);
    }
  });
});
