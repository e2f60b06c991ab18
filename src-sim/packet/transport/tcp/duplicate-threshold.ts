/**
 * Loss by counting, for endpoints without RACK: a segment is lost once three above it were delivered (RFC 6675 §4 IsLost, by
 * segments). The highest three are kept, so each entry is looked at once.
 *
 * Left out: finding a lost retransmission (RFC 6675 leaves that to the timeout).
 */
import type { ControlBlock } from './control-block.ts';
import { everRetransmitted, lost, sacked } from './scoreboard.ts';

export function noteSackedEntry(tcb: ControlBlock, entry: number): void {
  const top = tcb.topSacked;
  if (entry > top[0]) {
    top[2] = top[1];
    top[1] = top[0];
    top[0] = entry;
  } else if (entry > top[1]) {
    top[2] = top[1];
    top[1] = entry;
  } else if (entry > top[2]) {
    top[2] = entry;
  }
}

export function markBelowThreshold(tcb: ControlBlock): void {
  const { board } = tcb;
  const limit = tcb.topSacked[2];
  let entry = Math.max(tcb.duplicateScan, board.head);
  for (; entry < limit; entry++) {
    if ((board.flags[entry & board.mask] & (sacked | lost | everRetransmitted)) !== 0) continue;
    if (board.markLost(entry)) tcb.totalLost++;
  }
  tcb.duplicateScan = entry;
}
