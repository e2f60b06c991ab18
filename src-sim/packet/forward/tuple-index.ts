/**
 * Finds records by four 32-bit numbers: a hash table with chains, in arrays of integers, so that a look-up allocates nothing.
 * Records are numbered by whoever keeps them; the table grows with the highest number.
 */

const wordsEach = 4;
const none = -1;

export class TupleIndex {
  private words = new Int32Array(16 * wordsEach);
  /** Next record of the same chain. */
  private next = new Int32Array(16);
  private heads = new Int32Array(16).fill(none);

  /** The record with these numbers; -1: there is none. */
  find(a: number, b: number, c: number, d: number): number {
    const { words, next } = this;
    let record = this.heads[this.chainOf(a, b, c, d)];
    while (record !== none) {
      const at = record * wordsEach;
      if (words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d) return record;
      record = next[record];
    }
    return none;
  }

  /** No other record may have these numbers. */
  add(record: number, a: number, b: number, c: number, d: number): void {
    if (record >= this.next.length) this.grow(record + 1);
    const at = record * wordsEach;
    this.words[at] = a;
    this.words[at + 1] = b;
    this.words[at + 2] = c;
    this.words[at + 3] = d;
    this.link(record);
  }

  /** The record must be in the table. */
  remove(record: number): void {
    const { next, heads } = this;
    const chain = this.chainOfRecord(record);
    if (heads[chain] === record) {
      heads[chain] = next[record];
      return;
    }
    let before = heads[chain];
    while (next[before] !== record) before = next[before];
    next[before] = next[record];
  }

  private link(record: number): void {
    const chain = this.chainOfRecord(record);
    this.next[record] = this.heads[chain];
    this.heads[chain] = record;
  }

  private chainOfRecord(record: number): number {
    const { words } = this;
    const at = record * wordsEach;
    return this.chainOf(words[at], words[at + 1], words[at + 2], words[at + 3]);
  }

  /** The rounds of MurmurHash3 (32 bits) over the four. */
  private chainOf(a: number, b: number, c: number, d: number): number {
    let h = round(round(round(round(0, a), b), c), d) ^ (wordsEach * 4);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) & (this.heads.length - 1);
  }

  private grow(least: number): void {
    let size = this.next.length;
    while (size < least) size *= 2;
    const [words, next, heads] = [this.words, this.next, this.heads];
    this.words = new Int32Array(size * wordsEach);
    this.words.set(words);
    this.next = new Int32Array(size);
    this.heads = new Int32Array(size).fill(none);
    for (const head of heads) {
      for (let record = head; record !== none; record = next[record]) this.link(record);
    }
  }
}

function round(hash: number, word: number): number {
  const k = Math.imul(word, 0xcc9e2d51);
  const h = hash ^ Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}
