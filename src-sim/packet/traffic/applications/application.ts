/**
 * What an application at the two ends of TCP connections is to whoever runs them, and the other way round. The two ends know
 * of each other only what arrives: an application acts on bytes in order at that end, never on what the other has written.
 */

export const client = 0;
export const server = 1;
export type Side = typeof client | typeof server;

/** The connections of one flow, numbered from 0, and its timers, numbered from 0. */
export interface Lines {
  /** Opens the connection (again). What is under way of an earlier one is forgotten. */
  open(line: number): void;
  write(line: number, side: Side, bytes: number): void;
  /** No more will be written. */
  close(line: number, side: Side): void;
  /** Bytes in order at this end since the connection was opened. */
  received(line: number, side: Side): number;
  /** Bytes written at this end that the other has not acknowledged. */
  unacknowledged(line: number, side: Side): number;
  /** The other end writes no more. */
  peerClosed(line: number, side: Side): boolean;
  /** Both ends are through with it. */
  isOver(line: number): boolean;
  /** It ended without order, by too many timeouts or a reset. */
  hasFailed(line: number): boolean;
  /** Rings once; a timer that is set already is moved, by Infinity put off for good. */
  setTimer(timer: number, atNs: number): void;
}

export interface Application {
  /** The flow begins. */
  start(now: number): void;
  ring(now: number, timer: number): void;
  /** Something has arrived at one end of a connection, or its state has changed. */
  heard(now: number, line: number, side: Side): void;
}

/** Takes measurements. */
export interface Tally {
  add(value: number): void;
}
