import { describe, expect, it } from 'vitest';
import { CorrelatedChance, unit } from '../../../../src-sim/packet/link/impairments/chance.ts';
import {
  atLeastOne,
  Corruption,
  readCorruption,
} from '../../../../src-sim/packet/link/impairments/corruption.ts';
import { Duplication, readDuplication } from '../../../../src-sim/packet/link/impairments/duplication.ts';
import {
  GilbertElliott,
  meanLoss,
  readBurstLoss,
  readGilbertElliott,
} from '../../../../src-sim/packet/link/impairments/gilbert-elliott.ts';
import { RandomLoss, readRandomLoss } from '../../../../src-sim/packet/link/impairments/random-loss.ts';
import { readReordering, Reordering } from '../../../../src-sim/packet/link/impairments/reordering.ts';
import { randomStream } from '../../../../src-sim/quantity/random.ts';
import { good, refusal } from './packet-table.ts';

function chance(seed: number): () => number {
  const stream = randomStream(seed, 'impairment');
  return () => stream.u32();
}

const times = (count: number, decide: () => boolean): boolean[] => Array.from({ length: count }, decide);
const share = (list: readonly boolean[]): number => list.filter(Boolean).length / list.length;

describe('chance', () => {
  it('is uniform from 0 to just below 1 in steps of 2^-53', () => {
    expect(unit(() => 0)).toBe(0);
    expect(unit(() => 2 ** 32 - 1)).toBe(1 - 2 ** -53);
    const draws = [2 ** 31, 2 ** 31];
    // 1/2 from the high word; 2^31 shifted right by 11 is 2^20, over 2^53.
    expect(unit(() => draws.pop()!)).toBe(0.5 + 2 ** -33);
  });

  it('with correlation keeps the probability and makes neighbours alike', () => {
    const correlated = new CorrelatedChance(0.25, 0.5);
    const bits = chance(4);
    const list = times(100_000, () => correlated.happens(bits));
    // Neighbours correlate by 1/2, so the variance of the mean is 3/16 (1 + 1/2)/(1 - 1/2) / 1e5: deviation 0.00237.
    expect(Math.abs(share(list) - 0.25)).toBeLessThan(5 * 0.00237);
    // After a hit: repeated with 1/2, or afresh 1/2 x 1/4. Of about 25 000: deviation sqrt(0.625 x 0.375 / 25 000).
    const afterHits = list.slice(1).filter((_, i) => list[i]);
    expect(Math.abs(share(afterHits) - 0.625)).toBeLessThan(5 * 0.0031);
  });
});

describe('random loss', () => {
  it('loses its share of packets', () => {
    const loss = new RandomLoss(good(readRandomLoss({ probability: 0.1 })));
    const bits = chance(5);
    // sqrt(0.1 x 0.9 / 1e5) = 0.00095.
    expect(Math.abs(share(times(100_000, () => loss.loses(bits))) - 0.1)).toBeLessThan(5 * 0.00095);
  });

  it('of 0 loses none, of 1 all, and of more is refused', () => {
    const never = new RandomLoss(good(readRandomLoss({ probability: 0 })));
    const always = new RandomLoss(good(readRandomLoss({ probability: 1 })));
    expect(never.loses(() => 0)).toBe(false);
    expect(always.loses(() => 2 ** 32 - 1)).toBe(true);
    expect(refusal(readRandomLoss({ probability: 1.01 }))).toBe(
      'the loss must be a probability from 0 to 1, not 1.01',
    );
    expect(refusal(readRandomLoss({ probability: Number.NaN }))).toContain('not NaN');
  });
});

