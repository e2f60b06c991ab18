/**
 * The contract between a link direction and whatever decides which packet it sends next.
 *
 * Who does what: the direction owns the packets and the clock, the discipline owns the order. A packet offered and taken
 * belongs to the discipline until `dequeue` or `takeDropped` gives it back, exactly once. Packets are handles; time is
 * whole nanoseconds that never run backwards from one call to the next. All state is numbers, typed arrays and objects
 * of these, so whoever snapshots a run can copy it without knowing it.
 *
 * Left out: giving a packet back after it was dequeued (the direction always sends what it takes).
 */
import type { WaitingPackets } from './waiting-packets.ts';

/** What a discipline may ask about a packet. One class for all packets of a run, so that the calls stay fast. */
export interface PacketView {
  /** Bytes that count against queues, quanta and buckets. */
  bytes(packet: number): number;
  /** 32 bits, the same for all packets of a flow. */
  flowHash(packet: number): number;
  /** Whole number from 0, given by whoever classifies. */
  trafficClass(packet: number): number;
  /** Whether its header says ECT(0), ECT(1) or CE (RFC 3168 section 5). */
  ecnCapable(packet: number): boolean;
  /** Sets CE. */
  markCongestion(packet: number): void;
}

/** What every discipline of a run shares. */
export interface QueueContext {
  readonly view: PacketView;
  readonly waiting: WaitingPackets;
  /** 32 random bits. */
  bits(): number;
}

/**
 * Closed list: no room left; told to slow down by active queue management; longer than the shaper ever lets through; not
 * covered by the policer's bucket.
 */
export const dropReasons = ['full', 'aqm', 'oversize', 'policed'] as const;
export type DropReason = (typeof dropReasons)[number];

export interface Discipline {
  /** Waiting packets and their bytes. */
  readonly packets: number;
  readonly bytes: number;
  /** Why the packet refused last, or handed out last by `takeDropped`, was dropped. */
  readonly dropReason: DropReason;
  /** False: the packet is refused and stays with the caller. */
  enqueue(packet: number, now: number): boolean;
  /** The packet to send now; -1 where none may be sent now. */
  dequeue(now: number): number;
  /** Earliest time, not before `now`, at which `dequeue` gives a packet if nothing else happens; Infinity when empty. */
  readyAt(now: number): number;
  /** A packet that was taken and has been dropped since, one a call; -1 when there is none left. Ask after every call. */
  takeDropped(): number;
  /** The packets that wait, for whoever looks: queue by queue, each in its order. Changes nothing. */
  contents(): number[];
}
