/** What the two ways, there and back, mean together. */
import type { Fate } from '../fabric/fate.ts';
import type { Origin } from '../fabric/origin.ts';
import { sameHeader } from '../fabric/translate.ts';
import type { DecisionBook } from './decision-book.ts';
import type { ReachClass } from './trace-result.ts';
import { lengthOf, nodeAt, type Way } from './follow.ts';
import type { Groundwork } from './groundwork.ts';
import type { NodePassage } from './memory.ts';

const failures: Readonly<Record<Exclude<Fate, 'delivered'>, ReachClass>> = {
  denied: 'denied',
  'ttl-exceeded': 'loop',
  'no-route': 'no-route',
  blackhole: 'no-route',
  unreachable: 'no-route',
  prohibited: 'no-route',
  'no-neighbour': 'no-route',
  'not-for-me': 'no-route',
  'too-big': 'no-route',
  'queue-full': 'no-route',
  'link-down': 'no-route',
  'link-loss': 'no-route',
  aqm: 'no-route',
  policed: 'no-route',
  corrupted: 'no-route',
  ignored: 'no-route',
  'reverse-path': 'denied',
  'ports-exhausted': 'denied',
  'table-full': 'denied',
  'reassembly-timeout': 'no-route',
  'wrong-vlan': 'no-route',
  'no-tunnel': 'no-route',
  'port-security': 'denied',
  overrun: 'no-route',
};

/** Best first: of several packets a question may stand for, the best outcome is its answer. */
export const classRank: readonly ReachClass[] = [
  'delivered',
  'asymmetric',
  'one-way',
  'denied',
  'no-route',
  'loop',
];

export function classify(ground: Groundwork, forward: Way, reverse: Way | null): ReachClass {
  if (forward.fate !== 'delivered') return failures[forward.fate];
  if (reverse?.fate !== 'delivered') {
    return reverse !== null && strangerTo(ground, forward, reverse) !== null ? 'asymmetric' : 'one-way';
  }
  return sameRecords(ground.decisions, forward, reverse) ? 'delivered' : 'asymmetric';
}

/** Whom the answer was lost at because the request went another way: a stateful filter or a translation that does not know it. */
export interface Stranger {
  readonly kind: 'filter' | 'translation';
  readonly origin: Origin;
  readonly node: Origin;
}

export function strangerTo(ground: Groundwork, forward: Way, reverse: Way): Stranger | null {
  const { fabric } = ground;
  const met = new Set(Array.from({ length: lengthOf(forward) }, (_, n) => nodeAt(ground, forward, n)));
  if (reverse.refusal !== null) {
    const { port, filter } = reverse.refusal;
    const { node } = fabric.ports[port];
    const { stateful, origin } = fabric.filters[filter];
    if (!stateful || met.has(node)) return null;
    return { kind: 'filter', origin, node: fabric.nodes[node].origin };
  }
  if (forward.kind !== 'walk' || reverse.kind !== 'walk') return null;
  const back = new Set(reverse.nodes);
  const missed = forward.memory.passages.some((passage) => changes(passage) && !back.has(passage.node));
  const other = reverse.nodes.find((node) => fabric.nodes[node].translations?.length && !met.has(node));
  if (!missed || other === undefined) return null;
  const { origin } = fabric.nodes[other];
  return { kind: 'translation', origin, node: origin };
}

const changes = ({ arrived, sent }: NodePassage): boolean => !sameHeader(arrived, sent);

/** Records passed, in order. Zones of one VPC are one record: staying in a zone as long as possible is no asymmetry. */
export function recordsPassed(ground: Groundwork, way: Way, first = 0): Origin[] {
  const passed: Origin[] = [];
  for (let n = first; n < lengthOf(way); n++) {
    const { origin } = ground.fabric.nodes[nodeAt(ground, way, n)];
    if (passed.at(-1)?.path !== origin.path) passed.push(origin);
  }
  return passed;
}

const recordAt = (book: DecisionBook, way: Way, place: number): number =>
  way.kind === 'chain' ? book.recordOf(way.trail[place]) : book.recordOfNode(way.nodes[place]);

/** Whether the records passed are the same, backwards; without lists of them, since it is asked of every pair. */
function sameRecords(book: DecisionBook, forward: Way, reverse: Way): boolean {
  const end = lengthOf(forward);
  let there = 0;
  let back = lengthOf(reverse) - 1;
  while (there < end && back >= 0) {
    const record = recordAt(book, forward, there);
    if (recordAt(book, reverse, back) !== record) return false;
    do there += 1;
    while (there < end && recordAt(book, forward, there) === record);
    do back -= 1;
    while (back >= 0 && recordAt(book, reverse, back) === record);
  }
  return there === end && back < 0;
}
