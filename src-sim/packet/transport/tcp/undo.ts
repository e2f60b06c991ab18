/**
 * Taking a reduction back when nothing had been lost: told by timestamps (Eifel, RFC 3522/4015), by reported duplicates
 * (RFC 3708) or by F-RTO. Linux tcp_may_undo, tcp_try_undo_*.
 */
import type { ControlBlock } from './control-block.ts';
import { noteReordering } from './rack.ts';
import * as recoveryState from './recovery-state.ts';
import { everRetransmitted } from './scoreboard.ts';

/** Linux TCP_RACK_RECOVERY_THRESH. */
const recoveriesKept = 16;

export function beginUndo(tcb: ControlBlock): void {
  tcb.undoMarker = tcb.sndUna;
  tcb.undoRetransmits = tcb.board.retransOut > 0 ? tcb.board.retransOut : -1;
}

/** The peer answered a segment sent before the first retransmission. */
function originalAnswered(tcb: ControlBlock): boolean {
  return tcb.retransmitStamp >= 0 && tcb.receivedTs && tcb.receivedEcho < tcb.retransmitStamp;
}

function mayUndo(tcb: ControlBlock): boolean {
  return tcb.undoMarker >= 0 && (tcb.undoRetransmits === 0 || originalAnswered(tcb));
}

function undoReduction(tcb: ControlBlock, unmarkLosses: boolean): void {
  const { board } = tcb;
  if (unmarkLosses) {
    for (let entry = board.head; entry < board.tail; entry++) board.unmarkLost(entry & board.mask);
  }
  if (tcb.priorSsthresh !== 0) {
    tcb.cwnd = tcb.congestion.undoneWindow(tcb);
    if (tcb.priorSsthresh > tcb.ssthresh) {
      tcb.ssthresh = tcb.priorSsthresh;
      tcb.queueCwr = false;
    }
  }
  tcb.cwndStamp = tcb.now;
  tcb.undoMarker = -1;
  tcb.rackAdvanced = true;
  tcb.counters.spurious++;
}

export function anyRetransmitted(tcb: ControlBlock): boolean {
  const { board } = tcb;
  if (board.retransOut > 0) return true;
  return board.packetsOut > 0 && (board.flags[board.head & board.mask] & everRetransmitted) !== 0;
}

/** Linux tcp_is_non_sack_preventing_reopen: without SACK old duplicates could start a false recovery. */
function holdForLateDuplicates(tcb: ControlBlock): boolean {
  if (tcb.sndUna !== tcb.highSeq || tcb.sackOk) return false;
  if (!anyRetransmitted(tcb)) tcb.retransmitStamp = -1;
  return true;
}

/** All that was out when recovery began is acknowledged. Returns whether the state must stay. */
export function tryUndoRecovery(tcb: ControlBlock): boolean {
  if (mayUndo(tcb)) undoReduction(tcb, false);
  else if (tcb.rackWindowPersist > 0) tcb.rackWindowPersist--;
  if (holdForLateDuplicates(tcb)) return true;
  tcb.setRecovery(recoveryState.open);
  return false;
}

export function tryUndoByDuplicates(tcb: ControlBlock): boolean {
  if (tcb.undoMarker < 0 || tcb.undoRetransmits !== 0) return false;
  tcb.rackWindowPersist = Math.min(recoveriesKept, tcb.rackWindowPersist + 1);
  undoReduction(tcb, false);
  return true;
}

/** A partial acknowledgement of data sent before the retransmission. Returns whether to wait for more. */
export function tryUndoPartial(tcb: ControlBlock, priorUna: number): boolean {
  if (tcb.undoMarker < 0 || !originalAnswered(tcb)) return false;
  noteReordering(tcb, priorUna);
  // Retransmissions still under way would look like new duplicates: hold the state until they are accounted for.
  if (tcb.board.retransOut > 0) return true;
  if (!anyRetransmitted(tcb)) tcb.retransmitStamp = -1;
  undoReduction(tcb, true);
  tryKeepOpen(tcb);
  return false;
}

/** After a timeout. Returns whether it was spurious. */
export function tryUndoLoss(tcb: ControlBlock, byFrto: boolean): boolean {
  if (!byFrto && !mayUndo(tcb)) return false;
  undoReduction(tcb, true);
  tcb.timeouts = 0;
  if (holdForLateDuplicates(tcb)) return true;
  if (byFrto || tcb.sackOk) tcb.setRecovery(recoveryState.open);
  return true;
}

export function tryKeepOpen(tcb: ControlBlock): void {
  const { board } = tcb;
  const wrong = board.sackedOut + board.lostOut > 0 || anyRetransmitted(tcb);
  const next = wrong ? recoveryState.disorder : recoveryState.open;
  if (tcb.recovery === next) return;
  tcb.setRecovery(next);
  tcb.highSeq = tcb.sndNxt;
}
