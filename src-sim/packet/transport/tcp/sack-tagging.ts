/**
 * Reads the SACK blocks of an acknowledgement into the scoreboard. RFC 2018 §5, RFC 2883 for duplicates; Linux
 * tcp_sacktag_write_queue. The blocks of the acknowledgement before are remembered and skipped, so that a long block costs only
 * what is new in it.
 *
 * Left out: splitting a segment that a block covers in part.
 */
import * as ackFlag from './acknowledgement-flags.ts';
import type { ControlBlock } from './control-block.ts';
import { noteSackedEntry } from './duplicate-threshold.ts';
import { noteReordering, rackAdvance } from './rack.ts';
import * as recoveryState from './recovery-state.ts';
import { everRetransmitted, sacked } from './scoreboard.ts';
import type { Segment } from './segment.ts';

export function tagSacked(tcb: ControlBlock, segment: Segment, priorUna: number): void {
  const { sackStart, sackEnd } = segment;
  const first = isDuplicateReport(segment) ? 1 : 0;
  if (first === 1) duplicateReported(tcb, sackStart[0], sackEnd[0]);
  const count = sortBlocks(tcb, segment, first);
  for (let block = 0; block < count; block++) {
    const start = tcb.blockStart[block];
    const end = tcb.blockEnd[block];
    if (start < end && end <= tcb.sndNxt && start >= priorUna) tagBlock(tcb, start, end);
  }
  tcb.cacheStart.set(tcb.blockStart);
  tcb.cacheEnd.set(tcb.blockEnd);
  tcb.cacheCount = count;
  if (tcb.reorderLow !== Infinity && (tcb.recovery !== recoveryState.loss || tcb.undoMarker >= 0)) {
    noteReordering(tcb, tcb.reorderLow);
  }
  tcb.reorderLow = Infinity;
}

/** Lowest first: the newest block comes first in the option, and would make the others look reordered. */
function sortBlocks(tcb: ControlBlock, segment: Segment, first: number): number {
  const { blockStart, blockEnd } = tcb;
  let count = 0;
  for (let block = first; block < segment.sackCount; block++, count++) {
    const start = segment.sackStart[block];
    let place = count;
    for (; place > 0 && blockStart[place - 1] > start; place--) {
      blockStart[place] = blockStart[place - 1];
      blockEnd[place] = blockEnd[place - 1];
    }
    blockStart[place] = start;
    blockEnd[place] = segment.sackEnd[block];
  }
  return count;
}

/** RFC 2883 §4: the first block lies below the acknowledgement or inside the second. */
function isDuplicateReport(segment: Segment): boolean {
  const { sackStart, sackEnd, sackCount } = segment;
  if (sackStart[0] < segment.ack) return true;
  return sackCount > 1 && sackStart[0] >= sackStart[1] && sackEnd[0] <= sackEnd[1];
}

function duplicateReported(tcb: ControlBlock, start: number, end: number): void {
  tcb.ackFlags |= ackFlag.duplicateReported;
  tcb.rackDuplicateSeen = true;
  if (tcb.probeEnd >= 0 && tcb.probeRetransmitted && end === tcb.probeEnd)
    tcb.ackFlags |= ackFlag.probeDuplicate;
  if (tcb.undoMarker < 0 || tcb.undoRetransmits <= 0 || end <= tcb.undoMarker) return;
  tcb.undoRetransmits = Math.max(0, tcb.undoRetransmits - Math.max(1, Math.floor((end - start) / tcb.mss)));
}

function tagBlock(tcb: ControlBlock, start: number, end: number): void {
  let from = start;
  while (from < end) {
    let to = end;
    let skipped = false;
    for (let block = 0; block < tcb.cacheCount; block++) {
      const cached = tcb.cacheStart[block];
      if (cached <= from && tcb.cacheEnd[block] > from) {
        from = tcb.cacheEnd[block];
        skipped = true;
        break;
      }
      if (cached > from && cached < to) to = cached;
    }
    if (skipped) continue;
    tagRange(tcb, from, to, start, end);
    from = to;
  }
}

/** Tags the segments that touch [from, to) and lie wholly in [start, end). */
function tagRange(tcb: ControlBlock, from: number, to: number, start: number, end: number): void {
  const { board } = tcb;
  for (let entry = board.find(from); entry < board.tail; entry++) {
    const slot = entry & board.mask;
    if (board.start[slot] >= to || board.end[slot] > end) return;
    if (board.start[slot] >= start && (board.flags[slot] & sacked) === 0) tagEntry(tcb, entry, slot);
  }
}

function tagEntry(tcb: ControlBlock, entry: number, slot: number): void {
  const { board } = tcb;
  rackAdvance(tcb, slot);
  tcb.rate.segmentDelivered(tcb, slot);
  if ((board.flags[slot] & everRetransmitted) === 0) {
    const seq = board.start[slot];
    // It was in a hole and never sent again: the network reordered.
    if (board.sackedOut > 0 && seq < board.highestSacked && seq < tcb.reorderLow) tcb.reorderLow = seq;
    if (board.end[slot] <= tcb.highSeq) tcb.ackFlags |= ackFlag.originalDelivered;
    if (tcb.sackedFirstAt < 0) tcb.sackedFirstAt = board.sentAt[slot];
    tcb.sackedLastAt = board.sentAt[slot];
  }
  board.markSacked(slot);
  noteSackedEntry(tcb, entry);
  tcb.delivered++;
  tcb.ackFlags |= ackFlag.dataSacked;
}
