/** Places in the note that a fragment carries: which held packet it is a piece of, where in its payload, whether the last. */
export const heldAs = 0;
export const offset = 1;
export const isLast = 2;