describe('the Gilbert-Elliott link', () => {
  it('loses pi_bad (1 - h) + pi_good (1 - k)', () => {
    const settings = good(
      readGilbertElliott({ goodToBad: 0.02, badToGood: 0.08, lossInGood: 0.01, lossInBad: 0.5 }),
    );
    // A fifth of packets find the bad state: 0.2 x 0.5 + 0.8 x 0.01.
    expect(meanLoss(settings)).toBeCloseTo(0.108, 12);
    const link = new GilbertElliott(settings);
    const bits = chance(6);
    // Neighbouring states correlate by 1 - 0.02 - 0.08 = 0.9. Variance: 0.108 x 0.892 for each, and twice the sum of
    // covariances 0.16 (0.5 - 0.01)^2 0.9^n, which is 2 x 0.0384 x 9. Together 0.788 / 4e5: deviation 0.0014.
    const losses = times(400_000, () => link.loses(bits));
    expect(Math.abs(share(losses) - 0.108)).toBeLessThan(5 * 0.0014);
  });

  it('from loss and mean burst has that loss and bursts of that length', () => {
    const settings = good(readBurstLoss(0.05, 5));
    // r = 1/5; p = 0.05 x 0.2 / 0.95.
    expect(settings.badToGood).toBe(0.2);
    expect(settings.goodToBad).toBeCloseTo(0.0105263, 7);
    const link = new GilbertElliott(settings);
    const bits = chance(7);
    const losses = times(400_000, () => link.loses(bits));
    // Correlation 1 - 0.2 - 0.0105 = 0.789: variance 0.0475 x 1.789 / 0.211 / 4e5, deviation 0.0010.
    expect(Math.abs(share(losses) - 0.05)).toBeLessThan(5 * 0.001);
    // Bursts are geometric: mean 5, deviation sqrt(0.8) / 0.2 = 4.47; about 4e5 x 0.05 / 5 = 4000 of them: 0.071.
    const lost = losses.filter(Boolean).length;
    const bursts = losses.filter((loss, i) => loss && !losses[i - 1]).length;
    expect(Math.abs(lost / bursts - 5)).toBeLessThan(5 * 0.071);
  });

  it('refuses bursts too short for the loss, and links that never change', () => {
    // 0.8 / 0.2 = 4: with p = 1, every good spell is one packet.
    expect(refusal(readBurstLoss(0.8, 3))).toMatch(
      /^a loss of 0.8 needs bursts of at least 4\.?\d* packets, not 3$/,
    );
    expect(readBurstLoss(0.5, 1).ok).toBe(true);
    expect(refusal(readBurstLoss(0.1, 0.5))).toContain('at least one packet');
    expect(refusal(readGilbertElliott({ goodToBad: 0, badToGood: 0 }))).toContain('use random loss instead');
  });
});

describe('corruption', () => {
  it('of n bits is 1 - (1 - p)^n', () => {
    // 1 - 1/8; 1 - 0.81; certain; impossible.
    expect(atLeastOne(0.5, 3)).toBe(0.875);
    expect(atLeastOne(0.1, 2)).toBeCloseTo(0.19, 15);
    expect(atLeastOne(1, 12_000)).toBe(1);
    expect(atLeastOne(0, 12_000)).toBe(0);
  });

  it('keeps its digits for the error rates of real links', () => {
    // n p - n (n - 1) p^2 / 2 + ...: for p = 1e-12 and n = 12 000 the second term is 6e-9 of the first.
    const n = 12_000;
    const p = 1e-12;
    expect(atLeastOne(p, n) / (n * p * (1 - ((n - 1) * p) / 2))).toBeCloseTo(1, 14);
  });

  it('damages long packets more often than short', () => {
    const corruption = new Corruption(good(readCorruption({ bitErrorRate: 1e-5 })));
    const bits = chance(8);
    // 1 - (1 - 1e-5)^12000 = 1 - e^-0.12 = 0.11308; of 512 bits 0.00511. Deviations of 1e5: 0.0010 and 0.00023.
    expect(Math.abs(share(times(100_000, () => corruption.damages(1500, bits))) - 0.11308)).toBeLessThan(
      0.005,
    );
    expect(Math.abs(share(times(100_000, () => corruption.damages(64, bits))) - 0.00511)).toBeLessThan(
      0.00115,
    );
  });
});

describe('duplication', () => {
  it('doubles its share of packets', () => {
    const duplication = new Duplication(good(readDuplication({ probability: 0.3 })));
    const bits = chance(9);
    // sqrt(0.3 x 0.7 / 1e5) = 0.00145.
    expect(Math.abs(share(times(100_000, () => duplication.duplicates(bits))) - 0.3)).toBeLessThan(
      5 * 0.00145,
    );
  });
});

describe('reordering', () => {
  it('lets every n-th packet past when it is certain and the gap is n', () => {
    const reordering = new Reordering(good(readReordering({ delayNs: 10, probability: 1, gap: 3 })));
    const bits = chance(10);
    const extra = Array.from({ length: 6 }, () => reordering.extraNs(bits));
    expect(extra).toEqual([10, 10, 0, 10, 10, 0]);
  });

  it('holds up all but its share of packets', () => {
    const reordering = new Reordering(good(readReordering({ delayNs: 10, probability: 0.25 })));
    const bits = chance(11);
    // sqrt(0.25 x 0.75 / 1e5) = 0.00137.
    const passed = share(times(100_000, () => reordering.extraNs(bits) === 0));
    expect(Math.abs(passed - 0.25)).toBeLessThan(5 * 0.00137);
  });

  it('says what is wrong with its settings', () => {
    expect(refusal(readReordering({ delayNs: 0, probability: 0.1 }))).toContain(
      'the delay that others overtake',
    );
    expect(refusal(readReordering({ delayNs: 1, probability: 0.1, gap: 0 }))).toContain('the gap');
  });
});
