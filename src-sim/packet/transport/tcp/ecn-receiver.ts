/**
 * The receiver's part of ECN: RFC 3168 §6.1.3 echoes until the sender says it reduced; RFC 8257 §3.2 (DCTCP) echoes each
 * change of the mark at once. Linux tcp_ecn_check_ce, tcp_ecn_accept_cwr, dctcp_ece_ack_update.
 *
 * Left out: RFC 9331 (L4S), Accurate ECN.
 */
import type { ControlBlock } from './control-block.ts';
import { enterQuickAck } from './delayed-ack.ts';

const quickAcksAfterMark = 2;

/** A segment with data arrived; `tcb.queue.next` is still what it was before. */
export function checkCongestion(tcb: ControlBlock, marked: boolean): void {
  if (!tcb.ecnOk) return;
  if (marked) tcb.counters.ecnMarks++;
  if (!tcb.congestion.preciseEcn) {
    if (!marked || tcb.demandCwr) return;
    enterQuickAck(tcb, quickAcksAfterMark);
    tcb.demandCwr = true;
    return;
  }
  if (marked === tcb.ceState) return;
  if (tcb.delayedAckAt !== Infinity) {
    tcb.earlyAckDue = true;
    tcb.earlyAckSeq = tcb.queue.next;
    tcb.earlyAckEcho = tcb.ceState;
  }
  tcb.ceState = marked;
  tcb.ackNow = true;
}

/** The sender has reduced; its window may be tiny, so it needs the acknowledgement now. */
export function acceptReduction(tcb: ControlBlock, length: number): void {
  tcb.demandCwr = false;
  if (length > 0) tcb.ackNow = true;
}
