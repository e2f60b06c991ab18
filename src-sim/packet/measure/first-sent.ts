/**
 * When the bytes of a stream were first sent, as far as they are not acknowledged: what a repeated segment is late by.
 * Entries are the starts of segments in the order of the stream, in a ring that doubles when it is full; those that
 * acknowledgements have passed fall out.
 */
export class FirstSent {
  private starts = new Float64Array(64);
  private times = new Float64Array(64);
  private head = 0;
  private count = 0;
  private end = 0;

  /**
   * Bytes [start, end) are sent now. Returns how long ago the first of them was first sent: 0 for new ones.
   */
  note(start: number, end: number, acknowledgedTo: number, now: number): number {
    if (start >= this.end) {
      this.forget(acknowledgedTo);
      this.push(start, now);
      this.end = end;
      return 0;
    }
    const since = now - this.timeOf(start);
    this.end = Math.max(this.end, end);
    return since;
  }

  clear(): void {
    this.count = 0;
    this.end = 0;
  }

  private at(index: number): number {
    return (this.head + index) & (this.starts.length - 1);
  }

  /** The last entry that starts no later. */
  private timeOf(byte: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[this.at(middle)] <= byte) low = middle;
      else high = middle - 1;
    }
    return this.times[this.at(low)];
  }

  /** The entry that holds the first unacknowledged byte stays. */
  private forget(acknowledgedTo: number): void {
    while (this.count > 1 && this.starts[this.at(1)] <= acknowledgedTo) {
      this.head = this.at(1);
      this.count--;
    }
  }

  private push(start: number, time: number): void {
    if (this.count === this.starts.length) this.grow();
    this.starts[this.at(this.count)] = start;
    this.times[this.at(this.count)] = time;
    this.count++;
  }

  private grow(): void {
    const { count } = this;
    const starts = new Float64Array(2 * count);
    const times = new Float64Array(2 * count);
    for (let index = 0; index < count; index++) {
      starts[index] = this.starts[this.at(index)];
      times[index] = this.times[this.at(index)];
    }
    this.starts = starts;
    this.times = times;
    this.head = 0;
  }
}
