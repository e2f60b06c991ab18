/** Where each value of a packet lies in its record: doubles and, between them, 32-bit integers. */

export const numbersEach = 10;
export const integersEach = 2 * numbersEach;

/** When its source handed it over. */
export const sentAt = 0;
/** When its transmission on the present link begins, and when it arrives at the far end. */
export const startAt = 1;
export const arriveAt = 2;
/** Place in insertion order, kept where the run asks for that order or packets may overtake each other. */
export const tie = 3;
/** Nanoseconds spent so far in being sent and in travelling; the rest of its age it has waited. */
export const sending = 8;
export const travelling = 9;

export const stream = 8;
/** Of the IP packet. */
export const bytes = 9;
/** Next packet on the same direction, or next free place; -1: none. */
export const next = 10;
/** What is left of the hop limit in its header. */
export const hopsLeft = 11;
/** Nodes it may still pass, those that do not touch the header included: what ends a loop inside a cloud. */
export const nodesLeft = 12;
/** What it carries: `isPlain`, or a TCP segment or an ICMP message about one. */
export const kind = 13;
/** Place of the TCP segment in the store of segments; of an ICMP message, the MTU it tells. */
export const content = 14;

/** Bits: what its IP header says of congestion (`ecnBits`), and what the link it is on does to it. */
export const marks = 15;

/** RFC 3168 section 5: not capable is 0, then capable, then congestion experienced. */
export const ecnBits = 3;
export const isCapable = 1;
export const isCongested = 2;
/** It ends at the far end of the link. */
export const isLost = 4;
export const isCorrupted = 8;
export const isSpoilt = isLost | isCorrupted;

export const isPlain = 0;
export const isSegment = 1;
export const isTooBig = 2;
