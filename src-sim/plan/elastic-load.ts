/** Demands that take what there is, put on what inelastic ones leave of the network. Rates are of the payload. */
import { maxMinRates } from '../fluid/max-min.ts';
import { SharingDraft, type Use } from '../fluid/sharing-system.ts';
import type { SizedDemand } from './sized-demand.ts';
import { lossBoundBps, windowBoundBps } from './tcp-bounds.ts';

export interface ElasticBounds {
  /** What the application asks for. */
  readonly demand: number;
  readonly window: number;
  readonly loss: number;
}

export interface ElasticLoad {
  readonly rates: readonly number[];
  readonly bounds: readonly ElasticBounds[];
  /** By channel. */
  readonly used: Float64Array;
}

export function elasticLoad(demands: readonly SizedDemand[], left: Float64Array): ElasticLoad {
  const bounds = demands.map(boundsOf);
  const draft = new SharingDraft();
  for (const capacity of left) draft.addResource(Math.max(0, capacity));
  const usesOf = demands.map((one, n) => {
    const uses = one.reaches > 0 ? channelUses(one) : [];
    const { demand, window, loss } = bounds[n];
    const cap = one.reaches > 0 ? Math.min(demand, window, loss) : 0;
    draft.addFlow(uses, { weight: one.demand.weight, cap });
    return uses;
  });
  const rates = [...maxMinRates(draft.build())];
  const used = new Float64Array(left.length);
  for (const [n, uses] of usesOf.entries()) {
    if (rates[n] < Infinity) for (const { resource, amount } of uses) used[resource] += amount * rates[n];
  }
  return { rates, bounds, used };
}

/** Bits in each channel for each bit of payload. */
function channelUses({ route, payload, shares, wireBits }: SizedDemand): Use[] {
  return route.steps.flatMap(({ tail, share, channel }, n) =>
    channel < 0 ? [] : [{ resource: channel, amount: (shares[tail] * share * wireBits[n]) / payload }],
  );
}

/** The way back is taken to be as long, and acknowledgements to take no time to send. */
function boundsOf({ demand, delay, packetBytes, payload }: SizedDemand): ElasticBounds {
  const roundTripNs = delay === null ? 0 : 2 * delay.travellingNs + delay.sendingNs;
  const { turns, tcp, weight, offeredBps } = demand;
  const turning =
    turns === null ? Infinity : (8e9 * turns.bytes * turns.atOnce) / Math.max(1, turns.waitNs + roundTripNs);
  if (tcp === null) return { demand: offeredBps, window: Infinity, loss: Infinity };
  return {
    demand: Math.min(offeredBps, turning),
    window: weight * windowBoundBps(tcp, roundTripNs),
    loss: weight * lossBoundBps(tcp, packetBytes * payload, roundTripNs, delay?.loss ?? 0),
  };
}
