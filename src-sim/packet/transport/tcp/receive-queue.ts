/**
 * Reassembly: what has arrived, as the end of the stream in order and sorted, disjoint ranges beyond it; and which of it to
 * report (RFC 2018 §4: the block that changed last comes first; RFC 2883: a duplicate goes before all). Follows Linux
 * tcp_data_queue, tcp_data_queue_ofo and tcp_sack_new_ofo_skb.
 *
 * Left out: throwing out-of-order data away when memory is short (tcp_prune_ofo_queue); blocks never take back what they said.
 */
import type { Segment } from './segment.ts';

const remembered = 4;

export class ReceiveQueue {
  /** Next byte expected. */
  next = 0;
  /** Ranges beyond it. */
  count = 0;
  private start = new Float64Array(8);
  private end = new Float64Array(8);
  /** Bytes in those ranges. */
  outOfOrderBytes = 0;
  /** Last duplicate, to be reported once. */
  duplicateStart = 0;
  duplicateEnd = 0;
  private readonly recentStart = new Float64Array(remembered);
  private readonly recentEnd = new Float64Array(remembered);
  private recent = 0;
  /** Blocks changed since the last report: they are the first ones. */
  unreported = 0;

  /** End of the last range; `next` where there is none. */
  get highest(): number {
    return this.count === 0 ? this.next : this.end[this.count - 1];
  }

  /** Takes [start, end), which is not empty. Returns whether the stream in order grew. */
  add(start: number, end: number): boolean {
    if (end <= this.next) {
      this.noteDuplicate(start, end);
      return false;
    }
    if (start > this.next) {
      this.insert(start, end);
      return false;
    }
    if (start < this.next) this.noteDuplicate(start, this.next);
    this.next = end;
    if (this.count > 0) this.absorb();
    return true;
  }

  /** A segment that lies wholly before `next` or was seen before. */
  noteDuplicate(start: number, end: number): void {
    this.duplicateStart = start;
    this.duplicateEnd = end;
  }

  /** Removes the ranges that `next` has reached. */
  private absorb(): void {
    const { start, end } = this;
    let gone = 0;
    while (gone < this.count && start[gone] <= this.next) {
      this.outOfOrderBytes -= end[gone] - start[gone];
      if (start[gone] < this.next) this.noteDuplicate(start[gone], Math.min(this.next, end[gone]));
      if (end[gone] > this.next) this.next = end[gone];
      gone++;
    }
    if (gone > 0) {
      start.copyWithin(0, gone, this.count);
      end.copyWithin(0, gone, this.count);
      this.count -= gone;
    }
    let kept = 0;
    for (let block = 0; block < this.recent; block++) {
      if (this.recentStart[block] <= this.next) continue;
      this.recentStart[kept] = this.recentStart[block];
      this.recentEnd[kept] = this.recentEnd[block];
      kept++;
    }
    this.recent = kept;
  }

  private insert(from: number, to: number): void {
    const { start, end } = this;
    // Arrivals mostly extend the last range, so look from the top.
    let first = this.count;
    while (first > 0 && end[first - 1] >= from) first--;
    let past = first;
    let mergedStart = from;
    let mergedEnd = to;
    let held = 0;
    while (past < this.count && start[past] <= to) {
      const overlapStart = Math.max(from, start[past]);
      const overlapEnd = Math.min(to, end[past]);
      if (overlapStart < overlapEnd) this.noteDuplicate(overlapStart, overlapEnd);
      mergedStart = Math.min(mergedStart, start[past]);
      mergedEnd = Math.max(mergedEnd, end[past]);
      held += end[past] - start[past];
      past++;
    }
    this.outOfOrderBytes += mergedEnd - mergedStart - held;
    if (past === first && this.count === start.length) this.grow();
    if (past !== first + 1) {
      this.start.copyWithin(first + 1, past, this.count);
      this.end.copyWithin(first + 1, past, this.count);
      this.count += first + 1 - past;
    }
    this.start[first] = mergedStart;
    this.end[first] = mergedEnd;
    this.remember(mergedStart, mergedEnd);
  }

  private remember(from: number, to: number): void {
    const { recentStart, recentEnd } = this;
    const changed = this.unreported;
    let kept = 0;
    // Drop the blocks the new one holds, then move the rest down by one.
    for (let block = 0; block < this.recent; block++) {
      if (recentStart[block] >= from && recentEnd[block] <= to) {
        if (block < changed) this.unreported--;
        continue;
      }
      recentStart[kept] = recentStart[block];
      recentEnd[kept] = recentEnd[block];
      kept++;
    }
    this.unreported = Math.min(this.unreported + 1, remembered);
    this.recent = Math.min(kept + 1, remembered);
    recentStart.copyWithin(1, 0, remembered - 1);
    recentEnd.copyWithin(1, 0, remembered - 1);
    recentStart[0] = from;
    recentEnd[0] = to;
  }

  private grow(): void {
    const start = new Float64Array(this.start.length * 2);
    const end = new Float64Array(this.end.length * 2);
    start.set(this.start);
    end.set(this.end);
    this.start = start;
    this.end = end;
  }

  /** Blocks there are to report. */
  get blocks(): number {
    return this.recent + (this.duplicateEnd > this.duplicateStart ? 1 : 0);
  }

  /** Writes at most `room` blocks and forgets the duplicate, which is reported once only (RFC 2883 §4). */
  report(out: Segment, room: number): void {
    let count = 0;
    if (this.duplicateEnd > this.duplicateStart && room > 0) {
      out.sackStart[0] = this.duplicateStart;
      out.sackEnd[0] = this.duplicateEnd;
      count = 1;
      this.duplicateEnd = this.duplicateStart;
    }
    for (let block = 0; block < this.recent && count < room; block++, count++) {
      out.sackStart[count] = this.recentStart[block];
      out.sackEnd[count] = this.recentEnd[block];
    }
    out.sackCount = count;
    this.unreported = 0;
  }
}
