/**
 * Follows packets step by step, in the order fabric.ts gives for every engine, and notes what decided. It knows everything a
 * fabric can hold: translations, policy rules, reverse path checks, strong hosts, switches and tunnels. Where flows are shared
 * over several next hops, or over several targets of a translation, each is followed, up to a bound.
 *
 * Left out: load, loss and links that are down; ports of translations and places for connections that others have taken.
 */
import { compareAddresses } from '../quantity/address.ts';
import type { Fate } from '../fabric/fate.ts';
import type { Fabric } from '../fabric/fabric.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import { decideRoute } from '../fabric/policy-lookup.ts';
import { checkReversePath } from '../fabric/reverse-path.ts';
import { RouteLookup } from '../fabric/route-lookup.ts';
import {
  answerEntering,
  answerLeaving,
  changeEntering,
  changeLeaving,
  headersFor,
} from '../fabric/translate.ts';
import { Asked } from './asked.ts';
import { Crossings } from './crossings.ts';
import type { Target } from './decision.ts';
import type { FilterBook } from './filter-book.ts';
import { hopsMax, nodesMax, waysMax } from './hop-limits.ts';
import { type Ending, Journal } from './journal.ts';
import { isAnswer, type Memory, type NodePassage } from './memory.ts';
import { ownership } from './ownership.ts';
import { routeFates } from './route-fates.ts';
import type { Crossing, Refusal, RouteNote, TranslationNote, Walk } from './note.ts';

/** A packet to be followed. */
export interface WalkSent {
  readonly node: number;
  readonly header: PacketHeader;
  readonly target: Target;
  /** Left out: 64. */
  readonly hops?: number;
  /** What is known of the packet it answers. */
  readonly memory: Memory;
  /** It tells of a packet in `memory` what became of it (ICMP error): filters and translations that know that one help it back. */
  readonly tells?: boolean;
  /** Port of the node whose table sends it on its way; left out: the node's own does. */
  readonly by?: number;
}

/** Which ways are wanted: all, or only what may lead, which is the first that fails, else the first. */
export type Wanted = 'all' | 'leading';

export class Walker {
  readonly fabric: Fabric;
  readonly filters: FilterBook;
  readonly routes: RouteLookup;
  readonly crossings: Crossings;

  constructor(fabric: Fabric, filters: FilterBook) {
    this.fabric = fabric;
    this.filters = filters;
    this.routes = new RouteLookup(fabric);
    this.crossings = new Crossings(fabric, ({ header, ...outer }) => {
      return this.walk({ ...outer, header, target: { address: header.destination, node: null } }, 'all');
    });
  }

  /** At least one. */
  walk(sent: WalkSent, wanted: Wanted, asked: Asked = new Asked()): readonly Walk[] {
    return new Journey(this, sent, wanted, asked).ways();
  }
}

/** A packet between what it was and what it has become at the node it is at. */
interface Present {
  readonly node: number;
  /** Port it came in at; null: the node sends it. */
  readonly entered: number | null;
  readonly arrived: PacketHeader;
  readonly header: PacketHeader;
  readonly hops: number;
}

class Journey {
  private readonly walker: Walker;
  private readonly sent: WalkSent;
  private readonly wanted: Wanted;
  private readonly asked: Asked;
  private readonly journal: Journal;
  private readonly found: Walk[] = [];
  private count = 0;

  constructor(walker: Walker, sent: WalkSent, wanted: Wanted, asked: Asked) {
    this.walker = walker;
    this.sent = sent;
    this.wanted = wanted;
    this.asked = asked;
    this.journal = new Journal(sent.header);
  }

  ways(): readonly Walk[] {
    const { node, header, hops = hopsMax } = this.sent;
    this.receive({ node, entered: null, arrived: header, header, hops });
    return this.found;
  }

  // Each of the following returns false where nothing more is to be found.

