/** Whole numbers, first in, first out, in a ring that doubles when it is full; each with a time. */
export class WaitingLine {
  private numbers = new Int32Array(16);
  private times = new Float64Array(16);
  private head = 0;
  length = 0;

  push(number: number, time: number): void {
    if (this.length === this.numbers.length) this.grow();
    const place = (this.head + this.length) & (this.numbers.length - 1);
    this.numbers[place] = number;
    this.times[place] = time;
    this.length++;
  }

  /** The time of the first; only where there is one. */
  get firstTime(): number {
    return this.times[this.head];
  }

  get first(): number {
    return this.numbers[this.head];
  }

  drop(): void {
    this.head = (this.head + 1) & (this.numbers.length - 1);
    this.length--;
  }

  private grow(): void {
    const { numbers, times, head, length } = this;
    this.numbers = new Int32Array(2 * length);
    this.times = new Float64Array(2 * length);
    for (let i = 0; i < length; i++) {
      this.numbers[i] = numbers[(head + i) & (length - 1)];
      this.times[i] = times[(head + i) & (length - 1)];
    }
    this.head = 0;
  }
}
