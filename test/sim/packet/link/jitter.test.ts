import { describe, expect, it } from 'vitest';
import { Jitter, readJitter } from '../../../../src-sim/packet/link/impairments/jitter.ts';
import { normalQuantile, normalSlices } from '../../../../src-sim/packet/link/impairments/normal-table.ts';
import { randomStream } from '../../../../src-sim/quantity/random.ts';
import { good, refusal } from './packet-table.ts';

/** Bits whose unit is this fraction, a multiple of 2^-32. */
const bitsFor = (fraction: number) => {
  let draws = 0;
  return () => (draws++ % 2 === 0 ? fraction * 2 ** 32 : 0);
};
const jitter = (shape: 'uniform' | 'normal' | 'pareto', jitterNs: number, keepOrder = false) =>
  new Jitter(good(readJitter({ shape, jitterNs, keepOrder })));

const all = Array.from({ length: normalSlices }, (_, slice) => normalQuantile(slice));
const within = (x: number): number => all.filter((q) => Math.abs(q) < x).length;

describe('the normal table', () => {
  it('has as many slices within 1, 1.96 and 3 deviations as the distribution says', () => {
    // A half of 4096 x P(0 < Z < x) whole slices with their middle inside: 0.3413447, 0.4750021 and 0.4986501 times
    // 4096 are 1398.15, 1945.61 and 2042.47, so middles up to 1397.5, 1945.5 - and 2041.5; both sides.
    expect(within(1)).toBe(2 * 1398);
    expect(within(1.96)).toBe(2 * 1946);
    expect(within(3)).toBe(2 * 2042);
  });

  it('is symmetric and rises', () => {
    for (let slice = 1; slice < normalSlices; slice++) {
      expect(normalQuantile(slice)).toBeGreaterThan(normalQuantile(slice - 1));
      expect(normalQuantile(normalSlices - 1 - slice)).toBe(-normalQuantile(slice));
    }
  });
});

describe('jitter', () => {
  it('uniform reaches its bounds and nothing beyond', () => {
    const uniform = jitter('uniform', 1000);
    expect(uniform.deviationNs(() => 0)).toBe(-1000);
    expect(uniform.deviationNs(() => 2 ** 32 - 1)).toBe(1000);
    // 2001 values; the middle of the range is the 1001st.
    expect(uniform.deviationNs(bitsFor(0.5))).toBe(0);
  });

  it('normal has the deviation it was given', () => {
    const normal = jitter('normal', 1_000_000);
    const stream = randomStream(12, 'jitter');
    const draws = Array.from({ length: 50_000 }, () => normal.deviationNs(() => stream.u32()));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    // Of the mean: 1e6 / sqrt 5e4 = 4472. Of the variance: 1e12 sqrt(2 / 5e4) = 0.0063e12; the ends cut off take 0.002.
    expect(Math.abs(mean)).toBeLessThan(5 * 4472);
    expect(Math.abs(variance / 1e12 - 1)).toBeLessThan(5 * 0.0063 + 0.002);
  });

  it('Pareto starts 1/sqrt 3 deviations below the mean and has a long tail', () => {
    const pareto = jitter('pareto', 1000);
    // u = 1: (1 - 1.5) / 0.866. u = 1/8, cube root 1/2: (2 - 1.5) / 0.866. u = 1/1000 nearly: (10 - 1.5) / 0.866.
    expect(pareto.deviationNs(() => 0)).toBe(-577);
    expect(pareto.deviationNs(bitsFor(7 / 8))).toBe(577);
    expect(pareto.deviationNs(bitsFor(Math.round(0.999 * 2 ** 32) / 2 ** 32))).toBe(9815);
  });

  it('never lets a packet arrive before it left', () => {
    expect(jitter('uniform', 1000).arrivalNs(5000, 5300, () => 0)).toBe(5000);
    expect(jitter('uniform', 200).arrivalNs(5000, 5300, () => 0)).toBe(5100);
  });

  it('keeps the order only when asked to', () => {
    for (const keepOrder of [true, false]) {
      const each = jitter('uniform', 1000, keepOrder);
      const late = each.arrivalNs(0, 2000, () => 2 ** 32 - 1);
      const early = each.arrivalNs(10, 2010, () => 0);
      // 2000 + 1000; then 2010 - 1000, held until 3000 where order is kept.
      expect([late, early]).toEqual([3000, keepOrder ? 3000 : 1010]);
    }
  });

  it('says what is wrong with its settings', () => {
    expect(refusal(readJitter({ shape: 'normal', jitterNs: -1 }))).toContain('the jitter in nanoseconds');
  });
});