  private enter(port: number, header: PacketHeader, hopsBefore: number): boolean {
    const { fabric } = this.walker;
    const { node } = fabric.ports[port];
    const hops = fabric.nodes[node].decrementsTtl ? hopsBefore - 1 : hopsBefore;
    if (fabric.nodes[node].translations === undefined) {
      return this.look({ node, entered: port, arrived: header, header, hops });
    }
    const mark = this.journal.mark();
    for (const { after, translation } of this.entering(node, port, header)) {
      if (this.count >= waysMax) return false;
      this.journal.change(port, header, after, translation);
      if (!this.look({ node, entered: port, arrived: header, header: after, hops })) return false;
      this.journal.backTo(mark);
    }
    return true;
  }

  /** What it may be translated to where it comes in; one where nothing is. */
  private entering(
    node: number,
    port: number,
    header: PacketHeader,
  ): readonly Pick<TranslationNote, 'after' | 'translation'>[] {
    const { fabric } = this.walker;
    const element = fabric.nodes[node];
    for (const passage of this.passagesAt(node)) {
      const after = this.sent.tells === true ? told(passage, header) : answerEntering(passage, header);
      if (after !== null) return [{ after, translation: null }];
    }
    this.asked.choice(element.translations!);
    const change = changeEntering(element, port, header);
    if (change === null) return [{ after: header, translation: null }];
    const { translation } = change;
    const headers = translation.kind === 'destination' ? headersFor(translation, header) : [change.header];
    return headers.map((after) => ({ after, translation }));
  }

  private passagesAt(node: number): readonly NodePassage[] {
    const { passages } = this.sent.memory;
    return passages.length === 0 ? passages : passages.filter((passage) => passage.node === node);
  }

  private look(at: Present): boolean {
    const { fabric, routes } = this.walker;
    const port = at.entered!;
    const element = fabric.nodes[at.node];
    if (element.reversePath !== undefined) {
      if (element.policy !== undefined) this.asked.choice(element.policy);
      const check = checkReversePath(fabric, routes, port, at.header)!;
      if (!check.passes) {
        this.journal.notes.push({ kind: 'reverse-path', port, header: at.header, check });
        this.journal.arriveAt(at.node, at.header);
        return this.end({ fate: 'reverse-path', header: at.header });
      }
    }
    for (const filter of fabric.ports[port].ingress) {
      const refusal = this.pass(port, filter, at.header);
      if (refusal !== null) return this.end({ fate: 'denied', header: at.header, refusal });
    }
    return this.receive(at);
  }

  private receive(at: Present): boolean {
    const { fabric } = this.walker;
    const { node, entered, header } = at;
    const element = fabric.nodes[node];
    const own = ownership(fabric, this.sent.target, at);
    if (own === 'own') {
      this.journal.notes.push({ kind: 'delivery', node, header });
      this.journal.arriveAt(node, header);
      if (element.translations !== undefined) this.remember(at, header);
      return this.end({ fate: 'delivered', header });
    }
    if (own === 'never' || (element.role === 'host' && entered !== null)) {
      return this.stop(at, 'not-for-me', { table: element.table, route: null, rule: null });
    }
    return this.decide(at);
  }

  private decide(at: Present): boolean {
    const { fabric, routes } = this.walker;
    const { node, entered, header, hops } = at;
    const { policy } = fabric.nodes[node];
    if (policy !== undefined) this.asked.choice(policy);
    const decision = decideRoute(fabric, routes, node, entered ?? this.sent.by ?? null, header);
    const { table, route } = decision;
    const roundFrom = this.journal.placeOf(node, table, header);
    if (roundFrom >= 0) return this.stop(at, 'ttl-exceeded', decision, roundFrom);
    if (hops <= 0 || this.journal.length >= nodesMax) return this.stop(at, 'ttl-exceeded', decision);
    if (route === null) return this.stop(at, 'no-route', decision);
    if (route.action.kind !== 'forward') return this.stop(at, routeFates[route.action.kind], decision);
    const { ports, via } = route.action;
    if (ports.length === 0) return this.stop(at, 'link-down', decision);
    this.journal.arriveAt(node, header, table);
    const mark = this.journal.mark();
    for (const [n, out] of ports.entries()) {
      const nextHop = via?.[n] ?? header.destination;
      for (const crossing of this.walker.crossings.over(out, nextHop, hops, this.sent.memory)) {
        if (this.count >= waysMax) return false;
        this.journal.notes.push({ kind: 'route', node, ...decision, header, onward: crossing });
        if (!this.leave(at, crossing)) return false;
        this.journal.backTo(mark);
      }
    }
    return true;
  }

