/**
 * Longest-prefix match (RFC 1812 section 5.2.4.3), for both families in one table: one hash map per prefix
 * length that occurs, asked from the longest to the shortest. Tables of clouds and sites use few lengths, so this
 * beats a trie in memory and speed; a full Internet table (25 lengths) costs at most 25 look-ups.
 * IPv4 keys are 32-bit integers: after one conversion of the address no step allocates.
 */
import { type Address, addressWidth } from './address.ts';
import { comparePrefixes, type Prefix } from './prefix.ts';

export interface Match<T> {
  readonly prefix: Prefix;
  readonly value: T;
}

/** The prefixes of one length. */
interface Level<K, T> {
  readonly length: number;
  readonly matches: Map<K, Match<T>>;
}

/** The leading bits as a signed 32-bit integer; a shift by 32 would be a shift by 0, hence the case. */
const keyV4 = (bits: number, length: number): number => (length === 0 ? 0 : bits & (-1 << (32 - length)));

const keyV6 = (bits: bigint, length: number): bigint => bits >> BigInt(addressWidth(6) - length);

/** The level of the given length, made at its place in the descending list when missing. */
function levelFor<K, T>(levels: Level<K, T>[], length: number): Level<K, T> {
  const at = levels.findIndex((level) => level.length <= length);
  if (at !== -1 && levels[at].length === length) return levels[at];
  const level: Level<K, T> = { length, matches: new Map() };
  levels.splice(at === -1 ? levels.length : at, 0, level);
  return level;
}

export class LongestMatch<T> {
  readonly #v4: Level<number, T>[] = [];
  readonly #v6: Level<bigint, T>[] = [];

  /** Puts a value on a prefix and returns the one it replaces, or null. */
  insert(prefix: Prefix, value: T): T | null {
    const match = { prefix, value };
    if (prefix.family === 4) {
      const { matches } = levelFor(this.#v4, prefix.length);
      return replace(matches, keyV4(Number(prefix.bits), prefix.length), match);
    }
    const { matches } = levelFor(this.#v6, prefix.length);
    return replace(matches, keyV6(prefix.bits, prefix.length), match);
  }

  lookup(address: Address): Match<T> | null {
    if (address.family === 4) {
      const bits = Number(address.bits);
      for (const level of this.#v4) {
        const match = level.matches.get(keyV4(bits, level.length));
        if (match) return match;
      }
      return null;
    }
    for (const level of this.#v6) {
      const match = level.matches.get(keyV6(address.bits, level.length));
      if (match) return match;
    }
    return null;
  }

  /** All prefixes that contain the address, longest first. */
  covering(address: Address): Match<T>[] {
    const found: (Match<T> | undefined)[] =
      address.family === 4
        ? this.#v4.map((level) => level.matches.get(keyV4(Number(address.bits), level.length)))
        : this.#v6.map((level) => level.matches.get(keyV6(address.bits, level.length)));
    return found.filter((match) => match !== undefined);
  }

  /** Everything in the table, sorted by prefix, so the order does not depend on that of insertion. */
  entries(): Match<T>[] {
    const all = [...this.#v4, ...this.#v6].flatMap((level) => Array.from(level.matches.values()));
    return all.sort((a, b) => comparePrefixes(a.prefix, b.prefix));
  }
}

function replace<K, T>(matches: Map<K, Match<T>>, key: K, match: Match<T>): T | null {
  const old = matches.get(key);
  matches.set(key, match);
  return old ? old.value : null;
}
