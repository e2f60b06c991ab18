import { describe, expect, it } from 'vitest';
import { naturalExponential } from '../../../src-sim/quantity/natural-exponential.ts';
import { randomStream } from '../../../src-sim/quantity/random.ts';
import { meanOf, type Variate, variateFromBits } from '../../../src-sim/quantity/variate.ts';

function sampleMean(variate: Variate, draws: number): number {
  const stream = randomStream(1, 'variate');
  let sum = 0;
  for (let i = 0; i < draws; i++) sum += variateFromBits(variate, stream.u32());
  return sum / draws;
}

describe('the natural exponential', () => {
  it('agrees with the engine to the last digits', () => {
    for (let x = -30; x <= 30; x += 0.37) {
      expect(Math.abs(naturalExponential(x) / Math.exp(x) - 1)).toBeLessThan(4e-16 * (1 + Math.abs(x)));
    }
    expect(naturalExponential(0)).toBe(1);
  });

  it('refuses what no ordinary number holds', () => {
    expect(() => naturalExponential(701)).toThrow(RangeError);
  });
});

describe('a variate', () => {
  it('is at its least value with the highest bits and has its mean, if it is Pareto', () => {
    const pareto: Variate = { kind: 'pareto', mean: 3_000_000, shape: 3 };
    // Least value: mean x (shape - 1) / shape = 2,000,000.
    expect(variateFromBits(pareto, 2 ** 32 - 1)).toBe(2_000_000);
    // u = 2^-32: 2,000,000 x 2^(32/3) = 3,250,997,000, to a ten millionth.
    expect(variateFromBits(pareto, 0) / 3_250_997_354).toBeCloseTo(1, 5);
    // Standard deviation: mean / sqrt(shape (shape - 2)) = 0.577 of the mean; of 100,000 draws 0.18 %; four of them.
    expect(Math.abs(sampleMean(pareto, 100_000) / 3_000_000 - 1)).toBeLessThan(0.0073);
  });

  it('follows the shares of a table, evenly between its values', () => {
    const sizes: Variate = { kind: 'empirical', values: [0, 100, 1000], shares: [0, 0.5, 1] };
    // Half of the draws are even up to 100, the other half up to 1000: 0.5 x 50 + 0.5 x 550.
    expect(meanOf(sizes)).toBe(300);
    expect(variateFromBits(sizes, 2 ** 30)).toBe(50);
    expect(variateFromBits(sizes, 3 * 2 ** 30)).toBe(550);
    expect(variateFromBits(sizes, 0)).toBe(1);
    // Variance: E[x^2] = 0.5 x 100^2/3 + 0.5 x (550^2 + 900^2/12) = 186,667; less 300^2: 96,667; deviation 311, of 100,000
    // draws 0.98; four of them.
    expect(Math.abs(sampleMean(sizes, 100_000) - 300)).toBeLessThan(4);
  });

  it('is never less than one', () => {
    expect(variateFromBits({ kind: 'constant', value: 0 }, 0)).toBe(1);
    expect(variateFromBits({ kind: 'exponential', mean: 0.1 }, 2 ** 32 - 1)).toBe(1);
  });
});
