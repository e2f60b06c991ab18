/**
 * A digest of the trajectory: every packet's end (stream, time, fate) in the order it happened, so two runs with equal digests
 * went the same way. 64 bits from two lanes of multiply and rotate; a fingerprint against accident, not against an enemy.
 */
export class Digest {
  private high = 0x243f6a88;
  private low = 0x85a308d3;

  packetEnds(stream: number, time: number, fate: number): void {
    this.word(stream + Math.imul(fate, 0x01000193));
    this.word(time | 0);
    this.word((time / 2 ** 32) | 0);
  }

  word(word: number): void {
    const a = Math.imul(this.high ^ word, 0x85ebca6b);
    const b = Math.imul(this.low ^ ((word << 16) | (word >>> 16)), 0xc2b2ae35);
    this.high = ((a << 13) | (a >>> 19)) ^ b;
    this.low = ((b << 7) | (b >>> 25)) + a;
  }

  toString(): string {
    return hex(this.high) + hex(this.low);
  }
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');
