/**
 * What was sent and is not yet acknowledged: Linux's retransmission queue with its tags (RFC 6675 §3 calls it the scoreboard),
 * one entry a segment in a ring of typed arrays that doubles when full. Entries are numbered from the first one sent, ever
 * upwards; `number & mask` is the slot. A second list links the slots by the time of their last transmission, without those
 * found lost or delivered, for RACK (Linux tsorted_sent_queue).
 *
 * Left out: joining small segments into one when they are retransmitted.
 */
/** Delivered out of order. */
export const sacked = 1;
export const lost = 2;
/** A retransmission is under way. */
export const retransmitted = 4;
export const everRetransmitted = 8;
/** Carries the end of the stream. */
export const carriesFin = 16;
/** Sent while the application had nothing more to send. */
export const appLimited = 32;
/** Last segment the application had offered when it was sent. */
export const pushed = 64;

const nothing = -1;

export class Scoreboard {
  /** Oldest entry, and the one after the newest. */
  head = 0;
  tail = 0;
  mask: number;
  start: Float64Array;
  end: Float64Array;
  flags: Uint8Array;
  sentAt: Float64Array;
  /** Rank of its last transmission among all: tells apart what left in the same instant. */
  rank: Float64Array;
  /** State of the delivery-rate estimator when the segment left. */
  delivered: Float64Array;
  deliveredAt: Float64Array;
  firstSentAt: Float64Array;
  private newer: Int32Array;
  private older: Int32Array;
  /** Slot sent longest ago of those that may still arrive. */
  oldest = nothing;
  private newest = nothing;
  private transmissions = 0;
  sackedOut = 0;
  lostOut = 0;
  retransOut = 0;
  /** Lost and not retransmitted since. */
  lostWaiting = 0;
  /** No entry before this one waits for retransmission. */
  lostFrom = 0;
  /** End of the highest segment delivered out of order; 0: none. */
  highestSacked = 0;

  constructor(capacity: number) {
    this.mask = capacity - 1;
    this.start = new Float64Array(capacity);
    this.end = new Float64Array(capacity);
    this.flags = new Uint8Array(capacity);
    this.sentAt = new Float64Array(capacity);
    this.rank = new Float64Array(capacity);
    this.delivered = new Float64Array(capacity);
    this.deliveredAt = new Float64Array(capacity);
    this.firstSentAt = new Float64Array(capacity);
    this.newer = new Int32Array(capacity);
    this.older = new Int32Array(capacity);
  }

  get packetsOut(): number {
    return this.tail - this.head;
  }

  /** Linux tcp_packets_in_flight (RFC 6675 calls it pipe). */
  get inFlight(): number {
    return this.tail - this.head - this.sackedOut - this.lostOut + this.retransOut;
  }

  /** Adds a segment just sent; returns its slot. */
  append(start: number, end: number, now: number, flags: number): number {
    if (this.tail - this.head > this.mask) this.grow();
    const slot = this.tail & this.mask;
    this.tail++;
    this.start[slot] = start;
    this.end[slot] = end;
    this.flags[slot] = flags;
    this.sentAt[slot] = now;
    this.rank[slot] = ++this.transmissions;
    this.link(slot);
    return slot;
  }

  /** Number of the first entry that ends after this sequence number; `tail` where none does. */
  find(seq: number): number {
    let low = this.head;
    let high = this.tail;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.end[middle & this.mask] > seq) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Number of the entry in a slot. */
  entryOf(slot: number): number {
    return this.head + ((slot - this.head) & this.mask);
  }

  nextNewer(slot: number): number {
    return this.newer[slot];
  }

  /** Puts a slot last in the order of transmission. */
  private link(slot: number): void {
    this.older[slot] = this.newest;
    this.newer[slot] = nothing;
    if (this.newest === nothing) this.oldest = slot;
    else this.newer[this.newest] = slot;
    this.newest = slot;
  }

  /** Takes a slot out of the order of transmission; a slot that is in none has itself as its elder. */
  unlink(slot: number): void {
    const older = this.older[slot];
    if (older === slot) return;
    const newer = this.newer[slot];
    if (older === nothing) this.oldest = newer;
    else this.newer[older] = newer;
    if (newer === nothing) this.newest = older;
    else this.older[newer] = older;
    this.older[slot] = slot;
  }

  /** Linux tcp_mark_skb_lost. Returns whether that was news. */
  markLost(entry: number): boolean {
    const slot = entry & this.mask;
    const flags = this.flags[slot];
    if ((flags & sacked) !== 0) return false;
    if ((flags & lost) !== 0 && (flags & retransmitted) === 0) return false;
    if ((flags & retransmitted) !== 0) this.retransOut--;
    if ((flags & lost) === 0) this.lostOut++;
    this.flags[slot] = (flags & ~retransmitted) | lost;
    this.lostWaiting++;
    if (entry < this.lostFrom) this.lostFrom = entry;
    this.unlink(slot);
    return true;
  }

