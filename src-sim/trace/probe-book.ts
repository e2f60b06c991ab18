/**
 * Which packets a question stands for. One that leaves the protocol or the port open asks whether anything gets
 * through: the regions into which the rules on the way cut protocols and ports have corners, and one packet from each
 * corner decides for its region.
 */
import type { Fabric } from '../fabric/fabric.ts';
import type { HeaderMatch } from '../fabric/filter-verdict.ts';
import type { Protocol } from '../fabric/protocol.ts';
import type { Departure } from './departure.ts';

export interface Probe {
  readonly protocol: Exclude<Protocol, 'any'>;
  readonly port: number;
}

/** Port a client sends from and answers go to: the first of the dynamic ports (RFC 6335 section 6). */
export const clientPort = 49152;

const portsEnd = 65536;
const withPorts = ['tcp', 'udp'] as const;

/** Where a list of rules begins and ends to match; lists that cut alike share one. */
interface Cut {
  readonly id: number;
  readonly tcp: readonly number[];
  readonly udp: readonly number[];
}

export class ProbeBook {
  readonly #fabric: Fabric;
  readonly #cutOf = new Map<readonly HeaderMatch[], Cut>();
  readonly #cuts = new Map<string, Cut>();
  /** By the cuts they answer to. */
  readonly #probes = new Map<string, readonly Probe[]>();

  constructor(fabric: Fabric) {
    this.#fabric = fabric;
  }

  /** Probes for all regions that the filters on the chains tell apart; ICMP, which has no ports, first. */
  probesFor(departures: readonly Departure[]): readonly Probe[] {
    const cuts = new Set<Cut>();
    for (const { chain } of departures) {
      for (const { gates } of chain?.guarded ?? []) {
        for (const { filter } of gates) cuts.add(this.#cut(this.#fabric.filters[filter].rules));
      }
    }
    return this.#probesOf(cuts);
  }

  probesAmong(asked: Iterable<readonly HeaderMatch[]>): readonly Probe[] {
    return this.#probesOf(new Set(Array.from(asked, (rules) => this.#cut(rules))));
  }

  #probesOf(cuts: ReadonlySet<Cut>): readonly Probe[] {
    const key = Array.from(cuts, ({ id }) => id)
      .sort((a, b) => a - b)
      .join();
    const probes = this.#probes.get(key) ?? probesBetween([...cuts]);
    this.#probes.set(key, probes);
    return probes;
  }

  #cut(rules: readonly HeaderMatch[]): Cut {
    const known = this.#cutOf.get(rules);
    if (known !== undefined) return known;
    const starts = { tcp: new Set<number>(), udp: new Set<number>() };
    for (const { protocol, portFrom, portTo } of rules) {
      if (protocol === 'tcp' || protocol === 'udp') starts[protocol].add(portFrom).add(portTo + 1);
    }
    const tcp = [...starts.tcp].sort((a, b) => a - b);
    const udp = [...starts.udp].sort((a, b) => a - b);
    const key = `${tcp.join()} ${udp.join()}`;
    const cut = this.#cuts.get(key) ?? { id: this.#cuts.size, tcp, udp };
    this.#cuts.set(key, cut);
    this.#cutOf.set(rules, cut);
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
