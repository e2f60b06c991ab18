/**
 * Latencies of many flows in whole nanoseconds, each counted in a log-linear histogram (the layout of HdrHistogram, Gil Tene):
 * values below 2^precision are counted exactly, above that with a relative error of at most 2^-precision. Octaves get their
 * counters on first use, so memory is bounded by the spread of the values, not by their number; all lie in one pool, so that
 * counting touches few lines of the cache.
 *
 * A latency begins when the source hands the packet to its machine and ends when the last bit has arrived at the
 * destination. Percentile p of n values is the value at place floor(p (n - 1)) of the sorted list. A counter holds 2^32 - 1.
 */

/** What is known of the values of one flow. */
export interface Latencies {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Null where nothing was counted. */
  percentile(p: number): number | null;
}

/** Values have at most 53 bits. */
const octavesEach = 64;
const none = -1;

const statsEach = 4;
const countAt = 0;
const sumAt = 1;
const minAt = 2;
const maxAt = 3;

export class LatencyBank {
  private readonly precision: number;
  private readonly exactBelow: number;
  private readonly stats: Float64Array;
  /** Where in the pool the counters of each flow's octaves begin. */
  private readonly places: Int32Array;
  private pool = new Uint32Array(0);
  private used = 0;

  constructor(flows: number, precision: number) {
    this.precision = precision;
    this.exactBelow = 2 ** precision;
    this.stats = new Float64Array(statsEach * flows);
    this.places = new Int32Array(octavesEach * flows).fill(none);
    for (let flow = 0; flow < flows; flow++) this.stats[statsEach * flow + minAt] = Infinity;
  }

  add(flow: number, value: number): void {
    const { stats } = this;
    const base = statsEach * flow;
    stats[base + countAt]++;
    stats[base + sumAt] += value;
    if (value < stats[base + minAt]) stats[base + minAt] = value;
    if (value > stats[base + maxAt]) stats[base + maxAt] = value;
    const octave = value < this.exactBelow ? 0 : exponentOf(value) - this.precision + 1;
    let place = this.places[octavesEach * flow + octave];
    if (place === none) place = this.open(flow, octave);
    this.pool[place + (octave === 0 ? value : scaled(value, octave) - this.exactBelow / 2)]++;
  }

  of(flow: number): Latencies {
    const { stats } = this;
    const base = statsEach * flow;
    return {
      count: stats[base + countAt],
      sum: stats[base + sumAt],
      min: stats[base + minAt],
      max: stats[base + maxAt],
      percentile: (p) => this.percentile(flow, p),
    };
  }

  private percentile(flow: number, p: number): number | null {
    const count = this.stats[statsEach * flow + countAt];
    if (count === 0) return null;
    let left = Math.floor(p * (count - 1));
    for (let octave = 0; octave < octavesEach; octave++) {
      const first = this.places[octavesEach * flow + octave];
      if (first === none) continue;
      for (let place = 0; place < this.sizeOf(octave); place++) {
        const counted = this.pool[first + place];
        if (left < counted) return this.clamp(flow, octave === 0 ? place : this.middle(octave, place));
        left -= counted;
      }
    }
    return this.stats[statsEach * flow + maxAt];
  }

  private sizeOf(octave: number): number {
    return octave === 0 ? this.exactBelow : this.exactBelow / 2;
  }

  private open(flow: number, octave: number): number {
    const place = this.used;
    this.used += this.sizeOf(octave);
    if (this.used > this.pool.length) {
      const wider = new Uint32Array(Math.max(this.used, 2 * this.pool.length));
      wider.set(this.pool);
      this.pool = wider;
    }
    this.places[octavesEach * flow + octave] = place;
    return place;
  }

  private middle(octave: number, place: number): number {
    const width = 2 ** octave;
    return (place + this.exactBelow / 2) * width + width / 2;
  }

  private clamp(flow: number, value: number): number {
    const base = statsEach * flow;
    return Math.min(this.stats[base + maxAt], Math.max(this.stats[base + minAt], Math.floor(value)));
  }
}

/** floor(value / 2^octave), without the power where 32 bits do. */
const scaled = (value: number, octave: number): number =>
  value < 2 ** 31 ? value >> octave : Math.floor(value / 2 ** octave);

/** floor(log2(value)) for whole numbers from 1 to 2^53. */
function exponentOf(value: number): number {
  return value < 2 ** 32 ? 31 - Math.clz32(value) : 63 - Math.clz32(Math.floor(value / 2 ** 32));
}
