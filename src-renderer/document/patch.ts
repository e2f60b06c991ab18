/**
 * A change of the document's text: at one place some characters go and others come. Patches are all that undo keeps, so
 * a long session costs what was typed, not a copy of the file per step.
 */
export interface Patch {
  readonly at: number;
  readonly removed: string;
  readonly inserted: string;
}

/** The smallest single patch that makes one text of the other; null when they are equal. */
export function patchBetween(before: string, after: string): Patch | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  return {
    at: start,
    removed: before.slice(start, before.length - tail),
    inserted: after.slice(start, after.length - tail),
  };
}

/** Throws where the text is not the one the patch was made for: that is a fault of ours, never of the user's. */
export function applyPatch(text: string, patch: Patch): string {
  const end = patch.at + patch.removed.length;
  if (text.slice(patch.at, end) !== patch.removed) throw new RangeError('the patch belongs to another text');
  return text.slice(0, patch.at) + patch.inserted + text.slice(end);
}

export function inversePatch(patch: Patch): Patch {
  return { at: patch.at, removed: patch.inserted, inserted: patch.removed };
}
