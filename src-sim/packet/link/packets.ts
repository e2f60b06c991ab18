/**
 * The packets in flight, as records with a list of free places. Grows by doubling up to a bound, so memory follows what is in
 * flight and never what has passed.
 */
import * as P from './packet-record.ts';

export const packetsMax = 1 << 24;

export class Packets {
  numbers: Float64Array;
  integers: Int32Array;
  inFlight = 0;
  private capacity: number;
  /** First free place; -1: none. */
  private free = -1;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.numbers = new Float64Array(capacity * P.numbersEach);
    this.integers = new Int32Array(this.numbers.buffer);
    this.addFree(0);
  }

  /** A free place; -1 where the bound is reached. */
  take(): number {
    if (this.free < 0 && !this.grow()) return -1;
    const place = this.free;
    this.free = this.integers[place * P.integersEach + P.next];
    this.inFlight++;
    return place;
  }

  release(place: number): void {
    this.integers[place * P.integersEach + P.next] = this.free;
    this.free = place;
    this.inFlight--;
  }

  private grow(): boolean {
    const before = this.capacity;
    if (before * 2 > packetsMax) return false;
    const { numbers } = this;
    this.capacity = before * 2;
    this.numbers = new Float64Array(this.capacity * P.numbersEach);
    this.numbers.set(numbers);
    this.integers = new Int32Array(this.numbers.buffer);
    this.addFree(before);
    return true;
  }

  private addFree(from: number): void {
    for (let place = from; place < this.capacity; place++) {
      this.integers[place * P.integersEach + P.next] = place + 1 < this.capacity ? place + 1 : this.free;
    }
    this.free = from;
  }
}
