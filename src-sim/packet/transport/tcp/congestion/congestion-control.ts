/**
 * What a congestion control decides (Linux struct tcp_congestion_ops). A class rather than an interface, so that the parts most
 * of them share are written once: multiplicative decrease and its undoing.
 */
/** The state of a connection, as far as this file looks into it; the control block holds its congestion control. */
interface Windows {
  readonly cwnd: number;
  readonly priorCwnd: number;
}

export abstract class CongestionControl<Connection extends Windows> {
  /** Sets window and rate by itself; loss recovery leaves them alone (BBR). */
  readonly takesOver: boolean = false;
  readonly needsPacing: boolean = false;
  /** Marks all segments ECN-capable and wants every mark echoed (DCTCP). */
  readonly preciseEcn: boolean = false;

  /** The connection is established. */
  begin(_tcb: Connection): void {}

  /** Slow-start threshold after a loss or mark, in segments. */
  abstract thresholdAfterLoss(tcb: Connection): number;

  /** Segments were acknowledged while nothing is wrong: raise the window. */
  abstract raise(tcb: Connection, acked: number): void;

  /** Window to go back to when nothing had been lost (tcp_reno_undo_cwnd). */
  undoneWindow(tcb: Connection): number {
    return Math.max(tcb.cwnd, tcb.priorCwnd);
  }

  /** An acknowledgement arrived; before the window changes. */
  acknowledged(_tcb: Connection, _rttNs: number): void {}

  /** The recovery state is about to become this; `tcb.recovery` is still the old one. */
  recoveryChanged(_tcb: Connection, _next: number): void {}

  /** First segment after the network was empty; `tcb.lastSentAt` is still the former one's. */
  transmissionStarts(_tcb: Connection): void {}

  /** In place of `raise`, where `takesOver`. */
  control(_tcb: Connection): void {}
}
