/**
 * Demands that do not slow down: what does not fit through an element is lost there, from each in proportion to what arrives,
 * as it is in a queue that drops at random. A demand is split over branches; each step of a branch takes a share of what is at
 * its tail to its head, through one element or none.
 *
 * What an element lets through depends on what was lost before it, so passes are repeated until nothing changes. Elements
 * that feed back on each other settle as well, if slowly; after `passesMax` the last pass stands and says so.
 */

export interface SplitDemands {
  readonly demands: number;
  /** By demand: what is sent. */
  readonly rate: Float64Array;
  /** Steps of demand d are those from `start[d]` up to, not with, `start[d + 1]`, heads never before their tails. */
  readonly start: Int32Array;
  /** Points of demand d have the numbers from `pointStart[d]` on; the first is where it is sent. */
  readonly pointStart: Int32Array;
  /** By step: points of the demand, its share of what is at the tail, the element it goes through (-1: none). */
  readonly tail: Int32Array;
  readonly head: Int32Array;
  readonly share: Float64Array;
  readonly element: Int32Array;
  /** By step: what a unit of rate takes of the element, and the share that is not lost behind it for other reasons. */
  readonly amount: Float64Array;
  readonly keeps: Float64Array;
}

export interface Shed {
  /** By point of all demands: what gets there. */
  readonly arrived: Float64Array;
  /** By element, in its own unit: what arrives at it, and what it lets through. */
  readonly offered: Float64Array;
  readonly carried: Float64Array;
  readonly settled: boolean;
}

const passesMax = 200;
const settledWithin = 1e-12;

export function shed(demands: SplitDemands, capacity: Float64Array): Shed {
  const passing = new Float64Array(capacity.length).fill(1);
  const points = demands.pointStart[demands.demands];
  for (let pass = 1; ; pass++) {
    const arrived = new Float64Array(points);
    const offered = flowThrough(demands, passing, arrived);
    let change = 0;
    for (let e = 0; e < capacity.length; e++) {
      const next = offered[e] > capacity[e] ? capacity[e] / offered[e] : 1;
      change = Math.max(change, Math.abs(next - passing[e]));
      passing[e] = next;
    }
    if (change > settledWithin && pass < passesMax) continue;
    const carried = offered.map((amount, e) => Math.min(amount, capacity[e]));
    return { arrived, offered, carried, settled: change <= settledWithin };
  }
}

function flowThrough(
  { demands, rate, start, pointStart, tail, head, share, element, amount, keeps }: SplitDemands,
  passing: Float64Array,
  arrived: Float64Array,
): Float64Array {
  const offered = new Float64Array(passing.length);
  for (let demand = 0; demand < demands; demand++) {
    const base = pointStart[demand];
    arrived[base] = rate[demand];
    for (let step = start[demand]; step < start[demand + 1]; step++) {
      const sent = arrived[base + tail[step]] * share[step];
      const through = element[step];
      if (through < 0) {
        arrived[base + head[step]] += sent * keeps[step];
        continue;
      }
      offered[through] += sent * amount[step];
      arrived[base + head[step]] += sent * passing[through] * keeps[step];
    }
  }
  return offered;
}
