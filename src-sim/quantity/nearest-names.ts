/**
 * "Did you mean": the known names closest to one that is not known, by edit distance (insert, delete, replace,
 * or swap two neighbours: the restricted Damerau-Levenshtein distance), case ignored.
 */

/** Longer texts are cut before comparing, which bounds the work whatever was written. */
const COMPARED_CHARACTERS = 64;

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, beforeLast[j - 2] + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}

/** At most `count` names within half the length of the text, closest first, equal ones in alphabetical order. */
export function nearestNames(text: string, names: Iterable<string>, count = 3): string[] {
  const wanted = text.slice(0, COMPARED_CHARACTERS).toLowerCase();
  const farthest = Math.max(1, Math.floor(wanted.length / 2));
  const near: { readonly name: string; readonly distance: number }[] = [];
  for (const name of names) {
    const compared = name.slice(0, COMPARED_CHARACTERS).toLowerCase();
    if (Math.abs(compared.length - wanted.length) > farthest) continue;
    const distance = editDistance(wanted, compared);
    if (distance <= farthest) near.push({ name, distance });
  }
  near.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return near.slice(0, count).map((entry) => entry.name);
}
