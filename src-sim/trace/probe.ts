/**
 * Which packets a question stands for. One that leaves the protocol or the port open asks whether anything gets
 * through: the regions into which the rules on the way cut protocols and ports have corners, and one packet from each
 * corner decides for its region.
 */
import type { Fabric, Protocol } from '../fabric/fabric.ts';
import { gatesOf } from './follow.ts';
import type { Decision } from './ways.ts';

export interface Probe {
  readonly protocol: Exclude<Protocol, 'any'>;
  readonly port: number;
}

/** Port a client sends from and answers go to: the first of the dynamic ports (RFC 6335 section 6). */
export const clientPort = 49152;

const portsEnd = 65536;
const withPorts = ['tcp', 'udp'] as const;

/** Probes for all regions that the filters after these decisions tell apart; ICMP, which has no ports, first. */
export function probesFor(fabric: Fabric, decisions: readonly Decision[]): Probe[] {
  const starts = { tcp: new Set([0]), udp: new Set([0]) };
  for (const filter of filtersAfter(fabric, decisions)) {
    for (const { protocol, portFrom, portTo } of fabric.filters[filter].rules) {
      for (const each of withPorts) {
        if (protocol === each) starts[each].add(portFrom).add(portTo + 1);
      }
    }
  }
  const probes: Probe[] = [{ protocol: 'icmp', port: 0 }];
  for (const protocol of withPorts) {
    for (const port of [...starts[protocol]].sort((a, b) => a - b)) {
      if (port < portsEnd) probes.push({ protocol, port });
    }
  }
  return probes;
}

function filtersAfter(fabric: Fabric, decisions: readonly Decision[]): Set<number> {
  const filters = new Set<number>();
  const seen = new Set<Decision>();
  const open = [...decisions];
  for (let decision = open.pop(); decision !== undefined; decision = open.pop()) {
    if (seen.has(decision)) continue;
    seen.add(decision);
    for (const onward of decision.onward) {
      for (const { filter } of gatesOf(fabric, onward)) filters.add(filter);
      open.push(onward.decision);
    }
  }
  return filters;
}