  private leave(at: Present, crossing: Crossing): boolean {
    const { fabric } = this.walker;
    for (const filter of fabric.ports[crossing.out].egress) {
      const refusal = this.pass(crossing.out, filter, at.header);
      if (refusal !== null) return this.end({ fate: 'denied', header: at.header, refusal });
    }
    const header = this.leaving(at, crossing.out);
    this.journal.notes.push({ kind: 'crossing', crossing, header });
    for (const { outer } of crossing.wrappings) this.journal.learn(outer.memory);
    if (crossing.fate !== null) return this.end({ fate: crossing.fate, header });
    return this.enter(crossing.into, header, at.hops);
  }

  private leaving(at: Present, port: number): PacketHeader {
    const { node, header } = at;
    const element = this.walker.fabric.nodes[node];
    if (element.translations === undefined) return header;
    for (const passage of this.passagesAt(node)) {
      const after = answerLeaving(passage, header);
      if (after === null) continue;
      this.journal.change(port, header, after, null);
      return after;
    }
    this.asked.choice(element.translations);
    const change = changeLeaving(element, port, header);
    const after = change?.header ?? header;
    this.journal.change(port, header, after, change?.translation ?? null);
    this.remember(at, after);
    return after;
  }

  private remember({ node, arrived, header }: Present, sent: PacketHeader): void {
    this.journal.passages.push({ node, arrived, routed: header, sent });
  }

  /** Null: the filter lets it through. */
  private pass(port: number, filter: number, header: PacketHeader): Refusal | null {
    const { fabric, filters } = this.walker;
    const { stateful, tracker, rules } = fabric.filters[filter];
    const { memory, tells } = this.sent;
    const known =
      tells === true
        ? memory.witnesses.some((witness) => witness.tracker === tracker)
        : isAnswer(memory, tracker, header);
    const answer = stateful && known;
    if (!answer) this.asked.rules.add(rules);
    const rule = answer ? null : filters.decide(filter, header);
    const passes = answer || rule?.allow === true;
    this.journal.notes.push({ kind: 'filter', port, filter, header, passes, rule, answer });
    if (passes && stateful) this.journal.witnesses.push({ tracker, header });
    return passes ? null : { port, filter, header, rule };
  }

  private stop(
    at: Present,
    fate: Fate,
    { table, route, rule }: Pick<RouteNote, 'table' | 'route' | 'rule'>,
    roundFrom = -1,
  ): boolean {
    const { node, header } = at;
    this.journal.notes.push({ kind: 'route', node, table, route, rule, header, onward: fate });
    this.journal.arriveAt(node, header, table);
    return this.end({ fate, header, roundFrom });
  }

  private end(ending: Ending): boolean {
    this.count += 1;
    const failed = ending.fate !== 'delivered';
    const all = this.wanted === 'all';
    if (all || failed || this.count === 1) this.found.push(this.journal.walk(ending));
    return all || !failed;
  }
}

/** What an error message about a translated packet becomes on its way back to the sender. */
function told({ sent, arrived }: NodePassage, header: PacketHeader): PacketHeader | null {
  if (compareAddresses(header.destination, sent.source) !== 0) return null;
  return { ...header, destination: arrived.source };
}
