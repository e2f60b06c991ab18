import { nearestNames } from '../quantity/nearest-names.ts';

/** Comparing a name with one other costs a few thousand steps at most; this many comparisons are a fraction of a second. */
const comparisonsMax = 200_000;

/** "Did you mean …?" for many misspelt names at once, in bounded time: when the budget is spent, no more is proposed. */
export class Suggestions {
  #left = comparisonsMax;

  nearest(word: string, known: readonly string[]): string | null {
    if (known.length > this.#left) return null;
    this.#left -= known.length;
    return nearestNames(word, known, 1)[0] ?? null;
  }
}
