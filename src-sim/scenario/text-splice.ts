/** A change of text: what stood from `start` to `end` gives way to `text`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Splices must not overlap; insertions at one place keep their order and stand before what is replaced there. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const inOrder = splices
    .map((splice, index) => ({ splice, index }))
    .sort((a, b) => a.splice.start - b.splice.start || a.splice.end - b.splice.end || a.index - b.index);
  const parts: string[] = [];
  let at = 0;
  for (const { splice } of inOrder) {
    if (splice.start < at) throw new RangeError(`two changes of the text overlap at offset ${splice.start}`);
    parts.push(text.slice(at, splice.start), splice.text);
    at = splice.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
