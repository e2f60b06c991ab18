/**
 * One packet's way to its end: along a chain of decisions where one speaks for all that may happen, past the filters at its
 * ports; else step by step. Both are told alike.
 */
import type { Fate } from '../fabric/fate.ts';
import type { FilterRule } from '../fabric/fabric.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import type { Asked } from './asked.ts';
import type { Onward, Target } from './decision.ts';
import type { Chain, Departure } from './departure.ts';
import type { Groundwork } from './groundwork.ts';
import { type Memory, nothingKnown } from './memory.ts';
import type { Refusal, Walk } from './note.ts';

/** A packet to be followed that answers no other. */
export interface Sent {
  readonly departure: Departure;
  readonly header: PacketHeader;
  readonly target: Target;
}

/** A way along a chain. */
export interface ChainWay {
  readonly kind: 'chain';
  readonly fate: Fate;
  /** Numbers of the decisions it met, in order; what stands after `length` of them means nothing. */
  readonly trail: ArrayLike<number>;
  readonly length: number;
  readonly refusal: Refusal | null;
  /** It ended because it had met the same place before; tables do not change, so it would for ever. */
  readonly loop: boolean;
  /** Trackers of the stateful filters that let it through, for the answer. */
  readonly trackers: readonly string[];
  readonly header: PacketHeader;
}

export type Way = ChainWay | Walk;

/** The way that is told first: the first that fails, because flows on it are lost; else the first. */
export function followLeading(ground: Groundwork, sent: Sent, asked?: Asked): Way {
  const { departure, header, target } = sent;
  if (departure.chain !== null) return followChain(ground, departure.chain, header, nothing, asked);
  const walked = { node: departure.node, header, target, memory: nothingKnown };
  return leadingWay(ground.walker.walk(walked, 'leading', asked));
}

export function leadingWay<W extends Pick<Way, 'fate'>>(ways: readonly W[]): W {
  return ways.find((way) => way.fate !== 'delivered') ?? ways[0];
}

/** What is known of a packet after it has gone a way. */
export const memoryOf = (way: Way): Memory => {
  if (way.kind === 'walk') return way.memory;
  const { header } = way;
  return { witnesses: way.trackers.map((tracker) => ({ tracker, header })), passages: [] };
};

/** Where it was decided on, by place in the way. */
export const nodeAt = ({ decisions }: Groundwork, way: Way, place: number): number =>
  way.kind === 'walk' ? way.nodes[place] : decisions.decision(way.trail[place]).node;

export const lengthOf = (way: Way): number => (way.kind === 'walk' ? way.nodes.length : way.length);

const nothing: readonly string[] = [];

/** `known`: trackers that know the packet as an answer. */
export function followChain(
  ground: Groundwork,
  chain: Chain,
  header: PacketHeader,
  known: readonly string[],
  asked?: Asked,
): ChainWay {
  const { trail, length, fate, loop, guarded } = chain;
  let trackers = nothing;
  for (const onward of guarded) {
    const refusal = refusalOf(ground, onward, header, known, asked);
    if (refusal !== null) {
      const met = trail.indexOf(onward.from.id) + 1;
      return { kind: 'chain', fate: 'denied', trail, length: met, refusal, loop: false, trackers, header };
    }
    if (onward.trackers.length > 0) trackers = trackers.concat(onward.trackers);
  }
  return { kind: 'chain', fate, trail, length, refusal: null, loop, trackers, header };
}

/** What refuses it towards a next hop. */
function refusalOf(
  { fabric, filters }: Groundwork,
  { gates }: Onward,
  header: PacketHeader,
  known: readonly string[],
  asked?: Asked,
): Refusal | null {
  for (const { port, filter } of gates) {
    const { stateful, tracker, rules } = fabric.filters[filter];
    if (stateful && known.includes(tracker)) continue;
    asked?.rules.add(rules);
    const rule: FilterRule | null = filters.decide(filter, header);
    if (rule?.allow !== true) return { port, filter, header, rule };
  }
  return null;
}
