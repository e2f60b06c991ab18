/**
 * A node that sends, and where what it sends goes. Most ways are one chain of decisions, the same for every packet to the
 * destination; only the filters along it need to be asked again. Where flows are shared, the chain of the first next
 * hops speaks for all if it fails by itself, since the first failure leads, or if all are of one shape. Ways past anything
 * special are no chain.
 */
import type { Fate } from '../fabric/fate.ts';
import type { Onward } from './decision.ts';
import { type DecisionBook, isEnd, isSpecial } from './decision-book.ts';
import type { Ways } from './ways.ts';

export interface Departure {
  readonly node: number;
  readonly ways: Ways;
  /** Null where no chain speaks for all that may happen. */
  readonly chain: Chain | null;
}

export interface Chain {
  /** Numbers of the decisions, in order; what stands after `length` of them means nothing. */
  readonly trail: Int32Array;
  readonly length: number;
  readonly fate: Fate;
  /** It ends because it comes to the same place again. */
  readonly loop: boolean;
  /** The next hops behind filters, in order. */
  readonly guarded: readonly Onward[];
}

/** So few that no hop limit runs out. */
export const chainMax = 64;

/** `trail` has room for `chainMax` decisions and belongs to the departure from now on. */
export function departureFrom(book: DecisionBook, node: number, ways: Ways, trail: Int32Array): Departure {
  return { node, ways, chain: chainFrom(book, node, ways, trail) };
}

function chainFrom(book: DecisionBook, node: number, ways: Ways, trail: Int32Array): Chain | null {
  const guarded: Onward[] = [];
  let fork = -1;
  let place = book.sending(node);
  for (let n = 0; n < chainMax; n++) {
    const id = ways.idAt(place);
    const length = n + 1;
    const loop = isAmong(trail, n, id);
    trail[n] = id;
    if (loop) return { trail, length, fate: 'ttl-exceeded', loop, guarded };
    place = book.stepAfter(id);
    if (place === isSpecial) return null;
    if (place === isEnd) {
      const fate = book.decision(id).fate!;
      if (fork >= 0 && fate === 'delivered' && !ways.branchesAreAlike(fork)) return null;
      return { trail, length, fate, loop, guarded };
    }
    if (fork < 0 && book.isFork(id)) fork = id;
    if (book.isGuarded(id)) guarded.push(book.decision(id).onward[0]);
  }
  return null;
}

function isAmong(trail: Int32Array, length: number, id: number): boolean {
  for (let n = 0; n < length; n++) if (trail[n] === id) return true;
  return false;
}
