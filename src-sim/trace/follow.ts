/**
 * One packet's way along the decisions for its destination, past the filters at every port: how it ends, and what let
 * it through. Where flows are shared over several next hops each of them is followed, up to a bound.
 */
import type { Fate } from '../fabric/fate.ts';
import type { FilterRule } from '../fabric/fabric.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import type { Decision, Gate, Onward } from './decision.ts';
import type { Chain, Departure } from './departure.ts';
import type { Groundwork } from './groundwork.ts';

/** As many routers as the packet engine lets count a packet down (RFC 1812 section 5.3.1), and nodes of any kind. */
const hopsMax = 64;
const nodesMax = 255;
/** Paths told of one question; equal next hops multiply along the way. */
const pathsMax = 32;

export interface Refusal {
  /** On its way to this next hop. */
  readonly onward: Onward;
  readonly gate: Gate;
  /** Null: no rule matched. */
  readonly rule: FilterRule | null;
}

/** A packet to be followed. */
export interface Sent {
  readonly departure: Departure;
  readonly header: PacketHeader;
  /** Trackers that know it, from the way it answers. */
  readonly remembered: readonly string[];
}

export interface Way {
  readonly fate: Fate;
  /** Numbers of the decisions it met, in order; what stands after `length` of them means nothing. */
  readonly trail: ArrayLike<number>;
  readonly length: number;
  readonly refusal: Refusal | null;
  /** It ended because it had met the same place before; tables do not change, so it would for ever. */
  readonly loop: boolean;
  /** Trackers of the stateful filters that let it through, for the answer. */
  readonly remembered: readonly string[];
}

/** With the next hops taken: one less than decisions, since the last one ended it. */
export interface FullWay extends Way {
  readonly taken: readonly Onward[];
}

export interface FilterPass {
  readonly passes: boolean;
  readonly rule: FilterRule | null;
  /** Let through without a rule, as the answer to something that was. */
  readonly answer: boolean;
}

export function askFilter(
  { fabric, filters }: Groundwork,
  filter: number,
  { header, remembered }: Pick<Sent, 'header' | 'remembered'>,
): FilterPass {
  const { stateful, tracker } = fabric.filters[filter];
  if (stateful && remembered.includes(tracker)) return { passes: true, rule: null, answer: true };
  const rule = filters.decide(filter, header);
  return { passes: rule?.allow === true, rule, answer: false };
}

/** What refuses it towards a next hop. */
function refusalOf(ground: Groundwork, onward: Onward, sent: Sent): Refusal | null {
  for (const gate of onward.gates) {
    const { passes, rule } = askFilter(ground, gate.filter, sent);
    if (!passes) return { onward, gate, rule };
  }
  return null;
}

const nothing: readonly string[] = [];

/** Trackers known before and those of the filters towards a next hop. */
const rememberedAfter = ({ trackers }: Onward, before: readonly string[]): readonly string[] =>
  trackers.length === 0 ? before : before.concat(trackers);

/** All ways the packet can take, the one of the first next hops first. */
export function followAll(ground: Groundwork, sent: Sent): FullWay[] {
  return new Follower(ground, sent, true).ways();
}

/** The way that is told first: the first that fails, because flows on it are lost; else the first. */
export function followLeading(ground: Groundwork, sent: Sent): Way {
  const { chain } = sent.departure;
  return chain === null
    ? leadingWay(new Follower(ground, sent, false).ways())
    : followChain(ground, chain, sent);
}

export function leadingWay<W extends Way>(ways: readonly W[]): W {
  return ways.find((way) => way.fate !== 'delivered') ?? ways[0];
}

function followChain(ground: Groundwork, { trail, length, fate, loop, guarded }: Chain, sent: Sent): Way {
  let remembered = nothing;
  for (const onward of guarded) {
    const refusal = refusalOf(ground, onward, sent);
    if (refusal !== null) {
      const met = trail.indexOf(onward.from.id) + 1;
      return { fate: 'denied', trail, length: met, refusal, loop: false, remembered };
    }
    remembered = rememberedAfter(onward, remembered);
  }
  return { fate, trail, length, refusal: null, loop, remembered };
}

type Ended = Pick<Way, 'fate' | 'refusal' | 'loop' | 'remembered'>;

class Follower {
  private readonly ground: Groundwork;
  private readonly sent: Sent;
  /** Else only what may lead is kept, and nothing is looked for behind a failure. */
  private readonly all: boolean;
  /** Next hops taken on the way that is being followed; how many is told along. */
  private readonly taken: Onward[] = [];
  private readonly found: FullWay[] = [];
  private count = 0;

  constructor(ground: Groundwork, sent: Sent, all: boolean) {
    this.ground = ground;
    this.sent = sent;
    this.all = all;
  }

  ways(): FullWay[] {
    const { ways, node } = this.sent.departure;
    this.follow(ways.from(node), 0, hopsMax, nothing);
    return this.found;
  }

  /** False: nothing more is to be found. */
  private follow(
    decision: Decision,
    depth: number,
    hopsLeft: number,
    remembered: readonly string[],
  ): boolean {
    const loop = this.isLoop(decision, depth);
    const fate = endAt(decision, depth, hopsLeft, loop);
    if (fate !== null) {
      const round = loop && fate === 'ttl-exceeded';
      return this.end(decision, depth, { fate, refusal: null, loop: round, remembered });
    }
    const { nodes, ports } = this.ground.fabric;
    for (const onward of decision.onward) {
      if (this.count >= pathsMax) return false;
      const refusal = refusalOf(this.ground, onward, this.sent);
      if (refusal !== null) {
        if (!this.end(decision, depth, { fate: 'denied', refusal, loop: false, remembered })) return false;
        continue;
      }
      this.taken[depth] = onward;
      const left = nodes[ports[onward.into].node].decrementsTtl ? hopsLeft - 1 : hopsLeft;
      const known = rememberedAfter(onward, remembered);
      if (!this.follow(this.sent.departure.ways.after(onward), depth + 1, left, known)) return false;
    }
    return true;
  }

  private isLoop(decision: Decision, depth: number): boolean {
    for (let n = 0; n < depth; n++) if (this.taken[n].from === decision) return true;
    return false;
  }

  private end(last: Decision, depth: number, ended: Ended): boolean {
    this.count += 1;
    const failed = ended.fate !== 'delivered';
    if (this.all || failed || this.count === 1) {
      const taken = this.taken.slice(0, depth);
      const trail = [...taken.map(({ from }) => from.id), last.id];
      this.found.push({ ...ended, trail, length: trail.length, taken });
    }
    return this.all || !failed;
  }
}

/** How it ends here; null where it goes on. A packet that has arrived is not counted down any more. */
function endAt(decision: Decision, nodes: number, hopsLeft: number, loop: boolean): Fate | null {
  if (decision.fate === 'delivered' || decision.fate === 'not-for-me') return decision.fate;
  if (loop || nodes >= nodesMax || hopsLeft <= 0) return 'ttl-exceeded';
  return decision.fate;
}
