/**
 * The directions of all links, as arrays: number 2 l leads from the first port of link l to its second, 2 l + 1 back.
 * A direction is a drop-tail FIFO in front of a transmitter of fixed rate, then a delay. Because it is first in first
 * out, a packet's start, end and arrival are known the moment it is accepted: one event a traversal, and only the first
 * packet on its way is in the event queue.
 *
 * Left out: priorities and schedulers, jitter, frames that overtake each other.
 */
export interface Directions {
  readonly count: number;
  /** Bits per second; 0: takes no time. */
  readonly rate: Float64Array;
  readonly delay: Float64Array;
  readonly mtu: Int32Array;
  readonly framing: Int32Array;
  readonly up: Uint8Array;
  /** Below this the 32 random bits of a packet mean that it is lost. */
  readonly lossBelow: Float64Array;
  readonly queuePackets: Float64Array;
  readonly queueBytes: Float64Array;
  /** When the transmitter has sent all it accepted. */
  readonly freeAt: Float64Array;
  /** Part of a nanosecond that earlier packets are still owed, in units of 1/rate. */
  readonly remainder: Float64Array;
  /** Transmission time of the size sent last, and what it leaves over. */
  readonly sizeSent: Int32Array;
  readonly sizeTime: Float64Array;
  readonly sizeRemainder: Float64Array;
  /** Packets accepted and not yet arrived, oldest first; -1: none. */
  readonly head: Int32Array;
  readonly tail: Int32Array;
  /** First of them whose transmission had not begun when last looked at, how many from there on, and their bytes. */
  readonly waiting: Int32Array;
  readonly waitingCount: Float64Array;
  readonly waitingBytes: Float64Array;
  /** Measures. */
  readonly packets: Float64Array;
  readonly bytes: Float64Array;
  readonly drops: Float64Array;
  readonly busy: Float64Array;
  readonly deepest: Float64Array;
  /** Port at the sending end and at the receiving end. */
  readonly fromPort: Int32Array;
  readonly toPort: Int32Array;
  readonly toNode: Int32Array;
}

export function emptyDirections(count: number): Directions {
  const numbers = () => new Float64Array(count);
  const integers = () => new Int32Array(count);
  return {
    count,
    rate: numbers(),
    delay: numbers(),
    mtu: integers(),
    framing: integers(),
    up: new Uint8Array(count).fill(1),
    lossBelow: numbers(),
    queuePackets: numbers(),
    queueBytes: numbers(),
    freeAt: numbers(),
    remainder: numbers(),
    sizeSent: integers().fill(-1),
    sizeTime: numbers(),
    sizeRemainder: numbers(),
    head: integers().fill(-1),
    tail: integers().fill(-1),
    waiting: integers().fill(-1),
    waitingCount: numbers(),
    waitingBytes: numbers(),
    packets: numbers(),
    bytes: numbers(),
    drops: numbers(),
    busy: numbers(),
    deepest: numbers(),
    fromPort: integers(),
    toPort: integers(),
    toNode: integers(),
  };
}
