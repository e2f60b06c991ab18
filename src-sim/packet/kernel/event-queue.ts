/**
 * What the run loop needs of a queue of events. An entity (a link direction, a source, a timer) has at most one pending
 * event, so events are the entities' own numbers and nothing is ever allocated.
 *
 * Total order: by time, then by tie, then never reached (ties are distinct among pending events). By default an
 * entity's tie is its number; whoever wants insertion order writes a running count into `ties` before scheduling.
 */
export interface EventQueue {
  readonly ties: Float64Array;
  /** Pending events. */
  readonly size: number;
  /** Time of the event popped last. */
  readonly now: number;
  /** Events popped so far. */
  readonly popped: number;
  /** The entity must have no pending event; `time` is a whole number not before `now`. */
  schedule(entity: number, time: number): void;
  /** Does nothing where no event is pending. */
  cancel(entity: number): void;
  /** The entity whose event comes next, removed; -1 where none is pending up to and including `until`. */
  pop(until: number): number;
  /** Time of the next event; Infinity where none is pending. */
  nextTime(): number;
  /** The entity whose event comes next; -1 where none is pending. */
  upcoming(): number;
}
