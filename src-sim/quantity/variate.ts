/**
 * A quantity that is drawn anew each time, a size in bytes or a time in nanoseconds, by inversion of its distribution from
 * 32 random bits. Draws are whole numbers of at least 1, so a mean of very few units comes out too large.
 */
import { naturalExponential } from './natural-exponential.ts';
import { naturalLogarithm } from './natural-logarithm.ts';
import { exponentialFromBits } from './random.ts';

export type Variate =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** The lower the shape, the longer the tail; above 1, or there is no mean. */
  | { readonly kind: 'pareto'; readonly mean: number; readonly shape: number }
  /** The share of draws up to each value, rising from 0 to 1; between two values it rises evenly. */
  | { readonly kind: 'empirical'; readonly values: readonly number[]; readonly shares: readonly number[] };

const TWO_32 = 2 ** 32;

/** What draws come to on average. */
export function meanOf(variate: Variate): number {
  if (variate.kind === 'constant') return variate.value;
  if (variate.kind !== 'empirical') return variate.mean;
  const { values, shares } = variate;
  let mean = 0;
  for (let i = 1; i < values.length; i++) {
    mean += (shares[i] - shares[i - 1]) * ((values[i] + values[i - 1]) / 2);
  }
  return mean;
}

/** A constant needs no chance: whoever draws may leave its bits out. */
export function variateFromBits(variate: Variate, bits: number): number {
  switch (variate.kind) {
    case 'constant':
      return Math.max(1, variate.value);
    case 'exponential':
      return exponentialFromBits(bits, variate.mean);
    case 'pareto':
      return paretoFromBits(variate.mean, variate.shape, bits);
    case 'empirical':
      return empiricalFromBits(variate.values, variate.shares, bits);
  }
}

/** P(X > x) = (least / x)^shape, so X = least u^(-1/shape) with u in (0, 1]; its mean is least shape / (shape - 1). */
function paretoFromBits(mean: number, shape: number, bits: number): number {
  const least = (mean * (shape - 1)) / shape;
  return Math.max(1, Math.floor(least * naturalExponential(-naturalLogarithm((bits + 1) / TWO_32) / shape)));
}

function empiricalFromBits(values: readonly number[], shares: readonly number[], bits: number): number {
  const u = bits / TWO_32;
  let at = 1;
  while (at < values.length - 1 && shares[at] <= u) at++;
  const within = (u - shares[at - 1]) / (shares[at] - shares[at - 1]);
  return Math.max(1, Math.floor(values[at - 1] + within * (values[at] - values[at - 1])));
}
