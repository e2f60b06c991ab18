/**
 * The packets in flight, as arrays with a list of free places. Grows by doubling up to a bound, so memory follows what
 * is in flight and never what has passed.
 */
export interface Packets {
  capacity: number;
  /** First free place; the others follow through `next`; -1: none. */
  free: number;
  inFlight: number;
  stream: Int32Array;
  /** Of the IP packet. */
  bytes: Int32Array;
  sentAt: Float64Array;
  startAt: Float64Array;
  arriveAt: Float64Array;
  /** Place in insertion order, kept only where the run asks for that order. */
  tie: Float64Array;
  /** What is left of the hop limit in its header. */
  hopsLeft: Uint8Array;
  /** Nodes it may still pass, those that do not touch the header included: what ends a loop inside a cloud. */
  nodesLeft: Uint8Array;
  /** Next packet on the same link direction, or next free place. */
  next: Int32Array;
}

export const packetsMax = 1 << 25;

export function emptyPackets(capacity: number): Packets {
  return {
    capacity,
    free: 0,
    inFlight: 0,
    stream: new Int32Array(capacity),
    bytes: new Int32Array(capacity),
    sentAt: new Float64Array(capacity),
    startAt: new Float64Array(capacity),
    arriveAt: new Float64Array(capacity),
    tie: new Float64Array(capacity),
    hopsLeft: new Uint8Array(capacity),
    nodesLeft: new Uint8Array(capacity),
    next: Int32Array.from({ length: capacity }, (_, place) => (place + 1 < capacity ? place + 1 : -1)),
  };
}

/** A free place, -1 where the bound is reached. */
export function takePacket(packets: Packets): number {
  if (packets.free < 0 && !grow(packets)) return -1;
  const place = packets.free;
  packets.free = packets.next[place];
  packets.inFlight++;
  return place;
}

export function freePacket(packets: Packets, place: number): void {
  packets.next[place] = packets.free;
  packets.free = place;
  packets.inFlight--;
}

function grow(packets: Packets): boolean {
  const before = packets.capacity;
  const capacity = before * 2;
  if (capacity > packetsMax) return false;
  const next = new Int32Array(capacity);
  next.set(packets.next);
  for (let place = before; place < capacity; place++) next[place] = place + 1 < capacity ? place + 1 : -1;
  packets.next = next;
  packets.free = before;
  packets.capacity = capacity;
  packets.bytes = widen(packets.bytes, new Int32Array(capacity));
  packets.stream = widen(packets.stream, new Int32Array(capacity));
  packets.sentAt = widen(packets.sentAt, new Float64Array(capacity));
  packets.startAt = widen(packets.startAt, new Float64Array(capacity));
  packets.arriveAt = widen(packets.arriveAt, new Float64Array(capacity));
  packets.tie = widen(packets.tie, new Float64Array(capacity));
  packets.hopsLeft = widen(packets.hopsLeft, new Uint8Array(capacity));
  packets.nodesLeft = widen(packets.nodesLeft, new Uint8Array(capacity));
  return true;
}

function widen<A extends { set(from: A): void }>(from: A, to: A): A {
  to.set(from);
  return to;
}
