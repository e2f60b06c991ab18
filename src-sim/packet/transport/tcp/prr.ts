/**
 * Proportional rate reduction, RFC 6937 with the slow-start bound: during recovery the window shrinks with every delivery, not
 * all at once. Linux tcp_init_cwnd_reduction, tcp_cwnd_reduction, tcp_end_cwnd_reduction, tcp_enter_cwr.
 */
import * as ackFlag from './acknowledgement-flags.ts';
import type { ControlBlock } from './control-block.ts';
import * as recoveryState from './recovery-state.ts';

export function beginReduction(tcb: ControlBlock): void {
  tcb.highSeq = tcb.sndNxt;
  tcb.probeEnd = -1;
  tcb.cwndCount = 0;
  tcb.priorCwnd = tcb.cwnd;
  tcb.prrDelivered = 0;
  tcb.prrOut = 0;
  tcb.ssthresh = tcb.congestion.thresholdAfterLoss(tcb);
  if (tcb.ecnOk) tcb.queueCwr = true;
}

export function reduceWindow(tcb: ControlBlock, delivered: number, losses: number): void {
  if (delivered <= 0 || tcb.priorCwnd === 0) return;
  const { inFlight } = tcb.board;
  const room = tcb.ssthresh - inFlight;
  tcb.prrDelivered += delivered;
  let send: number;
  if (room < 0) {
    send = Math.ceil((tcb.ssthresh * tcb.prrDelivered) / tcb.priorCwnd) - tcb.prrOut;
  } else {
    send = Math.max(tcb.prrDelivered - tcb.prrOut, delivered);
    // One more while the holes fill without new losses (RFC 6937 §3, slow-start reduction bound).
    if ((tcb.ackFlags & ackFlag.advanced) !== 0 && losses === 0) send++;
    send = Math.min(room, send);
  }
  // The first retransmission is always sent.
  tcb.cwnd = inFlight + Math.max(send, tcb.prrOut > 0 ? 0 : 1);
}

export function endReduction(tcb: ControlBlock): void {
  if (tcb.congestion.takesOver) return;
  if (tcb.ssthresh !== Infinity && (tcb.recovery === recoveryState.windowReduced || tcb.undoMarker >= 0)) {
    tcb.cwnd = tcb.ssthresh;
    tcb.cwndStamp = tcb.now;
  }
}

/** The peer saw congestion (RFC 3168 §6.1.2): reduce once a round trip, without a loss. */
export function enterWindowReduction(tcb: ControlBlock): void {
  tcb.priorSsthresh = 0;
  if (tcb.recovery >= recoveryState.windowReduced) return;
  tcb.undoMarker = -1;
  beginReduction(tcb);
  tcb.setRecovery(recoveryState.windowReduced);
}
