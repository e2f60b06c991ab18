/** The way of a demand, or its ways where flows are shared: points, steps between them, and how each branch ends. */
import type { Fate } from '../fabric/fate.ts';
import type { Fabric } from '../fabric/fabric.ts';

export interface RouteStep {
  readonly tail: number;
  readonly head: number;
  /** Of what is at the tail. */
  readonly share: number;
  /** Direction of a link: 2 l from its first port, 2 l + 1 back; -1: it crosses none. */
  readonly channel: number;
  /** What tunnels put around each packet there. */
  readonly extraBytes: number;
}

export interface RouteEnd {
  readonly point: number;
  readonly fate: Fate;
  /** Document path of the record it ends at. */
  readonly record: string;
}

/** Point 0 is the sender. Steps stand in such an order that all to a point come before those from it. */
export interface DemandRoute {
  readonly points: number;
  readonly steps: readonly RouteStep[];
  readonly ends: readonly RouteEnd[];
}

export function channelOf({ ports, links }: Fabric, out: number): number {
  const { link } = ports[out];
  if (link < 0) return -1;
  return 2 * link + (links[link].ports[0] === out ? 0 : 1);
}

/** Share of the demand at each point, if nothing is lost for want of room. */
export function sharesOf({ points, steps }: DemandRoute): Float64Array {
  const shares = new Float64Array(points);
  shares[0] = 1;
  for (const { tail, head, share } of steps) shares[head] += shares[tail] * share;
  return shares;
}

/** Nothing leaves the sender. */
export const endsAtOnce = (fate: Fate, record: string): DemandRoute => ({
  points: 1,
  steps: [],
  ends: [{ point: 0, fate, record }],
});
