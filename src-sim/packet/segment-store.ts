/** The TCP segments under way, as records of numbers with a list of free places; a packet knows the place of its own. */
import type { Segment } from './transport/tcp/segment.ts';

const sackMax = 4;
/** Fourteen values and up to four blocks of two, in whole lines of 64 bytes. */
const recordNumbers = 24;
/** The ninth value. */
const mssAt = 8;
const flagsAt = 3;

// What is either so or not, in one number.
const hasTs = 1;
const sackPermitted = 2;
const ect = 4;
const ce = 8;

export class SegmentStore {
  private numbers = new Float64Array(256 * recordNumbers);
  private readonly free: number[] = [];
  private used = 0;

  /** Keeps a copy; returns its place. */
  keep(segment: Segment): number {
    const place = this.free.pop() ?? this.used++;
    if ((place + 1) * recordNumbers > this.numbers.length) this.grow();
    const { numbers } = this;
    let at = place * recordNumbers;
    numbers[at++] = segment.seq;
    numbers[at++] = segment.length;
    numbers[at++] = segment.ack;
    numbers[at++] = segment.flags;
    numbers[at++] = segment.window;
    numbers[at++] =
      (segment.hasTs ? hasTs : 0) |
      (segment.sackPermitted ? sackPermitted : 0) |
      (segment.ect ? ect : 0) |
      (segment.ce ? ce : 0);
    numbers[at++] = segment.tsValue;
    numbers[at++] = segment.tsEcho;
    numbers[at++] = segment.mss;
    numbers[at++] = segment.windowScale;
    numbers[at++] = segment.headerBytes;
    numbers[at++] = segment.repeatedAfterNs;
    numbers[at++] = segment.opening;
    numbers[at++] = segment.sackCount;
    for (let block = 0; block < segment.sackCount; block++) {
      numbers[at + block] = segment.sackStart[block];
      numbers[at + sackMax + block] = segment.sackEnd[block];
    }
    return place;
  }

  /** Gives the segment back as it was kept, and frees its place. */
  take(place: number, into: Segment): void {
    this.read(place, into);
    this.release(place);
  }

  /** The segment as it was kept. */
  read(place: number, into: Segment): void {
    const { numbers } = this;
    let at = place * recordNumbers;
    into.seq = numbers[at++];
    into.length = numbers[at++];
    into.ack = numbers[at++];
    into.flags = numbers[at++];
    into.window = numbers[at++];
    const bits = numbers[at++];
    into.hasTs = (bits & hasTs) !== 0;
    into.sackPermitted = (bits & sackPermitted) !== 0;
    into.ect = (bits & ect) !== 0;
    into.ce = (bits & ce) !== 0;
    into.tsValue = numbers[at++];
    into.tsEcho = numbers[at++];
    into.mss = numbers[at++];
    into.windowScale = numbers[at++];
    into.headerBytes = numbers[at++];
    into.repeatedAfterNs = numbers[at++];
    into.opening = numbers[at++];
    into.sackCount = numbers[at++];
    for (let block = 0; block < into.sackCount; block++) {
      into.sackStart[block] = numbers[at + block];
      into.sackEnd[block] = numbers[at + sackMax + block];
    }
  }

  /** Control bits of the segment at a place. */
  flags(place: number): number {
    return this.numbers[place * recordNumbers + flagsAt];
  }

  /** Lowers the MSS option, where the segment has one. */
  lowerMss(place: number, mss: number): void {
    const at = place * recordNumbers + mssAt;
    if (this.numbers[at] > mss) this.numbers[at] = mss;
  }

  release(place: number): void {
    this.free.push(place);
  }

  private grow(): void {
    const { numbers } = this;
    this.numbers = new Float64Array(numbers.length * 2);
    this.numbers.set(numbers);
  }
}
