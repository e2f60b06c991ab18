/**
 * What decides which packet a link sends next, as plain data: bytes, nanoseconds, bits per second, shares from 0 to 1. The
 * engine that builds it says what each kind does and by which source; figures left out are that engine's defaults.
 */

/** No figure: no limit. */
interface Limits {
  readonly packetsMax?: number;
  readonly bytesMax?: number;
}

export interface DropTailQueue extends Limits {
  readonly kind: 'fifo';
}

export interface RedQueue {
  readonly kind: 'red';
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly limitBytes: number;
  readonly maxProbability?: number;
  readonly weightLog?: number;
  readonly gentle?: boolean;
  readonly ecn?: boolean;
}

interface ControlledDelay {
  readonly targetNs?: number;
  readonly intervalNs?: number;
  readonly ecn?: boolean;
}

export interface CodelQueue extends ControlledDelay {
  readonly kind: 'codel';
  readonly packetsMax?: number;
}

export interface FqCodelQueue extends ControlledDelay, Limits {
  readonly kind: 'fq-codel';
  readonly flows?: number;
  readonly quantumBytes?: number;
}

export interface PieQueue {
  readonly kind: 'pie';
  readonly targetNs?: number;
  readonly updateNs?: number;
  readonly burstNs?: number;
  readonly alpha?: number;
  readonly beta?: number;
  readonly ecn?: boolean;
  readonly packetsMax?: number;
}

export interface TokenBucketQueue extends Limits {
  readonly kind: 'token-bucket';
  readonly rateBps: number;
  readonly burstBytes: number;
  readonly peakRateBps?: number;
}

/** Drops what the bucket does not cover, in front of another queue. */
export interface PolicedQueue {
  readonly kind: 'policed';
  readonly rateBps: number;
  readonly burstBytes: number;
  readonly queue: QueueDiscipline;
}

interface Classful {
  /** Queue of traffic class 0, 1, and so on; the classes beyond it use the last queue. Left out: class n has queue n. */
  readonly childOfClass?: readonly number[];
  readonly queues: readonly QueueDiscipline[];
}

/** The most urgent queue first. */
export interface StrictPriorityQueue extends Classful {
  readonly kind: 'strict-priority';
}

export interface RoundRobinQueue extends Classful {
  readonly kind: 'deficit-round-robin';
  readonly by: 'bytes' | 'packets';
  readonly quanta: readonly number[];
}

export interface HtbClass {
  /** Place of the class it borrows from, before its own; -1: none. */
  readonly parent: number;
  readonly rateBps: number;
  readonly ceilBps?: number;
  readonly burstBytes?: number;
  readonly cburstBytes?: number;
  readonly quantumBytes?: number;
  readonly priority?: number;
}

/** Its queues are those of the classes that nobody borrows from, in their order. */
export interface HtbQueue extends Classful {
  readonly kind: 'htb';
  readonly classes: readonly HtbClass[];
}

export type QueueDiscipline =
  | DropTailQueue
  | RedQueue
  | CodelQueue
  | FqCodelQueue
  | PieQueue
  | TokenBucketQueue
  | PolicedQueue
  | StrictPriorityQueue
  | RoundRobinQueue
  | HtbQueue;
