/** What the two ways, there and back, mean together. */
import type { Fate } from '../fabric/fate.ts';
import type { Fabric } from '../fabric/fabric.ts';
import type { ReachClass } from './trace-result.ts';
import type { Way } from './follow.ts';

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

export function classify(fabric: Fabric, forward: Way, reverse: Way | null): ReachClass {
  if (forward.fate !== 'delivered') return failures[forward.fate];
  if (reverse?.fate !== 'delivered') return 'one-way';
  return sameRecords(fabric, forward, reverse) ? 'delivered' : 'asymmetric';
}

/** Records passed, in order. Zones of one VPC are one record: staying in a zone as long as possible is no asymmetry. */
export function recordsPassed(fabric: Fabric, way: Way): string[] {
  const passed: string[] = [];
  for (const { decision } of way.hops) {
    const { path } = fabric.nodes[decision.node].origin;
    if (passed.at(-1) !== path) passed.push(path);
  }
  return passed;
}

function sameRecords(fabric: Fabric, forward: Way, reverse: Way): boolean {
  const there = recordsPassed(fabric, forward);
  const back = recordsPassed(fabric, reverse).reverse();
  return there.length === back.length && there.every((path, n) => path === back[n]);
}
