/**
 * Where each value of a link direction lies in its record. A hop touches most of them, so they stand together, 64-byte line
 * by line in the order of use, instead of in an array each: on networks of hundreds of links that is worth a third of the
 * time. Places below are into the view of doubles; those of whole numbers, further down, into the view of 32-bit integers
 * over the same bytes.
 */

/** Doubles a record, and integers a record. */
export const numbersEach = 24;
export const integersEach = 2 * numbersEach;

/** When the transmitter has sent all it accepted. */
export const freeAt = 0;
export const delay = 1;
/** Bits per second; 0: takes no time. */
export const rate = 2;
/** Part of a nanosecond that earlier packets are still owed, in units of 1/rate. */
export const remainder = 3;
/** Transmission time of the size sent last, and what it leaves over. */
export const sizeTime = 4;
export const sizeRemainder = 5;
export const sizeSent = 12;
/** Bytes on the wire beside the packet. */
export const framing = 13;
/** Largest packet; 0: any. */
export const mtu = 14;
/** Bits: `isUp`, `isScheduled`, `isCaptured`, `isImpaired`. */
export const state = 15;

export const isUp = 1;
/** A discipline decides what is sent next. */
export const isScheduled = 2;
/** What it sends is captured. */
export const isCaptured = 4;
/** Packets may be lost, damaged, late or doubled on the way. */
export const isImpaired = 8;

export const queuePackets = 8;
export const queueBytes = 9;
/** Packets that wait from `waiting` on, and their bytes; of a scheduled direction, the packets its discipline holds. */
export const waitingCount = 10;
export const waitingBytes = 11;
/** First packet whose transmission had not begun when last looked at; -1: none. */
export const waiting = 24;
/** Packets accepted and not yet arrived, oldest first; -1: none, or they may overtake each other. */
export const tail = 25;
export const head = 26;
/** 1 where the sending port has filters for what leaves. */
export const guardsEgress = 27;
export const toNode = 28;
/** Table that routes what arrives. */
export const toTable = 29;
export const toPort = 30;
/** Bits that say what becomes of an arrival, listed below. */
export const arrival = 31;

/** Packets may arrive lost or damaged. */
export const loses = 1;
export const guardsIngress = 2;
export const isHost = 4;
export const countsHops = 8;
/** One of the two ends is captured. */
export const isSeenArriving = 16;
/** It comes to a node that does more than look up a table. */
export const isElaborate = 32;
/** More than the address has to be looked at. */
export const isWatched = loses | guardsIngress | isSeenArriving | isElaborate;

/** Measures: time spent sending, packets and bytes accepted, packets refused, most packets that waited. */
export const busy = 16;
export const packets = 17;
export const bytes = 18;
export const drops = 19;
export const deepest = 20;
/** Packets marked instead of dropped (RFC 3168). */
export const congestionMarks = 21;
export const fromPort = 44;
/** Smaller packets are padded to this. */
export const leastBytes = 45;
