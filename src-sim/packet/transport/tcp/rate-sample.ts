/**
 * Delivery rate: how fast data left the network between the moment a segment was sent and the moment it was delivered.
 * draft-cheng-iccrg-delivery-rate-estimation, Linux net/ipv4/tcp_rate.c. One sample an acknowledgement, in reused fields.
 *
 * Left out: counting ECN-marked deliveries per sample.
 */
import { appLimited, type Scoreboard } from './scoreboard.ts';

/** What of a connection a sample is taken from and notes down. */
interface Deliveries {
  readonly now: number;
  readonly delivered: number;
  readonly board: Scoreboard;
  readonly rtt: { readonly minNs: number };
  firstSentAt: number;
  deliveredAt: number;
  appLimitedUntil: number;
}

export class RateSample {
  /** Packets delivered since the sampled segment was sent; below zero: no sample. */
  delivered = -1;
  intervalNs = -1;
  priorDelivered = 0;
  private priorAt = 0;
  private sendNs = 0;
  private lastRank = 0;
  isAppLimited = false;
  priorInFlight = 0;
  /** Packets this acknowledgement newly delivered and newly found lost. */
  ackedSacked = 0;
  losses = 0;
  /** Round trip of the latest segment delivered; below zero: none. */
  rttNs = -1;

  begin(inFlight: number): void {
    this.delivered = -1;
    this.intervalNs = -1;
    this.priorDelivered = 0;
    this.lastRank = 0;
    this.isAppLimited = false;
    this.priorInFlight = inFlight;
    this.rttNs = -1;
  }

  /** A segment was delivered: the one sent last of all is the sample. */
  segmentDelivered(tcb: Deliveries, slot: number): void {
    const { board } = tcb;
    if (this.priorDelivered !== 0 && board.rank[slot] <= this.lastRank) return;
    this.priorDelivered = board.delivered[slot];
    this.priorAt = board.deliveredAt[slot];
    this.isAppLimited = (board.flags[slot] & appLimited) !== 0;
    this.lastRank = board.rank[slot];
    tcb.firstSentAt = board.sentAt[slot];
    this.sendNs = tcb.firstSentAt - board.firstSentAt[slot];
  }

  finish(tcb: Deliveries, delivered: number, losses: number): void {
    if (tcb.appLimitedUntil > 0 && tcb.delivered > tcb.appLimitedUntil) tcb.appLimitedUntil = 0;
    if (delivered > 0) tcb.deliveredAt = tcb.now;
    this.ackedSacked = delivered;
    this.losses = losses;
    if (this.priorDelivered === 0) return;
    this.delivered = tcb.delivered - this.priorDelivered;
    // Acknowledgements may be squeezed together, so the slower of sending and acknowledging counts.
    this.intervalNs = Math.max(this.sendNs, tcb.now - this.priorAt);
    if (this.intervalNs < tcb.rtt.minNs) this.intervalNs = -1;
  }
}
