/** What one acknowledgement turned out to mean; names follow FLAG_* of Linux's net/ipv4/tcp_input.c. */
export const dataCarried = 1 << 0;
export const windowUpdated = 1 << 1;
export const dataAcked = 1 << 2;
/** Acknowledged data that had been retransmitted. */
export const retransmittedAcked = 1 << 3;
export const dataSacked = 1 << 4;
/** The peer saw congestion. */
export const congestionEcho = 1 << 5;
/** Delivered data that was never retransmitted. */
export const originalDelivered = 1 << 6;
export const advanced = 1 << 7;
export const duplicateReported = 1 << 8;
/** The duplicate reported is the tail loss probe. */
export const probeDuplicate = 1 << 9;
/** The timer is to be set anew. */
export const setTimer = 1 << 10;
/** A retransmission was found lost again. */
export const lostRetransmission = 1 << 11;
/** One small segment alone: its acknowledgement may have been delayed. */
export const maybeDelayed = 1 << 12;

/** Linux FLAG_NOT_DUP: it did something, so it is no duplicate. */
export const notDuplicate = dataCarried | windowUpdated | dataAcked;
/** Linux FLAG_FORWARD_PROGRESS. */
export const forwardProgress = dataAcked | dataSacked;
