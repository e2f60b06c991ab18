/**
 * One-way latencies in whole nanoseconds, counted in a log-linear histogram (the layout of HdrHistogram, Gil Tene): values
 * below 2^precision are counted exactly, above that with a relative error of at most 2^-precision. Octaves get their
 * counters on first use, so memory is bounded by the spread of the values, not by their number.
 *
 * A latency begins when the source hands the packet to its machine and ends when the last bit has arrived at the
 * destination. Percentile p of n values is the value at place floor(p (n - 1)) of the sorted list.
 */
export class LatencyHistogram {
  count = 0;
  sum = 0;
  min = Infinity;
  max = 0;
  private readonly precision: number;
  private readonly exactBelow: number;
  private readonly octaves: (Float64Array | undefined)[] = [];

  constructor(precision: number) {
    this.precision = precision;
    this.exactBelow = 2 ** precision;
  }

  add(value: number): void {
    this.count++;
    this.sum += value;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    const octave = value < this.exactBelow ? 0 : exponentOf(value) - this.precision + 1;
    const counters = this.octaves[octave] ?? this.open(octave);
    if (octave === 0) counters[value]++;
    else counters[scaled(value, octave) - this.exactBelow / 2]++;
  }

  /** Null where nothing was counted. */
  percentile(p: number): number | null {
    if (this.count === 0) return null;
    let left = Math.floor(p * (this.count - 1));
    for (const [octave, counters] of this.octaves.entries()) {
      if (counters === undefined) continue;
      for (const [place, count] of counters.entries()) {
        if (left < count) return this.clamp(octave === 0 ? place : this.middle(octave, place));
        left -= count;
      }
    }
    return this.max;
  }

  private open(octave: number): Float64Array {
    const counters = new Float64Array(octave === 0 ? this.exactBelow : this.exactBelow / 2);
    while (this.octaves.length <= octave) this.octaves.push(undefined);
    this.octaves[octave] = counters;
    return counters;
  }

  private middle(octave: number, place: number): number {
    const width = 2 ** octave;
    return (place + this.exactBelow / 2) * width + width / 2;
  }

  private clamp(value: number): number {
    return Math.min(this.max, Math.max(this.min, Math.floor(value)));
  }
}

/** floor(value / 2^octave), without the power where 32 bits do. */
const scaled = (value: number, octave: number): number =>
  value < 2 ** 31 ? value >> octave : Math.floor(value / 2 ** octave);

/** floor(log2(value)) for whole numbers from 1 to 2^53. */
function exponentOf(value: number): number {
  return value < 2 ** 32 ? 31 - Math.clz32(value) : 63 - Math.clz32(Math.floor(value / 2 ** 32));
}
