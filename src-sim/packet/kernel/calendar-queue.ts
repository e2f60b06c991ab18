/**
 * A calendar queue (R. Brown, "Calendar queues", CACM 31(10), 1988): a ring of buckets, each a span of time of one
 * power-of-two width, sorted within; a two-level bitmap finds the next bucket that is not empty. What lies beyond one turn of
 * the ring waits in a heap. The width follows the traffic so that a bucket holds about one event; it never changes the
 * order, which is total.
 *
 * Cells are computed from the time's distance to `origin` as a 32-bit integer; `origin` moves along in whole turns.
 */
import type { EventQueue } from './event-queue.ts';
import { IndexedHeap } from './indexed-heap.ts';

const nowhere = 0;
const inRing = 1;
const beyond = 2;

const shiftMax = 14;
const popsBetweenFits = 1 << 14;
const rebaseDistance = 2 ** 29;

const ringSize = (entities: number): number =>
  Math.min(1 << 14, Math.max(1 << 12, 1 << (32 - Math.clz32(Math.max(1, entities - 1)))));

export class CalendarQueue implements EventQueue {
  readonly ties: Float64Array;
  now = 0;
  private readonly times: Float64Array;
  private readonly next: Int32Array;
  private readonly where: Uint8Array;
  private readonly heads: Int32Array;
  /** One bit a bucket, and one bit a word of those. */
  private readonly bits: Int32Array;
  private readonly summary: Int32Array;
  private readonly far: IndexedHeap;
  private readonly cells: number;
  private readonly mask: number;
  private near = 0;
  private shift = 8;
  /** Nanoseconds of one turn of the ring. */
  private turn: number;
  private origin = 0;
  private cursor = 0;
  /** First time that lies beyond the ring. */
  private limit = 0;
  /** Pops since the width was last looked at, and before. */
  private pops = 0;
  private popsBefore = 0;
  private fitTime = 0;

  constructor(entities: number) {
    this.times = new Float64Array(entities);
    this.ties = Float64Array.from({ length: entities }, (_, entity) => entity);
    this.next = new Int32Array(entities);
    this.where = new Uint8Array(entities);
    this.cells = ringSize(entities);
    this.mask = this.cells - 1;
    this.heads = new Int32Array(this.cells).fill(-1);
    this.bits = new Int32Array(this.cells >> 5);
    this.summary = new Int32Array(this.cells >> 10);
    this.far = new IndexedHeap(this.times, this.ties);
    this.turn = this.cells << this.shift;
    this.limit = this.turn;
  }

  get size(): number {
    return this.near + this.far.size;
  }

  get popped(): number {
    return this.popsBefore + this.pops;
  }

  schedule(entity: number, time: number): void {
    this.times[entity] = time;
    if (time < this.limit) this.insert(entity, time);
    else {
      this.where[entity] = beyond;
      this.far.push(entity);
    }
  }

  cancel(entity: number): void {
    if (this.where[entity] === beyond) this.far.remove(entity);
    else if (this.where[entity] === inRing) this.unlink(entity);
    this.where[entity] = nowhere;
  }

  pop(until: number): number {
    if (this.near === 0) {
      if (this.far.size === 0) return -1;
      const next = this.times[this.far.top()];
      if (next > until) return -1;
      this.reach(next);
    }
    const cell = this.firstCell();
    const entity = this.heads[cell];
    if (this.times[entity] > until) return -1;
    const rest = this.next[entity];
    this.heads[cell] = rest;
    if (rest < 0) this.clear(cell);
    this.where[entity] = nowhere;
    this.near--;
    const time = this.times[entity];
    this.now = time;
    if (cell !== this.cursor) {
      this.cursor = cell;
      this.reach(time);
    }
    if (++this.pops === popsBetweenFits) this.fit();
    return entity;
  }

  nextTime(): number {
    const entity = this.upcoming();
    return entity < 0 ? Infinity : this.times[entity];
  }

  upcoming(): number {
    if (this.near > 0) return this.heads[this.firstCell()];
    return this.far.size > 0 ? this.far.top() : -1;
  }

