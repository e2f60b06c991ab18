/** Queues that wait for their turn, by number, each at most once. */
export class TurnList {
  /** Whose turn it is; -1: nobody's. */
  first = -1;
  size = 0;
  private last = -1;
  private readonly next: Int32Array;
  private readonly present: Uint8Array;

  constructor(count: number) {
    this.next = new Int32Array(count);
    this.present = new Uint8Array(count);
  }

  has(queue: number): boolean {
    return this.present[queue] === 1;
  }

  append(queue: number): void {
    this.present[queue] = 1;
    this.next[queue] = -1;
    if (this.last >= 0) this.next[this.last] = queue;
    else this.first = queue;
    this.last = queue;
    this.size++;
  }

  removeFirst(): void {
    this.present[this.first] = 0;
    this.first = this.next[this.first];
    if (this.first < 0) this.last = -1;
    this.size--;
  }
}
