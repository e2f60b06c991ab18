/**
 * The ports of one outer address, and which of them are taken: a bit each, and a bit for each full word above them, so that the
 * next free one is found in a few steps however full it is. Whoever asks says which port would suit; if that is taken, the
 * next free one behind it is given, round the end (Linux tries likewise, from a random place: net/netfilter/nf_nat_core.c,
 * nf_nat_l4proto_unique_tuple).
 *
 * Left out: port parity and contiguity for RTP (RFC 4787 section 4.2.2).
 */

const full = -1;

export class PortAllocator {
  readonly from: number;
  readonly size: number;
  taken = 0;
  /** A set bit is a port that is taken, or none at all, behind the last. */
  private readonly words: Int32Array;
  /** A set bit is a full word. */
  private readonly fullWords: Int32Array;

  constructor(from: number, to: number) {
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to < from || to > 65_535) {
      throw new RangeError(`ports go from 0 to 65535, the first before the last; not from ${from} to ${to}`);
    }
    this.from = from;
    this.size = to - from + 1;
    this.words = new Int32Array(Math.ceil(this.size / 32));
    this.fullWords = new Int32Array(Math.ceil(this.words.length / 32));
    for (let bit = this.size; bit < this.words.length * 32; bit++) this.words[bit >> 5] |= 1 << (bit & 31);
    for (let bit = this.words.length; bit < this.fullWords.length * 32; bit++) {
      this.fullWords[bit >> 5] |= 1 << (bit & 31);
    }
  }

  /** A free port, `preferred` if it is one; -1: all are taken. */
  take(preferred: number): number {
    if (this.taken === this.size) return -1;
    let bit = this.freeFrom(preferred - this.from);
    if (bit < 0) bit = this.freeFrom(0);
    const word = bit >> 5;
    this.words[word] |= 1 << (bit & 31);
    if (this.words[word] === full) this.fullWords[word >> 5] |= 1 << (word & 31);
    this.taken++;
    return this.from + bit;
  }

  /** The port must be taken. */
  release(port: number): void {
    const bit = port - this.from;
    const word = bit >> 5;
    this.words[word] &= ~(1 << (bit & 31));
    this.fullWords[word >> 5] &= ~(1 << (word & 31));
    this.taken--;
  }

  /** The first free one at or behind `bit`; -1: none. */
  private freeFrom(bit: number): number {
    const inWord = clearFrom(this.words[bit >> 5], bit & 31);
    if (inWord >= 0) return (bit & ~31) + inWord;
    const word = this.wordFrom((bit >> 5) + 1);
    return word < 0 ? -1 : word * 32 + clearFrom(this.words[word], 0);
  }

  /** The first word at or behind `word` that is not full; -1: none. */
  private wordFrom(word: number): number {
    let low = word & 31;
    for (let group = word >> 5; group < this.fullWords.length; group++, low = 0) {
      const inGroup = clearFrom(this.fullWords[group], low);
      if (inGroup >= 0) return group * 32 + inGroup;
    }
    return -1;
  }
}

/** The lowest clear bit of a word, at or above `low`; -1: none. */
function clearFrom(word: number, low: number): number {
  const clear = ~word & (-1 << low);
  return clear === 0 ? -1 : 31 - Math.clz32(clear & -clear);
}
