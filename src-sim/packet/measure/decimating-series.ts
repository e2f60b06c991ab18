/**
 * Samples at even intervals in a fixed number of slots. When they are full, every two become one and the interval doubles, so
 * memory is bounded and a run of any length has at least half of the slots filled.
 */
const slotsUsual = 4096;

/** What becomes of two samples: counts of an interval add up, shares of it are averaged, of states the later one stays. */
export type Joining = 'sum' | 'mean' | 'last';

export class DecimatingSeries {
  everyNs: number;
  nextNs: number;
  private readonly joining: Joining;
  private readonly samples: Float64Array;
  private count = 0;

  /** An even number of slots. */
  constructor(everyNs: number, joining: Joining, slots = slotsUsual) {
    this.samples = new Float64Array(slots);
    this.everyNs = everyNs;
    this.nextNs = everyNs;
    this.joining = joining;
  }

  get values(): number[] {
    return [...this.samples.subarray(0, this.count)];
  }

  valueAt(sample: number): number | undefined {
    return sample < this.count ? this.samples[sample] : undefined;
  }

  push(value: number): void {
    this.samples[this.count++] = value;
    if (this.count === this.samples.length) this.halve();
    this.nextNs += this.everyNs;
  }

  private halve(): void {
    const { samples } = this;
    this.count /= 2;
    for (let pair = 0; pair < this.count; pair++) {
      samples[pair] = this.join(samples[2 * pair], samples[2 * pair + 1]);
    }
    this.everyNs *= 2;
  }

  private join(a: number, b: number): number {
    if (this.joining === 'last') return b;
    return this.joining === 'sum' ? a + b : (a + b) / 2;
  }
}
