/** Places in the note of a question for a neighbour, or its answer: what it is, and numbers of addresses (-1: none). */
export const operation = 0;
export const targetAsked = 1;
/** The sender's own address, and of an answer that of whom it is for. */
export const senderAddress = 2;
export const askerAddress = 3;

export const isQuestion = 0;
export const isAnswer = 1;
