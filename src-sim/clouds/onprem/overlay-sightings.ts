/**
 * Behind which switch of an overlay each station is: seen at the beginning from the ways of broadcasts, later in a run with other
 * links working. Who has moved is told of once more, with a higher sequence number (RFC 7432 section 15.1).
 */
import { BroadcastDomains } from '../../fabric/broadcast-domain.ts';
import type { Layout } from '../../fabric/fabric.ts';
import { movedHere } from '../../routing/evpn/best-mac-route.ts';
import type { MacIpRoute } from '../../routing/evpn/evpn-route.ts';
import type { ChangedLinks } from '../relearning.ts';
import type { OverlayPart } from './overlay-parts.ts';

/** Where stations are seen, with the port of the switch that leads there. */
export interface Sighting {
  readonly route: MacIpRoute;
  readonly port: number;
}

/** Stations by the switch that hears them on a port of its own. */
export function sightings(overlay: OverlayPart, layout: Layout): Sighting[] {
  const domains = new BroadcastDomains(layout);
  const ends = new Map(overlay.ends.map((end) => [end.bridge, end]));
  const gateways = new Set(
    overlay.ends.flatMap(({ vrfs }) =>
      [...vrfs.values()].flatMap(({ interfaces }) => Array.from(interfaces.values())),
    ),
  );
  return layout.ports.flatMap(({ attachment }, station) => {
    if (attachment === undefined) return [];
    return domains.switches(station).flatMap(({ node, entered, vlan }): Sighting[] => {
      const end = ends.get(node);
      const segment = end?.segments.find((each) => each.vlan === vlan);
      if (end === undefined || segment === undefined || layout.ports[entered].tunnel !== undefined) return [];
      const isGateway = gateways.has(station);
      const addresses = isGateway || attachment.addresses.length === 0 ? [null] : attachment.addresses;
      return addresses.map((address) => {
        const { identifier, vrf = null } = segment;
        const told = { type: 2, segment: identifier, station, address, vrf, nextHop: end.id } as const;
        return { route: { ...told, sequence: 0, sticky: isGateway }, port: entered };
      });
    });
  });
}

/** With other links working than at the beginning. */
export function layoutAfter(layout: Layout, changed: ChangedLinks): Layout {
  const links = layout.links.map(({ startsDown = false, ...link }, n) =>
    (changed.get(n) ?? !startsDown) ? link : { ...link, startsDown: true as const },
  );
  return { ...layout, links };
}

/** What was told at first, and of stations that are elsewhere now their new place, with a higher sequence number. */
export function moved(first: readonly Sighting[], later: readonly Sighting[]): Sighting[] {
  const keyOf = ({ station, segment, nextHop }: MacIpRoute): string => `${station} ${segment} ${nextHop}`;
  const known = new Set(first.map(({ route }) => keyOf(route)));
  const present = new Set(later.map(({ route: { station } }) => station));
  return [
    ...first.filter(({ route }) => present.has(route.station)),
    ...later.flatMap(({ route, port }): Sighting[] =>
      known.has(keyOf(route)) ? [] : [{ route: movedHere(route, route.nextHop), port }],
    ),
  ];
}

/** Without what a switch has told of stations that another one has told of since. */
export function latest(seen: readonly Sighting[]): Sighting[] {
  const sequences = new Map<number, number>();
  for (const { route } of seen) {
    sequences.set(route.station, Math.max(route.sequence, sequences.get(route.station) ?? 0));
  }
  return seen.filter(({ route }) => route.sequence === sequences.get(route.station));
}
