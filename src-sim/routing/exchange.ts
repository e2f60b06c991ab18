/**
 * The exchange of routes of a whole network: one engine for BGP and for what clouds call propagation. It has no clock; it
 * computes what all tables hold once nothing changes any more, which step decided, and what was refused where.
 * A session that takes only so many prefixes is counted when all is settled; if it has more, it closes, or ignores the
 * rest, and all is settled again.
 * Left out: aggregation and conditional advertisement (a prefix depends on no other), route flap damping, graceful restart.
 */
import { comparePrefixes, formatPrefix, type Prefix } from '../quantity/prefix.ts';
import type { Announcement } from './announcement.ts';
import type { Decision } from './bgp/decide.ts';
import type { Outcome, Refusal, RibEntry, RoutingFinding } from './outcome.ts';
import { type Neighbourhood, settlePrefix } from './settle-prefix.ts';
import type { Session, Speaker } from './speaker.ts';

export function exchangeRoutes(speakers: readonly Speaker[], sessions: readonly Session[]): Outcome {
  const network = new Network(speakers, sessions);
  const limits: RoutingFinding[] = [];
  for (;;) {
    const outcome = settleAll(network);
    const broken = network.enforceLimits(outcome);
    if (broken.length === 0) return { ...outcome, findings: [...limits, ...outcome.findings] };
    limits.push(...broken);
  }
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

class Network {
  readonly speakers: readonly Speaker[];
  readonly owners: readonly { readonly prefix: Prefix; readonly own: ReadonlyMap<number, Announcement> }[];
  readonly neighbourhood: Neighbourhood;
  readonly #limited: readonly Session[];
  /** Prefixes that a session still takes, of those whose limit was exceeded. */
  readonly #taken = new Map<Session, ReadonlySet<string>>();

  constructor(speakers: readonly Speaker[], sessions: readonly Session[]) {
    this.speakers = [...speakers].sort(byId);
    const numbers = new Map(this.speakers.map(({ id }, n) => [id, n]));
    const numberOf = (id: string): number => {
      const n = numbers.get(id);
      if (n === undefined) throw new RangeError(`a session names the speaker ${id}, which there is none of`);
      return n;
    };
    const sessionsTo: Neighbourhood['sessionsTo'][number][number][][] = this.speakers.map(() => []);
    const tells = this.speakers.map(() => new Set<number>());
    const sorted = [...sessions].sort(byId);
    for (const session of sorted) {
      const from = numberOf(session.from);
      const to = numberOf(session.to);
      const takes = (prefix: Prefix): boolean => this.#taken.get(session)?.has(formatPrefix(prefix)) ?? true;
      sessionsTo[to].push({ session, from, takes });
      tells[from].add(to);
    }
    this.neighbourhood = {
      speakers: this.speakers,
      sessionsTo,
      tells: tells.map((told) => Array.from(told)),
    };
    this.#limited = sorted.filter(({ limit }) => limit !== undefined);
    this.owners = ownersOf(this.speakers);
  }

  /** What has more prefixes than it takes, from now on takes fewer. */
  enforceLimits({ ribs }: Outcome): RoutingFinding[] {
    return this.#limited.flatMap((session): RoutingFinding[] => {
      const { max, beyond } = session.limit!;
      const held = (ribs.get(session.to) ?? [])
        .filter(({ candidates }) => candidates.some(({ learned }) => learned?.session === session))
        .map(({ prefix }) => formatPrefix(prefix));
      if (held.length <= max || this.#taken.has(session)) return [];
      this.#taken.set(session, new Set(beyond === 'close' ? [] : held.slice(0, max)));
      return [{ kind: 'prefix-limit', session, prefixes: held.length }];
    });
  }
}

/** Who originates each prefix; of a speaker that names one twice, the first counts. */
function ownersOf(speakers: readonly Speaker[]): Network['owners'] {
  const byPrefix = new Map<string, { prefix: Prefix; own: Map<number, Announcement> }>();
  for (const [n, { originates }] of speakers.entries()) {
    for (const announcement of originates) {
      const key = formatPrefix(announcement.prefix);
      const entry = byPrefix.get(key) ?? { prefix: announcement.prefix, own: new Map() };
      byPrefix.set(key, entry);
      if (!entry.own.has(n)) entry.own.set(n, announcement);
    }
  }
  return [...byPrefix.values()].sort((a, b) => comparePrefixes(a.prefix, b.prefix));
}

function settleAll({ speakers, owners, neighbourhood }: Network): Outcome {
  const ribs: RibEntry[][] = speakers.map(() => []);
  const refused: Refusal[] = [];
  const findings: RoutingFinding[] = [];
  const order = speakers.map((_, n) => n);
  const names = (numbers: readonly number[]): string[] => numbers.map((n) => speakers[n].id);
  for (const { prefix, own } of owners) {
    const settled = settlePrefix(neighbourhood, prefix, own, order);
    for (const [n, choice] of settled.choices.entries())
      if (choice !== null) ribs[n].push({ ...choice, prefix });
    for (const refusal of settled.refused) refused.push({ ...refusal, prefix });
    if (settled.restless.length > 0) {
      findings.push({ kind: 'oscillation', prefix, speakers: names(settled.restless) });
    } else if (settled.choices.some((choice) => choice !== null && choice.candidates.length > 1)) {
      const backwards = settlePrefix(neighbourhood, prefix, own, [...order].reverse());
      const differing = order.filter((n) => !sameChoice(settled.choices[n], backwards.choices[n]));
      if (differing.length > 0)
        findings.push({ kind: 'order-dependent', prefix, speakers: names(differing) });
    }
  }
  return { ribs: new Map(speakers.map(({ id }, n) => [id, ribs[n]])), refused, findings };
}

const sameChoice = (a: Decision | null, b: Decision | null): boolean =>
  a?.best.learned?.session === b?.best.learned?.session && a?.best.trail.join() === b?.best.trail.join();
