/**
 * One prefix, until nobody changes his mind: speakers decide in the order given, each seeing what those before it have
 * just decided, and again as long as a neighbour's best route changed. A state that comes back proves that there is no
 * end; the one it came back to is returned. Prefixes do not depend on each other, so each is settled by itself.
 * Left out: time. What holds is what would hold after every message has arrived.
 */
import type { Prefix } from '../quantity/prefix.ts';
import type { Announcement } from './announcement.ts';
import { type Decision, decide } from './bgp/decide.ts';
import { type RefusalReason, transfer } from './bgp/transfer.ts';
import type { Candidate } from './candidate.ts';
import type { Session, Speaker } from './speaker.ts';

/** Speakers by number, with the sessions that lead to each. */
export interface Neighbourhood {
  readonly speakers: readonly Speaker[];
  readonly sessionsTo: readonly (readonly SessionFrom[])[];
  /** Numbers of the speakers each one tells. */
  readonly tells: readonly (readonly number[])[];
}

export interface SessionFrom {
  readonly session: Session;
  readonly from: number;
  /** Whether the session takes this prefix, as its limit has it. */
  readonly takes: (prefix: Prefix) => boolean;
}

/** A speaker's choice; null where it has no route. */
export interface Settled {
  readonly choices: readonly (Decision | null)[];
  readonly refused: readonly Refused[];
  /** Speakers that never come to rest. */
  readonly restless: readonly number[];
}

interface Refused {
  readonly session: Session;
  readonly reason: RefusalReason;
}

/** Rounds after which a circle is looked for; networks without contradictions have settled long before. */
const PATIENCE = 16;

export function settlePrefix(
  neighbourhood: Neighbourhood,
  prefix: Prefix,
  own: ReadonlyMap<number, Announcement>,
  order: readonly number[],
): Settled {
  const { speakers, tells } = neighbourhood;
  const choices: (Decision | null)[] = speakers.map(() => null);
  const refused: Refused[][] = [];
  const waiting = new Set(own.keys());
  const circle = new CircleFinder();
  for (let round = 0; waiting.size > 0; round++) {
    for (const n of order) {
      if (!waiting.delete(n)) continue;
      const offers = candidatesOf(neighbourhood, prefix, n, own.get(n), choices);
      const { candidates } = offers;
      refused[n] = offers.refused;
      const before = choices[n]?.best;
      const choice = candidates.length === 0 ? null : decide(speakers[n], candidates);
      choices[n] = choice;
      if (!tellsTheSame(before, choice?.best)) for (const told of tells[n]) waiting.add(told);
    }
    if (round < PATIENCE || waiting.size === 0) continue;
    const restless = circle.seen(choices, waiting);
    if (restless !== null) return { choices, refused: [], restless };
  }
  return { choices, refused: refused.flat(), restless: [] };
}

/** Keeps the states from a time on; the first that comes back closes a circle. */
class CircleFinder {
  readonly #places = new Map<string, number>();
  readonly #states: string[][] = [];

  /** The speakers that change within the circle; null: this state is new. */
  seen(choices: readonly (Decision | null)[], waiting: ReadonlySet<number>): number[] | null {
    const marks = choices.map((choice) => (choice === null ? '' : markOf(choice.best)));
    const state = JSON.stringify([marks, [...waiting].sort((a, b) => a - b)]);
    const place = this.#places.get(state);
    if (place === undefined) {
      this.#places.set(state, this.#states.push(marks) - 1);
      return null;
    }
    const circle = this.#states.slice(place);
    return marks.flatMap((mark, n) => (circle.some((other) => other[n] !== mark) ? [n] : []));
  }
}

function candidatesOf(
  { speakers, sessionsTo }: Neighbourhood,
  prefix: Prefix,
  n: number,
  own: Announcement | undefined,
  choices: readonly (Decision | null)[],
): { candidates: Candidate[]; refused: Refused[] } {
  const to = speakers[n];
  const candidates: Candidate[] =
    own === undefined ? [] : [{ route: own, weight: 0, learned: null, trail: [to.id] }];
  const refused: Refused[] = [];
  for (const { session, from, takes } of sessionsTo[n]) {
    const best = choices[from]?.best;
    // What has come through this speaker is not told to it again.
    if (best === undefined || best.trail.includes(to.id)) continue;
    const got = takes(prefix)
      ? transfer(best, session, speakers[from], to)
      : ('more prefixes than the session takes' as const);
    if (typeof got === 'string') refused.push({ session, reason: got });
    else candidates.push(got);
  }
  return { candidates, refused };
}

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a === b || (a.length === b.length && a.every((item, n) => item === b[n]));

/** Whether neighbours hear no difference. */
function tellsTheSame(a: Candidate | undefined, b: Candidate | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const [p, q] = [a.route, b.route];
  return (
    a.learned?.session === b.learned?.session &&
    p.localPreference === q.localPreference &&
    p.med === q.med &&
    p.origin === q.origin &&
    sameItems(p.asPath, q.asPath) &&
    sameItems(p.communities, q.communities) &&
    sameItems(a.trail, b.trail)
  );
}

/** A candidate as text; equal for two that tell the same. */
function markOf({ route, learned, trail }: Candidate): string {
  const { asPath, localPreference, med, origin, communities } = route;
  return [learned?.session.id ?? '', asPath, localPreference, med, origin, communities, trail].join('|');
}