  /** Turns the ring so that it begins at the bucket of `time`, and takes in what has come within reach. */
  private reach(time: number): void {
    let offset = time - this.origin;
    if (offset >= rebaseDistance) {
      const whole = Math.floor(offset / this.turn) * this.turn;
      this.origin += whole;
      offset -= whole;
    }
    const start = offset & -(1 << this.shift);
    this.cursor = (offset >> this.shift) & this.mask;
    this.limit = this.origin + start + this.turn;
    const { far, times } = this;
    while (far.size > 0) {
      const entity = far.top();
      const due = times[entity];
      if (due >= this.limit) break;
      far.remove(entity);
      this.insert(entity, due);
    }
  }

  private insert(entity: number, time: number): void {
    const { heads, next, times } = this;
    const cell = ((time - this.origin) >> this.shift) & this.mask;
    this.where[entity] = inRing;
    this.near++;
    let at = heads[cell];
    if (at < 0) {
      heads[cell] = entity;
      next[entity] = -1;
      this.bits[cell >> 5] |= 1 << (cell & 31);
      this.summary[cell >> 10] |= 1 << ((cell >> 5) & 31);
      return;
    }
    const tie = this.ties[entity];
    if (time < times[at] || (time === times[at] && tie < this.ties[at])) {
      next[entity] = at;
      heads[cell] = entity;
      return;
    }
    for (;;) {
      const after = next[at];
      if (after < 0 || time < times[after] || (time === times[after] && tie < this.ties[after])) {
        next[entity] = after;
        next[at] = entity;
        return;
      }
      at = after;
    }
  }

  private unlink(entity: number): void {
    const { heads, next } = this;
    const cell = ((this.times[entity] - this.origin) >> this.shift) & this.mask;
    this.near--;
    if (heads[cell] === entity) {
      heads[cell] = next[entity];
      if (heads[cell] < 0) this.clear(cell);
      return;
    }
    let at = heads[cell];
    while (next[at] !== entity) at = next[at];
    next[at] = next[entity];
  }

  private clear(cell: number): void {
    const word = cell >> 5;
    this.bits[word] &= ~(1 << (cell & 31));
    if (this.bits[word] === 0) this.summary[cell >> 10] &= ~(1 << (word & 31));
  }

  /** First bucket from the cursor on, round the ring, that is not empty. There is one. */
  private firstCell(): number {
    const { bits, summary, cursor } = this;
    const word = cursor >> 5;
    const here = bits[word] & (-1 << (cursor & 31));
    if (here !== 0) return (word << 5) + lowestBit(here);
    const words = bits.length;
    let from = word + 1;
    if (from === words) from = 0;
    const first = from >> 5;
    const group = summary[first] & (-1 << (from & 31));
    if (group !== 0) return this.lowestCell((first << 5) + lowestBit(group));
    const groups = summary.length;
    for (let i = 1; i <= groups; i++) {
      const at = (first + i) % groups;
      if (summary[at] !== 0) return this.lowestCell((at << 5) + lowestBit(summary[at]));
    }
    return -1;
  }

  private lowestCell(word: number): number {
    return (word << 5) + lowestBit(this.bits[word]);
  }

  /** Chooses the width anew from the mean gap between events, and sorts the ring again where it changed. */
  private fit(): void {
    const gap = (this.now - this.fitTime) / this.pops;
    this.popsBefore += this.pops;
    this.pops = 0;
    this.fitTime = this.now;
    const wanted = gap <= 1 ? 0 : Math.min(shiftMax, Math.round(Math.log2(gap)) + 1);
    if (Math.abs(wanted - this.shift) < 2) return;
    const waiting: number[] = [];
    for (let cell = 0; cell < this.cells; cell++) {
      for (let entity = this.heads[cell]; entity >= 0; entity = this.next[entity]) waiting.push(entity);
      this.heads[cell] = -1;
    }
    this.bits.fill(0);
    this.summary.fill(0);
    this.near = 0;
    this.shift = wanted;
    this.turn = this.cells << wanted;
    this.origin = Math.floor(this.now / this.turn) * this.turn;
    for (const entity of waiting) {
      this.where[entity] = beyond;
      this.far.push(entity);
    }
    this.reach(this.now);
  }
}

const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);
