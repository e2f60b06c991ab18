/**
 * Seeded streams of chance: mulberry32 (public domain, Tommy Ettinger's mixing constants), whose state is one
 * 32-bit counter, so a stream fits in a typed array and a snapshot. One stream per source of chance, each found by
 * name: adding a source never shifts the draws of another.
 *
 * Left out: all streams walk the same cycle of 2^32 states from different places, so very long ones overlap
 * (two of a million draws each do so in one case of 2000). Fine for traffic, not for cryptography.
 */
import { fmix32, fnv1a } from './hash32.ts';
import { naturalLogarithm } from './natural-logarithm.ts';

const TWO_32 = 2 ** 32;
/** Step of the state: odd, so that all 2^32 states occur. */
const STEP = 0x6d2b79f5;

/** The state that follows, for engines that keep their streams in arrays. */
export const nextState = (state: number): number => (state + STEP) >>> 0;

/** The 32 random bits that belong to a state. */
export function bitsOfState(state: number): number {
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (t ^ (t >>> 14)) >>> 0;
}

/** Uniform whole number in [0, n) from 32 random bits; n at most 2^32. */
export const belowFromBits = (bits: number, n: number): number => Math.floor((bits / TWO_32) * n);

/**
 * Exponentially distributed whole number of at least 1 from 32 random bits, by inversion. The bits are taken
 * as (0, 1], so the logarithm is always finite and the largest value is 22.2 times the mean.
 */
export const exponentialFromBits = (bits: number, mean: number): number =>
  Math.max(1, Math.floor(-mean * naturalLogarithm((bits + 1) / TWO_32)));

export class RandomStream {
  /** The whole memory of the stream; set it to go back. */
  state: number;

  constructor(state: number) {
    this.state = state >>> 0;
  }

  /** 32 random bits as a number in [0, 2^32). */
  u32(): number {
    this.state = nextState(this.state);
    return bitsOfState(this.state);
  }

  /** Uniform whole number in [0, n). */
  below(n: number): number {
    return belowFromBits(this.u32(), n);
  }

  /** Exponentially distributed whole number of at least 1. */
  exponential(mean: number): number {
    return exponentialFromBits(this.u32(), mean);
  }
}

export function randomStreamFromState(state: number): RandomStream {
  return new RandomStream(state);
}

/** The stream of a named source of chance in a run with this seed (a safe integer, all 53 bits count). */
export function randomStream(seed: number, name: string): RandomStream {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is a whole number up to 2^53, not ${seed}`);
  const high = Math.floor(seed / TWO_32);
  return new RandomStream(fmix32(fmix32(fmix32(seed) ^ high) ^ fnv1a(name)));
}
