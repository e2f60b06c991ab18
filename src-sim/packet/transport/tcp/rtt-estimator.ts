/**
 * Round-trip time and retransmission timeout: RFC 6298 with Linux's refinements (tcp_rtt_estimator, tcp_set_rto): mean
 * deviation instead of variance, the variance may only fall once a round trip and by a quarter, and a shrinking round trip
 * counts an eighth. Integer nanoseconds; srtt is kept eightfold, the deviation fourfold, as in Jacobson's paper.
 *
 * Left out: the jiffy that timers are rounded to, since its length differs between kernels.
 */
import { WindowedExtreme } from './windowed-extreme.ts';

/** Linux tcp_min_rtt_wlen. */
const minimumWindowNs = 300e9;

export class RttEstimator {
  private readonly initialRtoNs: number;
  private readonly minRtoNs: number;
  private readonly maxRtoNs: number;
  private readonly floorOnTotal: boolean;
  private readonly minimum = new WindowedExtreme(-1);
  /** Eight times the smoothed round trip; 0: none measured. */
  srtt8 = 0;
  private deviation4 = 0;
  private deviationMax = 0;
  rttvarNs = 0;
  private roundEnd = 0;
  /** Smallest of the last five minutes; Infinity: none measured. */
  minNs = Infinity;
  /** Timeout without back-off. */
  rtoNs: number;
  /** Round trips measured, and the last of them. */
  samples = 0;
  latestNs = 0;

  constructor(initialRtoNs: number, minRtoNs: number, maxRtoNs: number, floorOnTotal: boolean) {
    this.initialRtoNs = initialRtoNs;
    this.minRtoNs = minRtoNs;
    this.maxRtoNs = maxRtoNs;
    this.floorOnTotal = floorOnTotal;
    this.rtoNs = initialRtoNs;
  }

  get srttNs(): number {
    return Math.floor(this.srtt8 / 8);
  }

  /** A measured round trip, and where the sender stands. */
  sample(rttNs: number, sndUna: number, sndNxt: number): void {
    this.samples++;
    this.latestNs = rttNs;
    const floor = this.floorOnTotal ? 0 : this.minRtoNs;
    if (this.srtt8 === 0) {
      this.srtt8 = rttNs * 8;
      this.deviation4 = rttNs * 2;
      this.rttvarNs = Math.max(this.deviation4, floor);
      this.deviationMax = this.rttvarNs;
      this.roundEnd = sndNxt;
    } else {
      let error = rttNs - Math.floor(this.srtt8 / 8);
      this.srtt8 += error;
      if (error < 0) {
        error = -error - Math.floor(this.deviation4 / 4);
        if (error > 0) error = Math.floor(error / 8);
      } else {
        error -= Math.floor(this.deviation4 / 4);
      }
      this.deviation4 += error;
      if (this.deviation4 > this.deviationMax) {
        this.deviationMax = this.deviation4;
        if (this.deviationMax > this.rttvarNs) this.rttvarNs = this.deviationMax;
      }
      if (sndUna > this.roundEnd) {
        if (this.deviationMax < this.rttvarNs) {
          this.rttvarNs -= Math.floor((this.rttvarNs - this.deviationMax) / 4);
        }
        this.roundEnd = sndNxt;
        this.deviationMax = floor;
      }
    }
    if (this.srtt8 < 1) this.srtt8 = 1;
    const total = Math.floor(this.srtt8 / 8) + this.rttvarNs;
    this.rtoNs = Math.min(this.floorOnTotal ? Math.max(total, this.minRtoNs) : total, this.maxRtoNs);
  }

  sampleMinimum(now: number, rttNs: number): void {
    if (this.minNs === Infinity) this.minimum.reset(now, rttNs);
    else this.minimum.update(minimumWindowNs, now, rttNs);
    this.minNs = this.minimum.best;
  }

  /** Timeout after so many doublings (RFC 6298 §5.5). */
  backedOff(doublings: number): number {
    if (doublings === 0) return this.rtoNs;
    return Math.min(this.rtoNs * 2 ** doublings, this.maxRtoNs);
  }

  /** Timeout of the handshake: nothing is measured yet. */
  handshakeTimeout(doublings: number): number {
    return Math.min(this.initialRtoNs * 2 ** doublings, this.maxRtoNs);
  }
}
