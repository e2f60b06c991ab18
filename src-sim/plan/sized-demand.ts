/** A demand with the figures its way gives it; everything that does not depend on other demands, worked out once. */
import type { Fabric } from '../fabric/fabric.ts';
import { sharesOf } from './demand-route.ts';
import type { RoutedDemand } from './route-demands.ts';
import { type WayDelay, wayDelay } from './way-delay.ts';
import { packetBytesOf, payloadShare, wireBits } from './wire-bits.ts';

export interface SizedDemand extends RoutedDemand {
  readonly packetBytes: number;
  readonly payload: number;
  /** Share of it that would arrive if there were room for all; of TCP nothing where no answers return. */
  readonly reaches: number;
  /** Null: nothing arrives. */
  readonly delay: WayDelay | null;
  /** By point of the way: share of the demand that gets there if there is room for all. */
  readonly shares: Float64Array;
  /** By step of the way: bits in its link for each bit of IP packet; 0 where it crosses none. */
  readonly wireBits: readonly number[];
}

export function sizedDemand(fabric: Fabric, routed: RoutedDemand): SizedDemand {
  const { demand, route, answered } = routed;
  const packetBytes = packetBytesOf(fabric, demand, route);
  const shares = sharesOf(route);
  const arrives = route.ends.reduce(
    (sum, { point, fate }) => sum + (fate === 'delivered' ? shares[point] : 0),
    0,
  );
  return {
    ...routed,
    packetBytes,
    payload: payloadShare(demand, packetBytes),
    reaches: answered ? arrives : 0,
    delay: wayDelay(fabric, route, packetBytes),
    shares,
    wireBits: route.steps.map((step) => (step.channel < 0 ? 0 : wireBits(fabric, step, packetBytes))),
  };
}
