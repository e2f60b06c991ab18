/**
 * The arithmetic of IPAM: which aligned blocks of a pool are free. The free space is kept as the canonical list of
 * maximal aligned blocks, so a block of length L fits if and only if some listed block has length <= L, and
 * the lowest fit starts where the first such block starts. It counts addresses, not reservations: who took a
 * block, and why, is the caller's record.
 */
import { addressWidth } from './address.ts';
import { comparePrefixes, containsPrefix, overlaps, type Prefix, prefixSize } from './prefix.ts';
import { difference } from './prefix-set.ts';

export interface Utilisation {
  readonly total: bigint;
  readonly used: bigint;
  readonly fraction: number;
}

/** The other half of the block one bit larger. */
function buddyOf(prefix: Prefix): Prefix {
  return { ...prefix, bits: prefix.bits ^ prefixSize(prefix) };
}

function parentOf(prefix: Prefix): Prefix {
  const length = prefix.length - 1;
  const behind = BigInt(addressWidth(prefix.family) - length);
  return { family: prefix.family, bits: (prefix.bits >> behind) << behind, length };
}

export class BlockAllocator {
  readonly pool: Prefix;
  #free: Prefix[];
  #freeSize: bigint;

  /** `taken` may overlap itself and reach out of the pool; only what lies inside counts. */
  constructor(pool: Prefix, taken: readonly Prefix[] = []) {
    this.pool = pool;
    this.#free = difference([pool], taken);
    this.#freeSize = this.#free.reduce((sum, block) => sum + prefixSize(block), 0n);
  }

  /** The lowest free aligned block of this length, or null. It stays free until taken. */
  nextFree(length: number): Prefix | null {
    if (length < this.pool.length || length > addressWidth(this.pool.family)) return null;
    const block = this.#free.find((candidate) => candidate.length <= length);
    return block ? { family: block.family, bits: block.bits, length } : null;
  }

  /** Takes a block that is free as a whole; false, and nothing changes, if it is not. */
  take(prefix: Prefix): boolean {
    // The only listed block that can contain the prefix is the last one not after it.
    const at = this.#rank(prefix) - 1;
    const outer = this.#free[at];
    if (outer === undefined || !containsPrefix(outer, prefix)) return false;
    const rest: Prefix[] = [];
    for (let part = prefix; part.length > outer.length; part = parentOf(part)) rest.push(buddyOf(part));
    this.#free.splice(at, 1, ...rest.sort(comparePrefixes));
    this.#freeSize -= prefixSize(prefix);
    return true;
  }

  /** Gives back a block that is taken as a whole; false, and nothing changes, if any of it is free or not of the pool. */
  release(prefix: Prefix): boolean {
    if (!containsPrefix(this.pool, prefix)) return false;
    const at = this.#rank(prefix);
    const touches = (block: Prefix | undefined): boolean => block !== undefined && overlaps(block, prefix);
    if (touches(this.#free[at - 1]) || touches(this.#free[at])) return false;
    this.#freeSize += prefixSize(prefix);
    this.#insertMerged(prefix);
    return true;
  }

  /** What is free, as the shortest sorted list of prefixes. */
  free(): Prefix[] {
    return [...this.#free];
  }

  utilisation(): Utilisation {
    const total = prefixSize(this.pool);
    const used = total - this.#freeSize;
    return { total, used, fraction: Number(used) / Number(total) };
  }

  /** How many free blocks sort at or before the prefix. */
  #rank(prefix: Prefix): number {
    let low = 0;
    let high = this.#free.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (comparePrefixes(this.#free[middle], prefix) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Lists the block, joined with its buddy, and the result with its own, as far as they are free. */
  #insertMerged(prefix: Prefix): void {
    let block = prefix;
    let at = this.#rank(block);
    while (block.length > this.pool.length) {
      const buddy = buddyOf(block);
      const place = buddy.bits < block.bits ? at - 1 : at;
      const neighbour = this.#free[place];
      if (neighbour === undefined || comparePrefixes(neighbour, buddy) !== 0) break;
      this.#free.splice(place, 1);
      at = place;
      block = parentOf(block);
    }
    this.#free.splice(at, 0, block);
  }
}
