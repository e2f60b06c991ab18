/** What the way alone takes from a packet's time: travelling and sending, on average over its branches. */
import { naturalExponential } from '../quantity/natural-exponential.ts';
import { naturalLogarithm } from '../quantity/natural-logarithm.ts';
import type { Fabric } from '../fabric/fabric.ts';
import type { DemandRoute, RouteStep } from './demand-route.ts';
import { wireBits } from './wire-bits.ts';

export interface WayDelay {
  readonly travellingNs: number;
  readonly sendingNs: number;
  /** Share of packets lost at random on links, of those that would arrive. */
  readonly loss: number;
}

/** A link that loses everything has no logarithm. */
const leastKept = 1e-12;

/** Null: no branch arrives. */
export function wayDelay(fabric: Fabric, route: DemandRoute, packetBytes: number): WayDelay | null {
  const travelling = meanAtEnd(route, ({ channel }) =>
    channel < 0 ? 0 : fabric.links[channel >> 1].delayNs,
  );
  const sending = meanAtEnd(route, (step) => sendingNs(fabric, step, packetBytes));
  const kept = meanAtEnd(route, ({ channel }) =>
    channel < 0 ? 0 : naturalLogarithm(Math.max(leastKept, 1 - fabric.links[channel >> 1].loss)),
  );
  if (travelling === null || sending === null || kept === null) return null;
  return { travellingNs: travelling, sendingNs: sending, loss: 1 - naturalExponential(kept) };
}

function sendingNs(fabric: Fabric, step: RouteStep, packetBytes: number): number {
  if (step.channel < 0) return 0;
  const { rateBps } = fabric.links[step.channel >> 1];
  return rateBps === 0 ? 0 : (8e9 * packetBytes * wireBits(fabric, step, packetBytes)) / rateBps;
}

/** Sum of a figure over the steps of a branch, averaged over the branches that arrive; null: none does. */
export function meanAtEnd(
  { points, steps, ends }: DemandRoute,
  figureOf: (step: RouteStep) => number,
): number | null {
  const share = new Float64Array(points);
  const sum = new Float64Array(points);
  share[0] = 1;
  for (const step of steps) {
    const { tail, head, share: part } = step;
    share[head] += share[tail] * part;
    sum[head] += (sum[tail] + share[tail] * figureOf(step)) * part;
  }
  let arrives = 0;
  let total = 0;
  for (const { point, fate } of ends) {
    if (fate !== 'delivered') continue;
    arrives += share[point];
    total += sum[point];
  }
  return arrives > 0 ? total / arrives : null;
}
