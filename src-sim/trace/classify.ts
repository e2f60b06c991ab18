/** What the two ways, there and back, mean together. */
import type { Fate } from '../fabric/fate.ts';
import type { Origin } from '../fabric/origin.ts';
import type { DecisionBook } from './decision-book.ts';
import type { ReachClass } from './trace-result.ts';
import type { Way } from './follow.ts';
import type { Groundwork } from './groundwork.ts';

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

export function classify({ decisions }: Groundwork, forward: Way, reverse: Way | null): ReachClass {
  if (forward.fate !== 'delivered') return failures[forward.fate];
  if (reverse?.fate !== 'delivered') return 'one-way';
  return sameRecords(decisions, forward, reverse) ? 'delivered' : 'asymmetric';
}

/** Records passed, in order. Zones of one VPC are one record: staying in a zone as long as possible is no asymmetry. */
export function recordsPassed(
  { fabric, decisions }: Groundwork,
  { trail, length }: Way,
  first = 0,
): Origin[] {
  const passed: Origin[] = [];
  for (let n = first; n < length; n++) {
    const { origin } = fabric.nodes[decisions.decision(trail[n]).node];
    if (passed.at(-1)?.path !== origin.path) passed.push(origin);
  }
  return passed;
}

/** Whether the records passed are the same, backwards; without lists of them, since it is asked of every pair. */
function sameRecords(book: DecisionBook, forward: Way, reverse: Way): boolean {
  let there = 0;
  let back = reverse.length - 1;
  while (there < forward.length && back >= 0) {
    const record = book.recordOf(forward.trail[there]);
    if (book.recordOf(reverse.trail[back]) !== record) return false;
    do there += 1;
    while (there < forward.length && book.recordOf(forward.trail[there]) === record);
    do back -= 1;
    while (back >= 0 && book.recordOf(reverse.trail[back]) === record);
  }
  return there === forward.length && back < 0;
}
