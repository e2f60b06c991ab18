import { describe, expect, it } from 'vitest';
import { naturalLogarithm } from '../../../src-sim/quantity/natural-logarithm.ts';
import { randomStreamFromState } from '../../../src-sim/quantity/random.ts';

/** Distance in units of the last place, counted in steps between neighbouring doubles of one sign. */
function stepsApart(a: number, b: number): bigint {
  const [x, y] = new BigInt64Array(Float64Array.of(a, b).buffer);
  const apart = x - y;
  return apart < 0n ? -apart : apart;
}

describe('the natural logarithm', () => {
  it('has its exact values', () => {
    expect(naturalLogarithm(1)).toBe(0);
    expect(naturalLogarithm(2)).toBe(Math.LN2);
    // Powers of two: the nearest double to k ln 2 for the ends of the range of doubles.
    expect(stepsApart(naturalLogarithm(2 ** 1023), 1023 * Math.LN2)).toBeLessThanOrEqual(1n);
    expect(stepsApart(naturalLogarithm(5e-324), -1074 * Math.LN2)).toBeLessThanOrEqual(1n);
  });

  it('keeps the small result next to one: ln(1 + e) = e - e^2/2', () => {
    const e = 2 ** -30;
    // e^3/3 is 2^-61 of the result, below half a unit in the last place.
    expect(naturalLogarithm(1 + e)).toBe(e - (e * e) / 2);
  });

  it('is within one unit in the last place of Math.log, over a million numbers', () => {
    const stream = randomStreamFromState(7);
    let worst = 0n;
    for (let i = 0; i < 1_000_000; i += 1) {
      // Half of them in (0, 1] as the streams use it, half spread over many magnitudes.
      const u = (stream.u32() + 1) / 2 ** 32;
      const x = i % 2 === 0 ? u : u * 2 ** (stream.below(2000) - 1000);
      const apart = stepsApart(naturalLogarithm(x), Math.log(x));
      if (apart > worst) worst = apart;
    }
    expect(worst).toBeLessThanOrEqual(1n);
  });

  it('refuses what has no logarithm', () => {
    for (const x of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => naturalLogarithm(x)).toThrow(RangeError);
  });
});
