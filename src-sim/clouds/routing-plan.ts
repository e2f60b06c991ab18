/**
 * The exchange of routes among everything that was built: nouns of all clouds add speakers and sessions while they place
 * and join, and say what to do with the outcome. It is run once, when all of them are done.
 */
import type { Route } from '../fabric/fabric.ts';
import type { Origin } from '../fabric/origin.ts';
import { exchangeRoutes } from '../routing/exchange.ts';
import type { Outcome, RibEntry, RoutingFinding } from '../routing/outcome.ts';
import type { Session, Speaker } from '../routing/speaker.ts';
import { formatPrefix } from '../quantity/prefix.ts';
import type { PathStep } from '../scenario/edit.ts';
import type { Finding } from '../scenario/problem.ts';
import type { FabricBuilder } from '../fabric/builder.ts';

/** Puts what a speaker learned where its noun needs it. */
export type Install = (entries: readonly RibEntry[], outcome: Outcome) => void;

export class RoutingPlan {
  readonly #speakers = new Map<string, { speaker: Speaker; origin: Origin; install: Install }>();
  readonly #sessions = new Map<string, { session: Session; origin: Origin }>();

  /** `origin` is the record people know the speaker by. Ids of speakers are unique; a record's own id will do. */
  addSpeaker(speaker: Speaker, origin: Origin, install: Install = () => {}): void {
    this.#speakers.set(speaker.id, { speaker, origin, install });
  }

  /** Sessions of which an end is no speaker are passed over: the drawing may name what does not take part. */
  addSession(session: Session, origin: Origin): void {
    this.#sessions.set(session.id, { session, origin });
  }

  hasSpeaker(id: string): boolean {
    return this.#speakers.has(id);
  }

  /** The record that made a session: what a learned route is said to come from. */
  sessionOrigin(id: string): Origin | undefined {
    return this.#sessions.get(id)?.origin;
  }

  installInto(builder: FabricBuilder, table: number, entries: readonly RibEntry[]): void {
    for (const route of this.routesOf(entries)) builder.addRoute(table, route);
  }

  /** Routes for all entries that are not the speaker's own, out of the ports its sessions name. */
  routesOf(entries: readonly RibEntry[]): Route[] {
    return entries.flatMap(({ prefix, best, paths, decidedBy }): Route[] => {
      if (best.learned === null) return [];
      const sessions = paths.flatMap(({ learned }) => (learned === null ? [] : [learned.session]));
      const gateways = sessions.map(({ gateway }) => gateway ?? null);
      const action = {
        kind: 'forward',
        ports: sessions.map(({ via }) => via),
        ...(gateways.every((gateway) => gateway === null) ? {} : { via: gateways }),
      } as const;
      const { origin } = this.#sessions.get(best.learned.session.id)!;
      const chosen = decidedBy === null ? {} : { chosenBy: decidedBy };
      return [{ prefix, action, source: 'propagated', ...chosen, origin }];
    });
  }

  /** Sessions into a port that does not work are down. */
  run(findings: Finding[], works: (port: number) => boolean = () => true): Outcome {
    const speakers = [...this.#speakers.values()];
    const sessions = [...this.#sessions.values()]
      .map(({ session }) => session)
      .filter(({ from, to, via }) => this.hasSpeaker(from) && this.hasSpeaker(to) && works(via));
    const outcome = exchangeRoutes(
      speakers.map(({ speaker }) => speaker),
      sessions,
    );
    for (const { speaker, install } of speakers) install(outcome.ribs.get(speaker.id) ?? [], outcome);
    findings.push(...outcome.findings.map((finding) => this.#told(finding)));
    findings.push(...this.#refusedForOwnAs(outcome));
    return outcome;
  }

  /** Speakers that have no other route to what they refused. */
  #refusedForOwnAs({ ribs, refused }: Outcome): Finding[] {
    const lost = new Map<string, Set<string>>();
    for (const { session, prefix, reason } of refused) {
      if (reason !== 'own AS in the path') continue;
      const key = formatPrefix(prefix);
      const known = ribs.get(session.to)?.some((entry) => formatPrefix(entry.prefix) === key) ?? false;
      if (!known) lost.set(session.id, (lost.get(session.id) ?? new Set()).add(key));
    }
    return [...lost].map(([id, prefixes]) => {
      const { session } = this.#sessions.get(id)!;
      const { speaker, origin } = this.#speakers.get(session.to)!;
      const [first, ...rest] = prefixes;
      const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
      return {
        code: 'routing/own-as',
        severity: 'warning',
        message: `${origin.noun} ${origin.name} refuses the route to ${first}${more}: its own AS ${speaker.asn} is in the path`,
        path: steps(origin.path),
      };
    });
  }

  #told(finding: RoutingFinding): Finding {
    if (finding.kind === 'prefix-limit') {
      const { session, prefixes } = finding;
      const { path, noun, name } = this.#sessions.get(session.id)!.origin;
      const { max, beyond } = session.limit!;
      const effect = beyond === 'close' ? 'it closes' : 'the rest is ignored';
      return {
        code: 'routing/prefix-limit',
        severity: 'error',
        message: `${noun} ${name} is told ${prefixes} prefixes and takes ${max}: ${effect}`,
        path: steps(path),
      };
    }
    const { kind, prefix, speakers } = finding;
    const origins = speakers.map((id) => this.#speakers.get(id)!.origin);
    const named = [...new Set(origins.map(({ noun, name }) => `${noun} ${name}`))].join(', ');
    const unstable = kind === 'oscillation';
    return {
      code: unstable ? 'routing/oscillation' : 'routing/order-dependent',
      severity: unstable ? 'error' : 'warning',
      message: unstable
        ? `the route to ${formatPrefix(prefix)} never settles: the policies of ${named} contradict each other`
        : `which route to ${formatPrefix(prefix)} is used depends on which session came up first: ${named}`,
      path: steps(origins[0].path),
    };
  }
}

/** `attachments.vpn.tunnels[1]` as the path of a finding. */
const steps = (path: string): PathStep[] =>
  path.split(/[.[\]]+/u).flatMap((step): PathStep[] => {
    if (step === '') return [];
    return [/^\d+$/u.test(step) ? Number(step) : step];
  });
