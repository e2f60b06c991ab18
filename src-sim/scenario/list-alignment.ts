/** Which items of a list became which, so that a change of one leaves the lines of the others, and their comments, alone. */

export interface AlignedItem {
  /** Index in the list before; null for a new item. */
  readonly from: number | null;
  /** Index in the list after; null for a removed item. */
  readonly to: number | null;
}

/** The table of the exact method has this many cells at most; longer middles are paired one by one. */
const cellsMax = 1_000_000;

/** Pairs of indexes of a longest common subsequence (Wagner and Fischer, 1974). */
function commonItems(before: readonly string[], after: readonly string[]): (readonly [number, number])[] {
  const columns = after.length + 1;
  if ((before.length + 1) * columns > cellsMax) return [];
  const lengths = new Uint32Array((before.length + 1) * columns);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const at = i * columns + j;
      lengths[at] =
        before[i] === after[j]
          ? lengths[at + columns + 1] + 1
          : Math.max(lengths[at + columns], lengths[at + 1]);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    const at = i * columns + j;
    if (before[i] === after[j]) pairs.push([i++, j++]);
    else if (lengths[at + columns] >= lengths[at + 1]) i++;
    else j++;
  }
  return pairs;
}

/** In the order of the list after; removed items stand where they were. Items are given by what they say. */
export function alignLists(before: readonly string[], after: readonly string[]): AlignedItem[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const room = Math.min(before.length, after.length) - head;
  while (tail < room && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const middle = commonItems(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
  );
  const same = [
    ...Array.from({ length: head }, (_, index) => [index, index] as const),
    ...middle.map(([from, to]) => [from + head, to + head] as const),
    ...Array.from(
      { length: tail },
      (_, index) => [before.length - tail + index, after.length - tail + index] as const,
    ),
    [before.length, after.length] as const,
  ];
  const aligned: AlignedItem[] = [];
  let i = 0;
  let j = 0;
  for (const [from, to] of same) {
    // What stands between two items that stayed has changed, one for one as far as both sides go.
    while (i < from && j < to) aligned.push({ from: i++, to: j++ });
    while (i < from) aligned.push({ from: i++, to: null });
    while (j < to) aligned.push({ from: null, to: j++ });
    if (i < before.length) aligned.push({ from: i++, to: j++ });
  }
  return aligned;
}
