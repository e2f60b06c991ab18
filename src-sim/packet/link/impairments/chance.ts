/** Decisions by chance from a source of 32 random bits that the caller gives; no source of its own, no state. */

export type Bits = () => number;

/** Uniform in [0, 1) in steps of 2^-53, so that a bit error rate of 1e-12 is not rounded to never. Two draws. */
export function unit(bits: Bits): number {
  const high = bits();
  const low = bits();
  return (high * 2 ** 21 + (low >>> 11)) / 2 ** 53;
}

/** True with this probability. Draws whatever the probability, so changing it shifts no later draw. */
export const happens = (probability: number, bits: Bits): boolean => unit(bits) < probability;

/**
 * Decisions that resemble the one before: with the given correlation the last is repeated, else drawn afresh. Every
 * decision has the same probability, and the correlation of neighbours is what was asked for. (netem mixes the random
 * numbers instead, which bends the probability; the manual page says so.)
 */
export class CorrelatedChance {
  private readonly probability: number;
  private readonly correlation: number;
  /** -1: nothing decided yet. */
  private last = -1;

  constructor(probability: number, correlation: number) {
    this.probability = probability;
    this.correlation = correlation;
  }

  happens(bits: Bits): boolean {
    const repeat = happens(this.correlation, bits);
    const fresh = happens(this.probability, bits) ? 1 : 0;
    if (!repeat || this.last < 0) this.last = fresh;
    return this.last === 1;
  }
}