  /** Takes back that a segment is lost. */
  unmarkLost(slot: number): void {
    const flags = this.flags[slot];
    if ((flags & lost) === 0) return;
    this.lostOut--;
    if ((flags & retransmitted) === 0) {
      this.lostWaiting--;
      // Still under way: back into the order of transmission, at its end because its place is forgotten.
      if ((flags & sacked) === 0) this.link(slot);
    }
    this.flags[slot] = flags & ~lost;
  }

  markSacked(slot: number): void {
    const flags = this.flags[slot];
    if ((flags & retransmitted) !== 0) this.retransOut--;
    if ((flags & lost) !== 0) {
      this.lostOut--;
      if ((flags & retransmitted) === 0) this.lostWaiting--;
    }
    this.flags[slot] = (flags & ~(lost | retransmitted)) | sacked;
    this.sackedOut++;
    if (this.end[slot] > this.highestSacked) this.highestSacked = this.end[slot];
    this.unlink(slot);
  }

  markRetransmitted(slot: number, now: number): void {
    const flags = this.flags[slot];
    if ((flags & retransmitted) === 0) {
      this.retransOut++;
      if ((flags & lost) !== 0) this.lostWaiting--;
    }
    this.flags[slot] = flags | retransmitted | everRetransmitted;
    this.sentAt[slot] = now;
    this.rank[slot] = ++this.transmissions;
    this.unlink(slot);
    this.link(slot);
  }

  /** Removes the oldest entry. */
  dropHead(): void {
    const slot = this.head & this.mask;
    const flags = this.flags[slot];
    if ((flags & sacked) !== 0) this.sackedOut--;
    if ((flags & retransmitted) !== 0) this.retransOut--;
    if ((flags & lost) !== 0) {
      this.lostOut--;
      if ((flags & retransmitted) === 0) this.lostWaiting--;
    }
    this.unlink(slot);
    this.head++;
    if (this.lostFrom < this.head) this.lostFrom = this.head;
  }

  /** Number of the oldest entry that waits for retransmission; there must be one. */
  firstLost(): number {
    let entry = this.lostFrom;
    while ((this.flags[entry & this.mask] & (lost | retransmitted)) !== lost) entry++;
    this.lostFrom = entry;
    return entry;
  }

  /** The same with every entry cut into pieces of at most so many bytes, all sent when the whole was. */
  split(bytes: number): Scoreboard {
    const pieces = new Scoreboard(this.mask + 1);
    for (let entry = this.head; entry < this.tail; entry++) {
      const slot = entry & this.mask;
      const end = this.end[slot];
      const dataEnd = (this.flags[slot] & carriesFin) !== 0 ? end - 1 : end;
      let start = this.start[slot];
      do {
        const cut = Math.min(start + bytes, dataEnd);
        const last = cut === dataEnd;
        pieces.appendCopy(this, slot, start, last ? end : cut, last ? 0xff : ~(carriesFin | pushed));
        start = last ? end : cut;
      } while (start < end);
    }
    pieces.highestSacked = this.highestSacked;
    pieces.transmissions = this.transmissions;
    return pieces;
  }

  private appendCopy(from: Scoreboard, slot: number, start: number, end: number, kept: number): void {
    const flags = from.flags[slot] & kept;
    const copy = this.append(start, end, from.sentAt[slot], flags);
    this.rank[copy] = from.rank[slot];
    this.delivered[copy] = from.delivered[slot];
    this.deliveredAt[copy] = from.deliveredAt[slot];
    this.firstSentAt[copy] = from.firstSentAt[slot];
    const waits = (flags & (lost | retransmitted)) === lost;
    if ((flags & sacked) !== 0) this.sackedOut++;
    if ((flags & lost) !== 0) this.lostOut++;
    if ((flags & retransmitted) !== 0) this.retransOut++;
    if (waits) this.lostWaiting++;
    if (waits || (flags & sacked) !== 0) this.unlink(copy);
  }

  private grow(): void {
    const { head, tail, mask: oldMask } = this;
    const mask = oldMask * 2 + 1;
    const numbers = (from: Float64Array): Float64Array => {
      const to = new Float64Array(mask + 1);
      for (let entry = head; entry < tail; entry++) to[entry & mask] = from[entry & oldMask];
      return to;
    };
    const moved = (slot: number): number =>
      slot === nothing ? nothing : (head + ((slot - head) & oldMask)) & mask;
    const links = (from: Int32Array): Int32Array => {
      const to = new Int32Array(mask + 1);
      for (let entry = head; entry < tail; entry++) to[entry & mask] = moved(from[entry & oldMask]);
      return to;
    };
    const flags = new Uint8Array(mask + 1);
    for (let entry = head; entry < tail; entry++) flags[entry & mask] = this.flags[entry & oldMask];
    this.flags = flags;
    this.start = numbers(this.start);
    this.end = numbers(this.end);
    this.sentAt = numbers(this.sentAt);
    this.rank = numbers(this.rank);
    this.delivered = numbers(this.delivered);
    this.deliveredAt = numbers(this.deliveredAt);
    this.firstSentAt = numbers(this.firstSentAt);
    this.newer = links(this.newer);
    this.older = links(this.older);
    this.oldest = moved(this.oldest);
    this.newest = moved(this.newest);
    this.mask = mask;
  }
}
