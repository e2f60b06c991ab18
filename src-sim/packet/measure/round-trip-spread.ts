/** Round trips of echoes and how far they lie apart: mdev is what `ping` prints, the square root of E[x^2] - E[x]^2. */
import { flowPrecision, LatencyHistogram } from './latency-histogram.ts';

export class RoundTripSpread {
  readonly roundTripNs = new LatencyHistogram(flowPrecision);
  /** Mean, and sum of squared distances from it (Welford 1962): squares of nanoseconds would not be exact. */
  private mean = 0;
  private squares = 0;

  add(ns: number): void {
    this.roundTripNs.add(ns);
    const distance = ns - this.mean;
    this.mean += distance / this.roundTripNs.count;
    this.squares += distance * (ns - this.mean);
  }

  get mdevNs(): number {
    const { count } = this.roundTripNs;
    return count === 0 ? 0 : Math.sqrt(this.squares / count);
  }
}
