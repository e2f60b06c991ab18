/**
 * How many more packets than the bandwidth explains are acknowledged at once, so that BBR's window can span the gaps between
 * such bunches. Linux bbr_update_ack_aggregation (draft-cardwell-iccrg-bbr-congestion-control §4.6 has it as extra_acked).
 */
import type { ControlBlock } from '../control-block.ts';

const windowRounds = 5;
const epochPacketsMax = 2 ** 20;
const spanMaxNs = 100e6;

export class AckAggregation {
  private epochStart = 0;
  private epochAcked = 0;
  private round = 0;
  private current = 0;
  private other = 0;

  restart(now: number): void {
    this.epochStart = now;
    this.epochAcked = 0;
  }

  /** `bandwidth` in packets per second. */
  update(tcb: ControlBlock, bandwidth: number, roundStart: boolean): void {
    const { rate } = tcb;
    if (rate.ackedSacked <= 0 || rate.delivered < 0 || rate.intervalNs <= 0) return;
    if (roundStart && ++this.round >= windowRounds) {
      this.round = 0;
      this.other = this.current;
      this.current = 0;
    }
    let expected = Math.floor((bandwidth * (tcb.deliveredAt - this.epochStart)) / 1e9);
    if (this.epochAcked <= expected || this.epochAcked + rate.ackedSacked >= epochPacketsMax) {
      this.restart(tcb.deliveredAt);
      expected = 0;
    }
    this.epochAcked += rate.ackedSacked;
    this.current = Math.max(this.current, Math.min(this.epochAcked - expected, tcb.cwnd));
  }

  packets(bandwidth: number): number {
    return Math.min(Math.floor((bandwidth * spanMaxNs) / 1e9), Math.max(this.current, this.other));
  }
}
