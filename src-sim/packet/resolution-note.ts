/** Places in the note of a question for a neighbour, or its answer: what it is, and numbers of addresses (-1: none). */
export const operation = 0;
export const targetAsked = 1;
/** The sender's own address, and of an answer that of whom it is for. */
export const senderAddress = 2;
export const askerAddress = 3;

export const isQuestion = 0;
export const isAnswer = 1;

/** An ARP message fills the smallest frame; one of neighbour discovery is IPv6, ICMPv6 and the option with the MAC address. */
export const resolutionBytes = { 4: 46, 6: 72 } as const;
/** RFC 4861 section 7.1: messages that have passed a router are not heard. */
export const resolutionHops = 255;
