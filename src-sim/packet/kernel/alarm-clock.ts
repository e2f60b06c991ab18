/**
 * Any number of alarms behind one entity of the event queue: a binary heap of (time, order in which they were set), each with
 * two numbers for whoever is woken. Alarms are not taken back: who no longer needs one finds nothing to do when it rings.
 */
import type { EventQueue } from './event-queue.ts';

/** Time, order, and the two numbers. */
const each = 4;

export class AlarmClock {
  private readonly queue: EventQueue;
  private readonly entity: number;
  private readonly schedule: (entity: number, time: number) => void;
  private heap = new Float64Array(64 * each);
  private count = 0;
  private order = 0;
  /** The one that rings. */
  bell = 0;
  value = 0;

  constructor(queue: EventQueue, entity: number, schedule: (entity: number, time: number) => void) {
    this.queue = queue;
    this.entity = entity;
    this.schedule = schedule;
  }

  /** `bell` says who is woken, `value` is theirs. */
  set(time: number, bell: number, value: number): void {
    if ((this.count + 1) * each > this.heap.length) this.grow();
    const { heap } = this;
    let place = this.count++;
    const order = this.order++;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (heap[above * each] <= time) break;
      heap.copyWithin(place * each, above * each, (above + 1) * each);
      place = above;
    }
    heap[place * each] = time;
    heap[place * each + 1] = order;
    heap[place * each + 2] = bell;
    heap[place * each + 3] = value;
    if (place === 0) this.arm();
  }

  /** Takes the next alarm that is due into `bell` and `value`; false: none is, and the entity waits for the next. */
  ring(): boolean {
    const { heap } = this;
    if (this.count === 0) return false;
    if (heap[0] > this.queue.now) {
      this.arm();
      return false;
    }
    this.bell = heap[2];
    this.value = heap[3];
    const last = --this.count;
    if (last > 0) this.sink(last);
    return true;
  }

  private arm(): void {
    this.queue.cancel(this.entity);
    this.schedule(this.entity, Math.max(this.heap[0], this.queue.now));
  }

  private sink(last: number): void {
    const { heap } = this;
    const [time, order] = [heap[last * each], heap[last * each + 1]];
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= this.count) break;
      if (below + 1 < this.count && this.isBefore(below + 1, heap[below * each], heap[below * each + 1]))
        below++;
      if (!this.isBefore(below, time, order)) break;
      heap.copyWithin(place * each, below * each, (below + 1) * each);
      place = below;
    }
    heap.copyWithin(place * each, last * each, (last + 1) * each);
  }

  private isBefore(place: number, time: number, order: number): boolean {
    const apart = this.heap[place * each] - time;
    return apart === 0 ? this.heap[place * each + 1] < order : apart < 0;
  }

  private grow(): void {
    const { heap } = this;
    this.heap = new Float64Array(heap.length * 2);
    this.heap.set(heap);
  }
}
