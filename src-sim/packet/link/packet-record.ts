/**
 * Where each value of a packet lies in its record: doubles and, between them, 32-bit integers. What every hop touches fills the
 * first 64 bytes, what only beginning, end and unusual nodes look at the second, so that a hop is one line of the cache.
 */

export const numbersEach = 16;
export const integersEach = 2 * numbersEach;

/** When its transmission on the present link begins, and when it arrives at the far end. */
export const startAt = 0;
export const arriveAt = 1;
/** Nanoseconds spent so far in being sent and in travelling; the rest of its age it has waited. */
export const sending = 2;
export const travelling = 3;

/** Behind the Ethernet header: the IP packet, and VLAN tags where there are any. */
export const bytes = 8;
/** Next packet on the same direction, or next free place; -1: none. */
export const next = 9;
/** What is left of the hop limit in its header. */
export const hopsLeft = 10;
/** Nodes it may still pass, those that do not touch the header included: what ends a loop inside a cloud. */
export const nodesLeft = 11;
/** Of its stream, so that a hop need not look there: node it is delivered at, number of its destination, hash. */
export const owner = 13;
export const destination = 14;
export const hash = 15;

/** When its source handed it over. */
export const sentAt = 8;
/** Nanoseconds that nodes have worked on it. */
export const processing = 14;
/** Place in insertion order, kept where the run asks for that order or packets may overtake each other. */
export const tie = 9;

export const stream = 20;
/** What it carries: `isPlain` or one of the kinds below. */
export const kind = 21;
/** Place of what it carries in the store of its kind. */
export const content = 22;
/** Place in the counters that it counts for, whatever it is wrapped in or translated to. */
export const counter = 23;
/** Port whose MAC address the frame is for, or `everybody`; port whose address it comes from; its VLAN, or `untagged`. */
export const station = 24;
export const sender = 25;
export const vlan = 26;
/** What queues tell packets apart by; outside a tunnel that of the inside, unless the tunnel hides it. */
export const trafficClass = 27;

/** Bits: what its IP header says of congestion (`ecnBits`), and what the link it is on does to it. */
export const marks = 12;

/** RFC 3168 section 5: not capable is 0, then capable, then congestion experienced. */
export const ecnBits = 3;
export const isCapable = 1;
export const isCongested = 2;
/** It ends at the far end of the link. */
export const isLost = 4;
export const isCorrupted = 8;
export const isSpoilt = isLost | isCorrupted;
/** Of an IPv4 packet: don't-fragment is not set. */
export const mayFragment = 16;
/** A flooded copy beside the frame itself: nobody offered it, and nobody misses it. */
export const isSpare = 32;

export const everybody = -1;
export const untagged = -1;

export const isPlain = 0;
export const isSegment = 1;
/** An ICMP error. */
export const isError = 2;
/** Another packet or frame in an outer header. */
export const isWrapped = 3;
export const isFragment = 4;
/** ARP or neighbour discovery. */
export const isResolution = 5;
export const isEchoRequest = 6;
export const isEchoReply = 7;
