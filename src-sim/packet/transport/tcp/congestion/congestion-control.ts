/**
 * What a congestion control decides (Linux struct tcp_congestion_ops). A class rather than an interface, so that the parts most
 * of them share are written once: multiplicative decrease and its undoing.
 */
import type { ControlBlock } from '../control-block.ts';

export abstract class CongestionControl {
  /** Sets window and rate by itself; loss recovery leaves them alone (BBR). */
  readonly takesOver: boolean = false;
  readonly needsPacing: boolean = false;
  /** Marks all segments ECN-capable and wants every mark echoed (DCTCP). */
  readonly preciseEcn: boolean = false;

  /** The connection is established. */
  begin(_tcb: ControlBlock): void {}

  /** Slow-start threshold after a loss or mark, in segments. */
  abstract thresholdAfterLoss(tcb: ControlBlock): number;

  /** Segments were acknowledged while nothing is wrong: raise the window. */
  abstract raise(tcb: ControlBlock, acked: number): void;

  /** Window to go back to when nothing had been lost (tcp_reno_undo_cwnd). */
  undoneWindow(tcb: ControlBlock): number {
    return Math.max(tcb.cwnd, tcb.priorCwnd);
  }

  /** An acknowledgement arrived; before the window changes. */
  acknowledged(_tcb: ControlBlock, _rttNs: number): void {}

  /** The recovery state is about to become this; `tcb.recovery` is still the old one. */
  recoveryChanged(_tcb: ControlBlock, _next: number): void {}

  /** First segment after the network was empty; `tcb.lastSentAt` is still the former one's. */
  transmissionStarts(_tcb: ControlBlock): void {}

  /** In place of `raise`, where `takesOver`. */
  control(_tcb: ControlBlock): void {}
}
