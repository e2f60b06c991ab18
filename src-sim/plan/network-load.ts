/**
 * What all demands make of the network together. Those that do not slow down come first and lose where they do not fit
 * (fluid/shedding.ts); those that do share what is left, max-min fair, each up to what its application, its window and
 * random losses let it have (fluid/max-min.ts).
 */
import type { Fabric } from '../fabric/fabric.ts';
import { type ElasticBounds, elasticLoad } from './elastic-load.ts';
import { inelasticLoad } from './inelastic-load.ts';
import { QueueDelays } from './queue-delay.ts';
import type { SizedDemand } from './sized-demand.ts';

export type Bound = 'demand' | 'window' | 'loss' | 'link' | 'unreachable';

export interface DemandLoad extends SizedDemand {
  /** Payload of TCP, IP packets of all else; Infinity: all there is. */
  readonly offeredBps: number;
  readonly servedBps: number;
  readonly boundBy: Bound;
  /** Channel that limits it; -1: none does. */
  readonly boundAt: number;
  /** Mean wait in queues; null: without end, or nothing arrives. */
  readonly queueingNs: number | null;
}

/** By channel (direction of a link), in bits a second on the wire. */
export interface NetworkLoad {
  readonly demands: readonly DemandLoad[];
  readonly capacity: Float64Array;
  /** What inelastic demands would bring there if nothing were lost before, and what elastic ones do. */
  readonly wanted: Float64Array;
  /** What gets through of both. */
  readonly carried: Float64Array;
  readonly elastic: Float64Array;
  readonly settled: boolean;
}

/** Sums of shares are full up to rounding. */
const full = 1 - 1e-9;

export function networkLoad(fabric: Fabric, sized: readonly SizedDemand[]): NetworkLoad {
  const capacity = Float64Array.from({ length: 2 * fabric.links.length }, (_, channel) => {
    const { rateBps } = fabric.links[channel >> 1];
    return rateBps === 0 ? Infinity : rateBps;
  });
  const steady = sized.filter(({ demand }) => !demand.elastic);
  const elastic = sized.filter(({ demand }) => demand.elastic);
  const first = inelasticLoad(fabric, steady, capacity);
  const left = capacity.map((most, channel) => (most === Infinity ? most : most - first.carried[channel]));
  const second = elasticLoad(elastic, left);
  const carried = first.carried.map((bits, channel) => bits + second.used[channel]);

  const servedOf = new Map<SizedDemand, number>();
  for (const [n, one] of steady.entries()) servedOf.set(one, first.served[n]);
  for (const [n, one] of elastic.entries()) servedOf.set(one, second.rates[n] * one.reaches);
  const boundsOf = new Map(elastic.map((one, n) => [one, second.bounds[n]] as const));
  const served = sized.map((one) => servedOf.get(one)!);
  const delays = new QueueDelays(fabric, sized, served, carried);
  const isFull = (channel: number): boolean => carried[channel] >= capacity[channel] * full;
  const isOver = (channel: number): boolean => first.offered[channel] * full > capacity[channel];
  const demands = sized.map((one, n): DemandLoad => {
    const bounds = boundsOf.get(one);
    return {
      ...one,
      offeredBps: bounds === undefined ? one.demand.offeredBps : bounds.demand,
      servedBps: served[n],
      ...(bounds === undefined ? steadyBound(one, isOver) : elasticBound(one, served[n], bounds, isFull)),
      queueingNs: one.reaches > 0 ? delays.along(one) : null,
    };
  });
  const wanted = first.wanted.map((bits, channel) => bits + second.used[channel]);
  return { demands, capacity, wanted, carried, elastic: second.used, settled: first.settled };
}

type BoundAt = Pick<DemandLoad, 'boundBy' | 'boundAt'>;

function steadyBound({ reaches, route }: SizedDemand, isOver: (channel: number) => boolean): BoundAt {
  if (reaches <= 0) return { boundBy: 'unreachable', boundAt: -1 };
  const over = route.steps.find(({ channel }) => channel >= 0 && isOver(channel));
  return over === undefined ? { boundBy: 'demand', boundAt: -1 } : { boundBy: 'link', boundAt: over.channel };
}

function elasticBound(
  { reaches, route }: SizedDemand,
  served: number,
  { demand, window, loss }: ElasticBounds,
  isFull: (channel: number) => boolean,
): BoundAt {
  if (reaches <= 0) return { boundBy: 'unreachable', boundAt: -1 };
  const rate = served / reaches;
  const caps = [
    ['demand', demand],
    ['window', window],
    ['loss', loss],
  ] as const;
  const cap = caps.find(([, most]) => rate >= most * full);
  if (cap !== undefined && rate < Infinity) return { boundBy: cap[0], boundAt: -1 };
  const narrow = route.steps.find(({ channel }) => channel >= 0 && isFull(channel));
  return { boundBy: narrow === undefined ? 'demand' : 'link', boundAt: narrow?.channel ?? -1 };
}
