/**
 * The retransmission timeout: RFC 6298 §5, RFC 5681 §3.1 (threshold), RFC 5682 (F-RTO); Linux tcp_retransmit_timer,
 * tcp_enter_loss. With RACK only what was sent long enough ago counts as lost (RFC 8985 §6.3).
 *
 * Left out: what routing would do after several timeouts (a new path), thin-stream linear timeouts.
 */
import { type ControlBlock, reorderingAtFirst, timerProbe, timerReorder, timerRto } from './control-block.ts';
import { beginUndo } from './undo.ts';
import { rackWindow } from './rack.ts';
import * as recoveryState from './recovery-state.ts';

function markLostByTimeout(tcb: ControlBlock): void {
  const { board } = tcb;
  if (!tcb.sackOk) board.sackedOut = 0;
  const window = rackWindow(tcb);
  for (let entry = board.head; entry < board.tail; entry++) {
    const age = tcb.now - board.sentAt[entry & board.mask];
    if (entry !== board.head && tcb.config.rackTlp && tcb.sackOk && age < tcb.rackRttNs + window) continue;
    if (board.markLost(entry)) tcb.totalLost++;
  }
}

export function enterLoss(tcb: ControlBlock): void {
  const { board } = tcb;
  const newRecovery = tcb.recovery < recoveryState.recovery;
  markLostByTimeout(tcb);
  // The threshold is lowered once a window.
  if (
    tcb.recovery <= recoveryState.disorder ||
    tcb.highSeq <= tcb.sndUna ||
    (tcb.recovery === recoveryState.loss && tcb.timeouts === 0)
  ) {
    tcb.priorSsthresh = tcb.currentSsthresh;
    tcb.priorCwnd = tcb.cwnd;
    tcb.ssthresh = tcb.congestion.thresholdAfterLoss(tcb);
    beginUndo(tcb);
  }
  tcb.cwnd = board.inFlight + 1;
  tcb.cwndCount = 0;
  tcb.cwndStamp = tcb.now;
  // Many duplicates and still a timeout: reordering was overestimated.
  if (tcb.recovery <= recoveryState.disorder && board.sackedOut >= tcb.reordering) {
    tcb.reordering = Math.min(tcb.reordering, reorderingAtFirst);
  }
  tcb.setRecovery(recoveryState.loss);
  tcb.highSeq = tcb.sndNxt;
  tcb.probeEnd = -1;
  if (tcb.ecnOk) tcb.queueCwr = true;
  tcb.newDataFirst = false;
  tcb.frto = tcb.config.frto && (newRecovery || tcb.timeouts > 0);
}

/** When the timeout of the oldest segment is, had its timer been set when it was sent. */
export function timeoutOfHead(tcb: ControlBlock): number {
  const { board } = tcb;
  const sentAt = board.sentAt[board.head & board.mask];
  return Math.max(sentAt + tcb.rtt.backedOff(tcb.backoff), tcb.now + 1);
}

/** Linux tcp_rearm_rto: from now, or in place of a probe or reordering timer from when the oldest segment was sent. */
export function rearmTimeout(tcb: ControlBlock): void {
  if (tcb.board.packetsOut === 0) {
    tcb.clearTimer();
    return;
  }
  const resumed = tcb.timer === timerReorder || tcb.timer === timerProbe;
  const at = resumed ? timeoutOfHead(tcb) : tcb.now + tcb.rtt.backedOff(tcb.backoff);
  tcb.setTimer(timerRto, at);
}
