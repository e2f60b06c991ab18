/** The plain queue: one heap. Slower than the calendar and its oracle: both must tell the same history. */
import type { EventQueue } from './event-queue.ts';
import { IndexedHeap } from './indexed-heap.ts';

export class HeapQueue implements EventQueue {
  readonly ties: Float64Array;
  now = 0;
  popped = 0;
  private readonly times: Float64Array;
  private readonly heap: IndexedHeap;

  constructor(entities: number) {
    this.times = new Float64Array(entities);
    this.ties = Float64Array.from({ length: entities }, (_, entity) => entity);
    this.heap = new IndexedHeap(this.times, this.ties);
  }

  get size(): number {
    return this.heap.size;
  }

  schedule(entity: number, time: number): void {
    this.times[entity] = time;
    this.heap.push(entity);
  }

  cancel(entity: number): void {
    this.heap.remove(entity);
  }

  pop(until: number): number {
    if (this.nextTime() > until || this.heap.size === 0) return -1;
    const entity = this.heap.pop();
    this.popped++;
    this.now = this.times[entity];
    return entity;
  }

  upcoming(): number {
    return this.heap.size === 0 ? -1 : this.heap.top();
  }

  nextTime(): number {
    return this.heap.size === 0 ? Infinity : this.times[this.heap.top()];
  }
}
