/**
 * What disciplines remember of each waiting packet. A packet waits in one list of one direction at a time, so one set of
 * arrays, indexed by the packet's handle, serves all directions of a run.
 */
export class WaitingPackets {
  /** The packet behind it in its list; -1: none. */
  next: Int32Array;
  /** When it was taken, for disciplines that measure how long packets wait. */
  since: Float64Array;
  /** Why it was dropped, as a place in the list of reasons. */
  reason: Uint8Array;

  constructor(capacity: number) {
    this.next = new Int32Array(capacity);
    this.since = new Float64Array(capacity);
    this.reason = new Uint8Array(capacity);
  }

  /** Makes room for handles below `capacity`; what is remembered stays. */
  grow(capacity: number): void {
    if (capacity <= this.next.length) return;
    const { next, since, reason } = this;
    this.next = new Int32Array(capacity);
    this.next.set(next);
    this.since = new Float64Array(capacity);
    this.since.set(since);
    this.reason = new Uint8Array(capacity);
    this.reason.set(reason);
  }
}
