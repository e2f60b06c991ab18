/** Header fields that every segment of a synchronised connection carries; sending one acknowledges. */
import type { ControlBlock } from './control-block.ts';
import { ackSent } from './delayed-ack.ts';
import { headerBytes, sackBlocksMax } from './header-bytes.ts';
import type { Segment } from './segment.ts';
import * as flags from './segment-flags.ts';

export function fillSegment(
  tcb: ControlBlock,
  out: Segment,
  seq: number,
  length: number,
  bits: number,
): void {
  const { queue, window } = tcb;
  out.seq = seq;
  out.length = length;
  out.flags = bits;
  out.ack = queue.next;
  const offered = window.select(queue.next, tcb.heldBytes);
  window.commit(queue.next, offered);
  out.window = offered;
  if (tcb.timestampsOk) {
    out.hasTs = true;
    out.tsValue = tcb.nowMs;
    out.tsEcho = tcb.tsRecent;
  }
  if (tcb.ecnOk && echoes(tcb)) out.flags |= flags.ece;
  const reports = tcb.sackOk && queue.blocks > 0;
  if (reports) queue.report(out, blocksThatFit(tcb, length));
  out.headerBytes = headerBytes(out);
  tcb.lastAckSent = queue.next;
  tcb.counters.segmentsSent++;
  // A retransmission without room for SACK blocks does not stand for the acknowledgement that owes them.
  const owed = tcb.ackNow && reports && out.sackCount === 0;
  ackSent(tcb);
  tcb.ackNow = owed;
}

function echoes(tcb: ControlBlock): boolean {
  return tcb.congestion.preciseEcn ? tcb.ceState : tcb.demandCwr;
}

/** A full segment sent again leaves no room; its size is settled. */
function blocksThatFit(tcb: ControlBlock, length: number): number {
  const room = Math.floor((tcb.mss - length - 4) / 8);
  return Math.max(0, Math.min(sackBlocksMax(tcb.timestampsOk), room));
}
