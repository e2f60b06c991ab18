/**
 * Smallest or largest value of a sliding window in constant space: Kathleen Nichols' algorithm as in Linux's
 * lib/win_minmax.c. Keeps the best, second and third best sample, each later than the one before; an estimate, which may miss
 * the true extreme for part of a window after the best has left it.
 */
export class WindowedExtreme {
  private readonly sign: number;
  private readonly time = new Float64Array(3);
  private readonly sample = new Float64Array(3);

  /** 1 keeps the largest, -1 the smallest. */
  constructor(sign: 1 | -1) {
    this.sign = sign;
  }

  get best(): number {
    return this.sample[0];
  }

  reset(time: number, value: number): void {
    for (let at = 0; at < 3; at++) this.set(at, time, value);
  }

  update(window: number, time: number, value: number): void {
    const { sign, sample } = this;
    if (sign * value >= sign * sample[0] || time - this.time[2] > window) {
      this.reset(time, value);
      return;
    }
    if (sign * value >= sign * sample[1]) {
      this.set(1, time, value);
      this.set(2, time, value);
    } else if (sign * value >= sign * sample[2]) {
      this.set(2, time, value);
    }
    this.age(window, time, value);
  }

  /** Drops what left the window, and takes fresh seconds when a quarter or half of it passed without one. */
  private age(window: number, time: number, value: number): void {
    const elapsed = time - this.time[0];
    if (elapsed > window) {
      this.shift(time, value);
      if (time - this.time[0] > window) this.shift(time, value);
    } else if (this.time[1] === this.time[0] && elapsed > window / 4) {
      this.set(1, time, value);
      this.set(2, time, value);
    } else if (this.time[2] === this.time[1] && elapsed > window / 2) {
      this.set(2, time, value);
    }
  }

  private shift(time: number, value: number): void {
    this.set(0, this.time[1], this.sample[1]);
    this.set(1, this.time[2], this.sample[2]);
    this.set(2, time, value);
  }

  private set(at: number, time: number, value: number): void {
    this.time[at] = time;
    this.sample[at] = value;
  }
}
