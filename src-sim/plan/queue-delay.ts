/**
 * How long packets wait, as an approximation: each direction of a link by itself as a queue with Poisson arrivals and
 * exponential sizes (M/M/1: load / (1 - load) times the time of a mean packet; Kleinrock, Queueing Systems 1, section 3.2),
 * and no longer than its buffer takes to empty. Real arrivals are smoother or burstier than that; a full link of TCP fills its
 * buffer.
 */
import type { Fabric, Link } from '../fabric/fabric.ts';
import type { SizedDemand } from './sized-demand.ts';
import { meanAtEnd } from './way-delay.ts';

export class QueueDelays {
  /** By channel, in ns; Infinity: it grows without end. */
  readonly #waits: Float64Array;

  /** `load`: bits a second by channel. */
  constructor(fabric: Fabric, demands: readonly SizedDemand[], rates: readonly number[], load: Float64Array) {
    const bits = new Float64Array(load.length);
    const packets = new Float64Array(load.length);
    for (const [n, { route, packetBytes, payload, shares, wireBits }] of demands.entries()) {
      const perSecond = rates[n] / (8 * packetBytes * payload);
      if (!(perSecond > 0 && perSecond < Infinity)) continue;
      for (const [at, { tail, share, channel }] of route.steps.entries()) {
        if (channel < 0) continue;
        const crossing = perSecond * shares[tail] * share;
        packets[channel] += crossing;
        bits[channel] += crossing * 8 * packetBytes * wireBits[at];
      }
    }
    this.#waits = load.map((used, channel) => {
      const link = fabric.links[channel >> 1];
      if (link.rateBps === 0 || packets[channel] === 0) return 0;
      return waitNs(link, used / link.rateBps, bits[channel] / packets[channel]);
    });
  }

  /** Null: nothing arrives, or a queue on the way has no end. */
  along({ route }: SizedDemand): number | null {
    const wait = meanAtEnd(route, ({ channel }) => (channel < 0 ? 0 : this.#waits[channel]));
    return wait === null || !Number.isFinite(wait) ? null : wait;
  }
}

/** Loads that differ from 1 by rounding are full. */
const full = 1 - 1e-9;

function waitNs({ rateBps, queue }: Link, load: number, packetBits: number): number {
  const packetNs = (1e9 * packetBits) / rateBps;
  const byPackets = queue.packets > 0 ? queue.packets * packetNs : Infinity;
  const byBytes = queue.bytes > 0 ? (8e9 * queue.bytes) / rateBps : Infinity;
  const most = Math.min(byPackets, byBytes);
  return load >= full ? most : Math.min(most, (load / (1 - load)) * packetNs);
}
