/** Reno's window: one segment a round trip up, half down. RFC 5681 §3.1, RFC 6582; Linux tcp_reno_cong_avoid. */
import type { ControlBlock } from '../control-block.ts';
import { isWindowLimited } from '../window-validation.ts';
import { additiveIncrease, slowStart } from './additive-increase.ts';
import { CongestionControl } from './congestion-control.ts';

export class NewReno extends CongestionControl<ControlBlock> {
  thresholdAfterLoss(tcb: ControlBlock): number {
    return Math.max(Math.floor(tcb.cwnd / 2), 2);
  }

  raise(tcb: ControlBlock, acked: number): void {
    if (!isWindowLimited(tcb)) return;
    const counted = tcb.config.byteCounting ? acked : 1;
    const left = tcb.inSlowStart ? slowStart(tcb, counted) : counted;
    if (left > 0) additiveIncrease(tcb, tcb.cwnd, left);
  }
}
