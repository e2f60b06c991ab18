/** Demands that do not slow down, put on the network together: what arrives of each, and at each link. */
import type { Fabric } from '../fabric/fabric.ts';
import { shed, type SplitDemands } from '../fluid/shedding.ts';
import type { SizedDemand } from './sized-demand.ts';

export interface InelasticLoad {
  /** By demand: what arrives. */
  readonly served: readonly number[];
  /** By channel: if nothing were lost for want of room; what comes; what gets through. */
  readonly wanted: Float64Array;
  readonly offered: Float64Array;
  readonly carried: Float64Array;
  readonly settled: boolean;
}

export function inelasticLoad(
  fabric: Fabric,
  demands: readonly SizedDemand[],
  capacity: Float64Array,
): InelasticLoad {
  const split = splitDemands(fabric, demands);
  const { offered: wanted } = shed(split, new Float64Array(capacity.length).fill(Infinity));
  const { arrived, offered, carried, settled } = shed(split, capacity);
  const served = demands.map(({ route }, n) =>
    route.ends.reduce(
      (sum, { point, fate }) => sum + (fate === 'delivered' ? arrived[split.pointStart[n] + point] : 0),
      0,
    ),
  );
  return { served, wanted, offered, carried, settled };
}

function splitDemands(fabric: Fabric, all: readonly SizedDemand[]): SplitDemands {
  const start = startsOf(all.map(({ route }) => route.steps.length));
  const pointStart = startsOf(all.map(({ route }) => route.points));
  const count = start[all.length];
  const [tail, head, element] = [0, 1, 2].map(() => new Int32Array(count));
  const [share, amount, keeps] = [0, 1, 2].map(() => new Float64Array(count));
  let at = 0;
  for (const { route, wireBits } of all) {
    for (const [n, step] of route.steps.entries()) {
      tail[at] = step.tail;
      head[at] = step.head;
      share[at] = step.share;
      element[at] = step.channel;
      amount[at] = wireBits[n];
      keeps[at] = step.channel < 0 ? 1 : 1 - fabric.links[step.channel >> 1].loss;
      at += 1;
    }
  }
  const rate = Float64Array.from(all, ({ demand }) => demand.offeredBps);
  return { demands: all.length, rate, start, pointStart, tail, head, share, element, amount, keeps };
}

function startsOf(counts: readonly number[]): Int32Array {
  const starts = new Int32Array(counts.length + 1);
  for (const [n, count] of counts.entries()) starts[n + 1] = starts[n] + count;
  return starts;
}
