/**
 * Which packets a question stands for. One that leaves the protocol or the port open asks whether anything gets
 * through: the regions into which the rules on the way cut protocols and ports have corners, and one packet from each
 * corner decides for its region.
 */
import type { Fabric } from '../fabric/fabric.ts';
import type { Protocol } from '../fabric/protocol.ts';
import type { Decision } from './decision.ts';
import type { Departure } from './departure.ts';

export interface Probe {
  readonly protocol: Exclude<Protocol, 'any'>;
  readonly port: number;
}

/** Port a client sends from and answers go to: the first of the dynamic ports (RFC 6335 section 6). */
export const clientPort = 49152;

const portsEnd = 65536;
const withPorts = ['tcp', 'udp'] as const;

/** Where the rules of a filter begin and end to match; filters that cut alike share one. */
interface Cut {
  readonly id: number;
  readonly tcp: readonly number[];
  readonly udp: readonly number[];
}

export class ProbeBook {
  readonly #fabric: Fabric;
  readonly #cutOf: (Cut | undefined)[] = [];
  readonly #cuts = new Map<string, Cut>();
  /** By the cuts they answer to. */
  readonly #probes = new Map<string, readonly Probe[]>();

  constructor(fabric: Fabric) {
    this.#fabric = fabric;
  }

  /** Probes for all regions that the filters on the ways tell apart; ICMP, which has no ports, first. */
  probesFor(departures: readonly Departure[]): readonly Probe[] {
    const cuts = new Set<Cut>();
    for (const departure of departures) this.#collect(departure, cuts);
    const key = Array.from(cuts, ({ id }) => id)
      .sort((a, b) => a - b)
      .join();
    const probes = this.#probes.get(key) ?? probesBetween([...cuts]);
    this.#probes.set(key, probes);
    return probes;
  }

  #collect({ node, ways, chain }: Departure, into: Set<Cut>): void {
    if (chain !== null) {
      for (const { gates } of chain.guarded) for (const { filter } of gates) into.add(this.#cut(filter));
      return;
    }
    const seen = new Set<Decision>();
    const open = [ways.from(node)];
    for (let decision = open.pop(); decision !== undefined; decision = open.pop()) {
      if (seen.has(decision)) continue;
      seen.add(decision);
      for (const onward of decision.onward) {
        for (const { filter } of onward.gates) into.add(this.#cut(filter));
        open.push(ways.after(onward));
      }
    }
  }

  #cut(filter: number): Cut {
    const known = this.#cutOf[filter];
    if (known !== undefined) return known;
    const starts = { tcp: new Set<number>(), udp: new Set<number>() };
    for (const { protocol, portFrom, portTo } of this.#fabric.filters[filter].rules) {
      if (protocol === 'tcp' || protocol === 'udp') starts[protocol].add(portFrom).add(portTo + 1);
    }
    const tcp = [...starts.tcp].sort((a, b) => a - b);
    const udp = [...starts.udp].sort((a, b) => a - b);
    const key = `${tcp.join()} ${udp.join()}`;
    const cut = this.#cuts.get(key) ?? { id: this.#cuts.size, tcp, udp };
    this.#cuts.set(key, cut);
    this.#cutOf[filter] = cut;
    return cut;
  }
}

function probesBetween(cuts: readonly Cut[]): Probe[] {
  const probes: Probe[] = [{ protocol: 'icmp', port: 0 }];
  for (const protocol of withPorts) {
    const starts = new Set([0, ...cuts.flatMap((cut) => cut[protocol])]);
    for (const port of [...starts].sort((a, b) => a - b)) {
      if (port < portsEnd) probes.push({ protocol, port });
    }
  }
  return probes;
}
