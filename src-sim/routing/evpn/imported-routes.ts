/**
 * What a switch makes of the EVPN routes it knows: for each of its segments, who gets copies of what is for all, and behind which
 * switch each station is; for each of its VRFs, host routes and prefixes behind others. Routes of segments and VRFs it does
 * not have are not imported.
 */
import { type Address, formatAddress } from '../../quantity/address.ts';
import { formatPrefix, type Prefix } from '../../quantity/prefix.ts';
import { bestMacRoute } from './best-mac-route.ts';
import type { EvpnRoute, MacIpRoute } from './evpn-route.ts';

export interface EvpnMember {
  readonly id: string;
  readonly segments: readonly number[];
  readonly vrfs: readonly string[];
}

export interface Imported {
  /** By segment: switches to copy to, in the order of the routes. */
  readonly copies: ReadonlyMap<number, readonly string[]>;
  readonly stations: readonly MacIpRoute[];
  readonly hosts: readonly { readonly vrf: string; readonly address: Address; readonly nextHop: string }[];
  /** Several next hops share the flows. */
  readonly prefixes: readonly {
    readonly vrf: string;
    readonly prefix: Prefix;
    readonly nextHops: readonly string[];
  }[];
}

/** Of the routes of others and its own, which compete where a station has moved. */
export function importRoutes(
  member: EvpnMember,
  known: readonly EvpnRoute[],
  order: (nextHop: string) => number,
): Imported {
  const copies = new Map(member.segments.map((segment): [number, string[]] => [segment, []]));
  const stations = new Map<string, MacIpRoute[]>();
  const prefixes = new Map<string, { vrf: string; prefix: Prefix; nextHops: string[] }>();
  for (const route of known) {
    if (route.nextHop === member.id && route.type !== 2) continue;
    if (route.type === 3) copies.get(route.segment)?.push(route.nextHop);
    else if (route.type === 2) {
      const inVrf = route.vrf !== null && member.vrfs.includes(route.vrf);
      if (!copies.has(route.segment) && !inVrf) continue;
      const key = `${route.segment} ${route.station}`;
      stations.set(key, [...(stations.get(key) ?? []), route]);
    } else if (member.vrfs.includes(route.vrf)) {
      const key = `${route.vrf} ${formatPrefix(route.prefix)}`;
      const entry = prefixes.get(key) ?? { vrf: route.vrf, prefix: route.prefix, nextHops: [] };
      prefixes.set(key, entry);
      if (!entry.nextHops.includes(route.nextHop)) entry.nextHops.push(route.nextHop);
    }
  }
  const best = Array.from(stations.values(), (routes) => bestMacRoute(routes, order)).filter(
    ({ nextHop }) => nextHop !== member.id,
  );
  const hosts = new Map<string, Imported['hosts'][number]>();
  for (const { vrf, address, nextHop } of best) {
    if (vrf === null || address === null || !member.vrfs.includes(vrf)) continue;
    hosts.set(`${vrf} ${formatAddress(address)}`, { vrf, address, nextHop });
  }
  return {
    copies,
    stations: best.filter(({ segment }) => copies.has(segment)),
    hosts: [...hosts.values()],
    prefixes: [...prefixes.values()],
  };
}
