/**
 * The arithmetic of a token bucket, exact: what is in the bucket is kept as time at the rate, in whole nanoseconds and a
 * numerator over the rate. A nanosecond of waiting adds exactly one, a packet costs 8e9 bytes / rate, and what the
 * division leaves over is carried, so the long-run rate is exact to the bit and no order of calls changes a balance.
 * (Linux keeps nanoseconds too, and rounds every packet's cost down.)
 *
 * Less than a nanosecond's tokens above the depth do not overflow: a packet that waits goes at the next whole nanosecond,
 * and a bucket that holds just this packet would else lose what came since the instant it was due.
 */

/** 52 days: the sums of two balances and a cost stay whole numbers. */
const depthNsMax = 2 ** 52;
const rateMax = 1e15;
const depthBytesMax = 1e12;

/** What is wrong with a rate and a depth, as a sentence; null: nothing. */
export function tokenDepthProblem(
  rateName: string,
  rateBps: number,
  depthName: string,
  depthBytes: number,
): string | null {
  if (!Number.isInteger(rateBps) || rateBps < 1 || rateBps > rateMax) {
    return `${rateName} must be a whole number of bit/s from 1 to ${rateMax}, not ${rateBps}`;
  }
  if (!Number.isInteger(depthBytes) || depthBytes < 1 || depthBytes > depthBytesMax) {
    return `${depthName} must be a whole number of bytes from 1 to ${depthBytesMax}, not ${depthBytes}`;
  }
  return (depthBytes * 8e9) / rateBps <= depthNsMax
    ? null
    : `${depthName} (${depthBytes} B) takes more than 52 days at ${rateName} (${rateBps} bit/s): lower it or raise the rate`;
}

export class TokenAccount {
  readonly rateBps: number;
  readonly depthBytes: number;
  /** What it holds: `levelNs` + `part` / rate, with 0 <= part < rate. Below zero is debt. */
  levelNs: number;
  part: number;
  /** What overflowed in the last refill, in the same form. */
  spiltNs = 0;
  spiltPart = 0;
  private readonly depthNs: number;
  private readonly depthPart: number;
  private at = 0;
  private sizeAsked = -1;
  private costNs = 0;
  private costPart = 0;

  /** Full at time 0. */
  constructor(rateBps: number, depthBytes: number) {
    this.rateBps = rateBps;
    this.depthBytes = depthBytes;
    // Beyond a megabyte the product is no exact double; this runs once.
    const bits = BigInt(depthBytes) * 8_000_000_000n;
    this.depthNs = Number(bits / BigInt(rateBps));
    this.depthPart = Number(bits % BigInt(rateBps));
    this.levelNs = this.depthNs;
    this.part = this.depthPart;
  }

  /** Brings it up to now; an earlier time than the last changes nothing. */
  refill(now: number): void {
    if (now <= this.at) {
      this.spiltNs = 0;
      this.spiltPart = 0;
      return;
    }
    const passed = now - this.at;
    this.at = now;
    this.add(passed, 0);
  }

  /** Adds tokens of the same rate; what finds no room is left in `spiltNs` and `spiltPart`. */
  add(ns: number, part: number): void {
    this.levelNs += ns;
    this.part += part;
    if (this.part >= this.rateBps) {
      this.part -= this.rateBps;
      this.levelNs++;
    }
    this.spiltNs = 0;
    this.spiltPart = 0;
    let overNs = this.levelNs - this.depthNs;
    let overPart = this.part - this.depthPart;
    if (overPart < 0) {
      overPart += this.rateBps;
      overNs--;
    }
    if (overNs < 1) return;
    this.spiltNs = overNs;
    this.spiltPart = overPart;
    this.levelNs = this.depthNs;
    this.part = this.depthPart;
  }

  covers(bytes: number): boolean {
    return this.waitFor(bytes) === 0;
  }

  /** Whole nanoseconds from the last refill until it holds enough for so many bytes. */
  waitFor(bytes: number): number {
    this.price(bytes);
    return Math.max(0, this.costNs - this.levelNs + (this.costPart > this.part ? 1 : 0));
  }

  /** Whole nanoseconds from the last refill until it is out of debt. */
  get debtNs(): number {
    return this.levelNs < 0 ? -this.levelNs : 0;
  }

  spend(bytes: number): void {
    this.price(bytes);
    this.levelNs -= this.costNs;
    this.part -= this.costPart;
    if (this.part < 0) {
      this.part += this.rateBps;
      this.levelNs--;
    }
  }

  forgiveBeyond(debtNs: number): void {
    if (this.levelNs >= -debtNs) return;
    this.levelNs = -debtNs;
    this.part = 0;
  }

  private price(bytes: number): void {
    if (bytes === this.sizeAsked) return;
    this.sizeAsked = bytes;
    // Packets are below a megabyte, so the product is exact, and then so is the rounded-down quotient.
    this.costNs = Math.floor((bytes * 8e9) / this.rateBps);
    this.costPart = (bytes * 8e9) % this.rateBps;
  }
}
