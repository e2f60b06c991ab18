/** Resources by the level at which they fill up, the lowest first; of equal ones that with the lower number. A 4-ary heap. */
export class LevelHeap {
  readonly #items: Int32Array;
  readonly #levels: Float64Array;
  #size = 0;

  /** `levels` by item, read when the heap is made and when an item is moved. */
  constructor(items: Int32Array, levels: Float64Array) {
    this.#items = items;
    this.#levels = levels;
    this.#size = items.length;
    for (let at = (items.length - 2) >> 2; at >= 0; at--) this.#sink(at);
  }

  /** -1: it is empty. */
  first(): number {
    return this.#size === 0 ? -1 : this.#items[0];
  }

  removeFirst(): void {
    this.#size -= 1;
    this.#items[0] = this.#items[this.#size];
    if (this.#size > 0) this.#sink(0);
  }

  /** After the level of the first has risen. */
  sinkFirst(): void {
    this.#sink(0);
  }

  #sink(from: number): void {
    const items = this.#items;
    const levels = this.#levels;
    const size = this.#size;
    const item = items[from];
    const level = levels[item];
    let at = from;
    for (;;) {
      let child = 4 * at + 1;
      if (child >= size) break;
      const end = Math.min(child + 4, size);
      let least = items[child];
      let leastLevel = levels[least];
      for (let next = child + 1; next < end; next++) {
        const other = items[next];
        const otherLevel = levels[other];
        if (otherLevel < leastLevel || (otherLevel === leastLevel && other < least)) {
          child = next;
          least = other;
          leastLevel = otherLevel;
        }
      }
      if (level < leastLevel || (level === leastLevel && item < least)) break;
      items[at] = least;
      at = child;
    }
    items[at] = item;
  }
}
