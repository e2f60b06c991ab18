/**
 * Sets of addresses as lists of prefixes. Every list returned is canonical: sorted (IPv4 first), disjoint, and
 * minimal, so two sets are equal if and only if their lists are. Arguments may be any lists.
 */
import { type Address, addressWidth, type Family } from './address.ts';
import { comparePrefixes, containsAddress, containsPrefix, type Prefix, prefixSize } from './prefix.ts';

/** A run of addresses, `end` excluded. */
interface Run {
  readonly family: Family;
  readonly start: bigint;
  readonly end: bigint;
}

/** The fewest disjoint runs that hold what the list holds, in order. */
function runsOf(list: readonly Prefix[]): Run[] {
  const runs: Run[] = [];
  for (const prefix of [...list].sort(comparePrefixes)) {
    const end = prefix.bits + prefixSize(prefix);
    const last = runs.at(-1);
    if (last && last.family === prefix.family && prefix.bits <= last.end) {
      if (end > last.end) runs[runs.length - 1] = { ...last, end };
    } else {
      runs.push({ family: prefix.family, start: prefix.bits, end });
    }
  }
  return runs;
}

const bitLength = (n: bigint): number => n.toString(2).length;

/** Cuts a run into the fewest prefixes: each as large as its alignment and the rest of the run allow. */
function appendPrefixes(into: Prefix[], run: Run): void {
  const width = addressWidth(run.family);
  for (let bits = run.start; bits < run.end; ) {
    const alignment = bits === 0n ? width : bitLength(bits & -bits) - 1;
    const room = bitLength(run.end - bits) - 1;
    const behind = Math.min(alignment, room);
    into.push({ family: run.family, bits, length: width - behind });
    bits += 1n << BigInt(behind);
  }
}

function canonical(runs: readonly Run[]): Prefix[] {
  const prefixes: Prefix[] = [];
  for (const run of runs) appendPrefixes(prefixes, run);
  return prefixes;
}

export function normalise(list: readonly Prefix[]): Prefix[] {
  return canonical(runsOf(list));
}

export function union(a: readonly Prefix[], b: readonly Prefix[]): Prefix[] {
  return normalise([...a, ...b]);
}

const before = (a: Run, b: Run): boolean => (a.family === b.family ? a.end <= b.start : a.family < b.family);

/** What is in `a` and not in `b`. */
export function difference(a: readonly Prefix[], b: readonly Prefix[]): Prefix[] {
  const left: Run[] = [];
  const holes = runsOf(b);
  let next = 0;
  for (const run of runsOf(a)) {
    let start = run.start;
    while (next < holes.length && before(holes[next], run)) next += 1;
    for (let i = next; i < holes.length && !before(run, holes[i]); i += 1) {
      const hole = holes[i];
      if (hole.start > start) left.push({ family: run.family, start, end: hole.start });
      if (hole.end > start) start = hole.end;
    }
    if (start < run.end) left.push({ family: run.family, start, end: run.end });
  }
  return canonical(left);
}

/** Runs common to both, by one walk along both lists. */
function commonRuns(a: readonly Run[], b: readonly Run[]): Run[] {
  const common: Run[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const p = a[i];
    const q = b[j];
    if (before(p, q)) i += 1;
    else if (before(q, p)) j += 1;
    else {
      const end = p.end < q.end ? p.end : q.end;
      common.push({ family: p.family, start: p.start > q.start ? p.start : q.start, end });
      if (p.end === end) i += 1;
      if (q.end === end) j += 1;
    }
  }
  return common;
}

export function intersection(a: readonly Prefix[], b: readonly Prefix[]): Prefix[] {
  return canonical(commonRuns(runsOf(a), runsOf(b)));
}

/** A plain scan: for many questions against one list build a `LongestMatch`. */
export function setContains(set: readonly Prefix[], address: Address): boolean {
  return set.some((prefix) => containsAddress(prefix, address));
}

export function setOverlaps(a: readonly Prefix[], b: readonly Prefix[]): boolean {
  return commonRuns(runsOf(a), runsOf(b)).length > 0;
}

/** Two items that share addresses; `outer` contains `inner` (of equal prefixes, the one given first). */
export interface OverlappingPair<T> {
  readonly outer: T;
  readonly inner: T;
}

/**
 * All pairs of items whose prefixes share an address, in O(n log n + answers). Prefixes nest or are disjoint,
 * so in sorted order the open ancestors of an item form a stack, and every one of them overlaps it.
 * A thousand equal networks have half a million pairs: `limit` ends the search after that many.
 */
export function overlappingPairs<T extends { readonly prefix: Prefix }>(
  items: readonly T[],
  limit: number = Number.POSITIVE_INFINITY,
): OverlappingPair<T>[] {
  const pairs: OverlappingPair<T>[] = [];
  const open: T[] = [];
  for (const inner of [...items].sort((a, b) => comparePrefixes(a.prefix, b.prefix))) {
    while (open.length > 0 && !containsPrefix(open.at(-1)!.prefix, inner.prefix)) open.pop();
    for (const outer of open) {
      if (pairs.length >= limit) return pairs;
      pairs.push({ outer, inner });
    }
    open.push(inner);
  }
  return pairs;
}
