/** Parts of a document that repeat, one per number from 1. */

const numbered = (count: number, write: (n: number) => string): string[] =>
  Array.from({ length: count }, (_, n) => write(n + 1)).filter((text) => text !== '');

/** Each on lines of its own; an empty text leaves one out. */
export const each = (count: number, write: (n: number) => string): string =>
  numbered(count, write).join('\n');

/** `a-1, a-2, a-3`, to stand in brackets. */
export const listed = (count: number, write: (n: number) => string): string =>
  numbered(count, write).join(', ');
