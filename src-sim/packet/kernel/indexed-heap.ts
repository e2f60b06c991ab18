/**
 * A 4-ary heap of entity numbers ordered by (time, tie), with each entity's place, so that any entry can be removed.
 * Williams 1964 for the heap; four children a node halve the depth and keep siblings on one cache line.
 */
export class IndexedHeap {
  size = 0;
  private readonly heap: Int32Array;
  /** Place of each entity in the heap; -1: not in it. */
  private readonly place: Int32Array;
  private readonly times: Float64Array;
  private readonly ties: Float64Array;

  constructor(times: Float64Array, ties: Float64Array) {
    this.times = times;
    this.ties = ties;
    this.heap = new Int32Array(times.length);
    this.place = new Int32Array(times.length).fill(-1);
  }

  has(entity: number): boolean {
    return this.place[entity] >= 0;
  }

  /** Undefined behaviour on an empty heap; ask `size` first. */
  top(): number {
    return this.heap[0];
  }

  push(entity: number): void {
    this.up(this.size++, entity);
  }

  pop(): number {
    const entity = this.heap[0];
    this.remove(entity);
    return entity;
  }

  remove(entity: number): void {
    const hole = this.place[entity];
    if (hole < 0) return;
    this.place[entity] = -1;
    const last = this.heap[--this.size];
    if (last === entity) return;
    if (hole > 0 && this.before(last, this.heap[(hole - 1) >> 2])) this.up(hole, last);
    else this.down(hole, last);
  }

  private before(a: number, b: number): boolean {
    const timeA = this.times[a];
    const timeB = this.times[b];
    return timeA < timeB || (timeA === timeB && this.ties[a] < this.ties[b]);
  }

  private up(hole: number, entity: number): void {
    const { heap, place } = this;
    let at = hole;
    while (at > 0) {
      const parentAt = (at - 1) >> 2;
      const parent = heap[parentAt];
      if (!this.before(entity, parent)) break;
      heap[at] = parent;
      place[parent] = at;
      at = parentAt;
    }
    heap[at] = entity;
    place[entity] = at;
  }

  private down(hole: number, entity: number): void {
    const { heap, place, size } = this;
    let at = hole;
    for (;;) {
      let childAt = 4 * at + 1;
      if (childAt >= size) break;
      let child = heap[childAt];
      const end = Math.min(childAt + 4, size);
      for (let i = childAt + 1; i < end; i++) {
        if (this.before(heap[i], child)) {
          childAt = i;
          child = heap[i];
        }
      }
      if (!this.before(child, entity)) break;
      heap[at] = child;
      place[child] = at;
      at = childAt;
    }
    heap[at] = entity;
    place[entity] = at;
  }
}
