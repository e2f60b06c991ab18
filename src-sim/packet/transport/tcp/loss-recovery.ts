/**
 * What an acknowledgement that is not plain progress means: the states Open, Disorder, CWR, Recovery and Loss of Linux
 * tcp_fastretrans_alert. RFC 5681 §3.2, RFC 6582, RFC 6675 §5, RFC 8985.
 *
 * Left out: receivers that take SACKed data back (RFC 2018 §8 allows it; the receive queue here never does).
 */
import * as ackFlag from './acknowledgement-flags.ts';
import type { ControlBlock } from './control-block.ts';
import { markBelowThreshold } from './duplicate-threshold.ts';
import { beginReduction, endReduction, enterWindowReduction } from './prr.ts';
import { rackMarkLost } from './rack.ts';
import * as recoveryState from './recovery-state.ts';
import { addRenoSack, renoMarkLost } from './reno-sacks.ts';
import {
  anyRetransmitted,
  beginUndo,
  tryKeepOpen,
  tryUndoByDuplicates,
  tryUndoLoss,
  tryUndoPartial,
  tryUndoRecovery,
} from './undo.ts';

export function respondToAck(tcb: ControlBlock, priorUna: number, duplicate: boolean): void {
  const echo = (tcb.ackFlags & ackFlag.congestionEcho) !== 0;
  if (echo) tcb.priorSsthresh = 0;
  if (tcb.board.packetsOut === 0) tcb.board.sackedOut = 0;
  if (tcb.recovery === recoveryState.open) {
    tcb.retransmitStamp = -1;
  } else if (tcb.sndUna >= tcb.highSeq && leaveReduction(tcb)) {
    return;
  }
  if (tcb.recovery === recoveryState.recovery) {
    if (stayInRecovery(tcb, priorUna, duplicate)) return;
  } else if (tcb.recovery === recoveryState.loss) {
    processLoss(tcb, duplicate);
    identifyLoss(tcb);
    const lostAgain = (tcb.ackFlags & ackFlag.lostRetransmission) !== 0;
    // Loss may have been undone just now, which is why the state is looked at again.
    if (currentRecovery(tcb) !== recoveryState.open && !lostAgain) return;
    startIfLost(tcb, echo, duplicate);
    return;
  } else {
    startIfLost(tcb, echo, duplicate);
    return;
  }
  if (currentRecovery(tcb) !== recoveryState.recovery && tcb.board.lostOut > 0) enterRecovery(tcb, echo);
}

const currentRecovery = (tcb: ControlBlock): number => tcb.recovery;

/** Everything sent before the reduction is acknowledged. Returns whether nothing more is to be done. */
function leaveReduction(tcb: ControlBlock): boolean {
  if (tcb.recovery === recoveryState.windowReduced) {
    // Held until something beyond is acknowledged, so that the CWR bit has reached the peer.
    if (tcb.sndUna !== tcb.highSeq) {
      endReduction(tcb);
      tcb.setRecovery(recoveryState.open);
    }
  } else if (tcb.recovery === recoveryState.recovery) {
    if (!tcb.sackOk) tcb.board.sackedOut = 0;
    if (tryUndoRecovery(tcb)) return true;
    endReduction(tcb);
  }
  return false;
}

function stayInRecovery(tcb: ControlBlock, priorUna: number, duplicate: boolean): boolean {
  if ((tcb.ackFlags & ackFlag.advanced) === 0) {
    if (!tcb.sackOk && duplicate) addRenoSack(tcb);
  } else if (tryUndoPartial(tcb, priorUna)) {
    return true;
  }
  if (tryUndoByDuplicates(tcb)) tryKeepOpen(tcb);
  identifyLoss(tcb);
  return false;
}

function startIfLost(tcb: ControlBlock, echo: boolean, duplicate: boolean): void {
  if (!tcb.sackOk) {
    if ((tcb.ackFlags & ackFlag.advanced) !== 0) tcb.board.sackedOut = 0;
    if (duplicate) addRenoSack(tcb);
  }
  if (tcb.recovery <= recoveryState.disorder) tryUndoByDuplicates(tcb);
  identifyLoss(tcb);
  if (tcb.board.lostOut === 0) {
    tryToOpen(tcb, echo);
    return;
  }
  enterRecovery(tcb, echo);
}

function tryToOpen(tcb: ControlBlock, echo: boolean): void {
  if (!anyRetransmitted(tcb)) tcb.retransmitStamp = -1;
  if (echo) enterWindowReduction(tcb);
  if (tcb.recovery !== recoveryState.windowReduced) tryKeepOpen(tcb);
}

export function enterRecovery(tcb: ControlBlock, echo: boolean): void {
  tcb.priorSsthresh = 0;
  beginUndo(tcb);
  if (!tcb.inReduction) {
    if (!echo) tcb.priorSsthresh = tcb.currentSsthresh;
    beginReduction(tcb);
  }
  tcb.setRecovery(recoveryState.recovery);
  tcb.counters.fastRecoveries++;
}

function identifyLoss(tcb: ControlBlock): void {
  if (tcb.board.packetsOut === 0) return;
  if (!tcb.sackOk) {
    renoMarkLost(tcb);
  } else if (tcb.config.rackTlp) {
    const before = tcb.board.retransOut;
    rackMarkLost(tcb);
    if (before > tcb.board.retransOut) tcb.ackFlags |= ackFlag.lostRetransmission;
  } else {
    markBelowThreshold(tcb);
  }
}

/** After a timeout: F-RTO (RFC 5682 §3.1) and the end of the loss state. Linux tcp_process_loss. */
function processLoss(tcb: ControlBlock, duplicate: boolean): void {
  const advanced = (tcb.ackFlags & ackFlag.advanced) !== 0;
  const recovered = tcb.sndUna >= tcb.highSeq;
  if (advanced && tryUndoLoss(tcb, false)) return;
  if (tcb.frto) {
    // Step 3b: data never retransmitted was delivered, so not all was lost.
    if ((tcb.ackFlags & ackFlag.originalDelivered) !== 0 && tryUndoLoss(tcb, true)) return;
    if (tcb.sndNxt > tcb.highSeq) {
      // Step 3a: the loss was real.
      if ((tcb.ackFlags & ackFlag.dataSacked) !== 0 || duplicate) tcb.frto = false;
    } else if (advanced && !recovered) {
      tcb.highSeq = tcb.sndNxt;
      // Step 2b: try new data before any retransmission.
      if (tcb.writtenEnd > tcb.sndNxt && tcb.windowEnd > tcb.sndNxt) {
        tcb.newDataFirst = true;
        return;
      }
      tcb.frto = false;
    }
  }
  if (recovered) {
    tryUndoRecovery(tcb);
    return;
  }
  if (!tcb.sackOk) {
    if (tcb.sndNxt > tcb.highSeq && duplicate) addRenoSack(tcb);
    else if (advanced) tcb.board.sackedOut = 0;
  }
}
