/**
 * What EVPN makes known: every station is told by the switch it is behind (type 2), every subnet and written route by those who
 * have it (type 5). Switches get entries that do not age and answer for the neighbours they know; routers of VRFs get routes to
 * each station behind another switch, to subnets they have no interface in, and to what lies outside.
 */
import type { Layout, Route } from '../../fabric/fabric.ts';
import type { FixedAddress, KnownNeighbour } from '../../fabric/switching.ts';
import { compareAddresses } from '../../quantity/address.ts';
import { hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import type { EvpnRoute, PrefixRoute } from '../../routing/evpn/evpn-route.ts';
import { type Imported, importRoutes } from '../../routing/evpn/imported-routes.ts';
import type { BuildContext } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import { attachedWays } from './attached-interface.ts';
import type { OnpremParts } from './onprem-parts.ts';
import type { OverlayEnd, OverlayPart, VrfInstance } from './overlay-parts.ts';
import { latest, type Sighting } from './overlay-sightings.ts';

/** What one switch and its VRFs know. */
export interface Knowledge {
  readonly end: OverlayEnd;
  readonly fixed: readonly FixedAddress[];
  readonly answers: readonly KnownNeighbour[];
  /** By VRF, the first of a prefix holds. */
  readonly tables: readonly { readonly table: number; readonly routes: readonly Route[] }[];
}

export function knowledgeOf(
  context: BuildContext,
  parts: OnpremParts,
  overlay: OverlayPart,
  seen: readonly Sighting[],
  layout: Layout,
): Knowledge[] {
  const told: EvpnRoute[] = [
    ...seen.map(({ route }) => route),
    ...overlay.ends.flatMap((end) => prefixRoutes(context, parts, overlay, end)),
  ];
  const byAddress = overlay.ends.toSorted((a, b) => compareAddresses(a.local, b.local)).map(({ id }) => id);
  const order = (end: string): number => byAddress.indexOf(end);
  const holding = latest(seen);
  return overlay.ends.map((end) => {
    const known = new Set([end.id, ...overlay.heard.get(end.id)!]);
    const member = {
      id: end.id,
      segments: end.segments.map(({ identifier }) => identifier),
      vrfs: [...end.vrfs.keys()],
    };
    const imported = importRoutes(
      member,
      told.filter(({ nextHop }) => known.has(nextHop)),
      order,
    );
    const own = holding.filter(({ route }) => route.nextHop === end.id);
    return {
      end,
      fixed: fixedOf(overlay, end, own, imported),
      answers: answersOf(overlay, end, own, imported, layout),
      tables: Array.from(end.vrfs.values(), (vrf) => ({
        table: vrf.table,
        routes: routesOf(context, parts, overlay, vrf, imported),
      })),
    };
  });
}

function fixedOf(
  { origin }: OverlayPart,
  end: OverlayEnd,
  own: readonly Sighting[],
  { stations }: Imported,
): FixedAddress[] {
  const vlanOf = new Map(end.segments.map(({ identifier, vlan }) => [identifier, vlan]));
  const here = own.map(({ route: { station, segment }, port }): FixedAddress => {
    return { station, vlan: vlanOf.get(segment)!, port, origin };
  });
  const there = stations.flatMap(({ station, segment, nextHop }): FixedAddress[] => {
    const { port, others } = end.tunnels.get(segment)!;
    return [{ station, vlan: vlanOf.get(segment)!, port, remote: others.indexOf(nextHop), origin }];
  });
  return [...here, ...there];
}

/** Of its own gateways always, for they are the same everywhere; of everybody else where suppression is on. */
function answersOf(
  { record }: OverlayPart,
  end: OverlayEnd,
  own: readonly Sighting[],
  { stations }: Imported,
  { ports }: Layout,
): KnownNeighbour[] {
  const gateways = [...end.vrfs.values()].flatMap(({ interfaces }) =>
    [...interfaces].map(([identifier, station]): KnownNeighbour => {
      const { vlan } = end.segments.find((each) => each.identifier === identifier)!;
      return { address: ports[station].attachment!.addresses[0], vlan, station };
    }),
  );
  if (record.evpn?.suppression === false) return gateways;
  const known = [...own.map(({ route }) => route), ...stations].flatMap(
    ({ station, address, segment }): KnownNeighbour[] => {
      const { vlan } = end.segments.find((each) => each.identifier === segment)!;
      return address === null ? [] : [{ address, vlan, station }];
    },
  );
  return [...gateways, ...known];
}

/** What a switch tells of its VRFs. */
export function prefixRoutes(
  context: BuildContext,
  parts: OnpremParts,
  overlay: OverlayPart,
  end: OverlayEnd,
): PrefixRoute[] {
  return [...end.vrfs.values()].flatMap((vrf) =>
    ownRoutes(context, parts, overlay, vrf).map(({ prefix }): PrefixRoute => {
      return { type: 5, vrf: vrf.name, prefix, nextHop: end.id };
    }),
  );
}

/** Connected subnets, and written routes whose neighbour is in one of them. */
function ownRoutes(
  { scenario, builder }: BuildContext,
  parts: OnpremParts,
  { id, origin, record }: OverlayPart,
  vrf: VrfInstance,
): Route[] {
  const connected = record.segments.flatMap(({ identifier, subnet }): Route[] => {
    const port = vrf.interfaces.get(identifier);
    if (port === undefined || subnet === undefined) return [];
    const where = recordOrigin('subnets', subnet, scenario.subnets![subnet]);
    const prefix: Prefix = writtenPrefix(scenario.subnets![subnet].cidr);
    return [{ prefix, action: { kind: 'forward', ports: [port] }, source: 'connected', origin: where }];
  });
  const written = (record.vrfs?.find(({ name }) => name === vrf.name)?.routes ?? []).flatMap(
    (route): Route[] => {
      const ways = attachedWays(parts, id, route.via).filter(
        ({ port }) => builder.nodeOfPort(port) === vrf.node,
      );
      if (ways.length === 0) return [];
      const action = {
        kind: 'forward',
        ports: ways.map(({ port }) => port),
        via: ways.map(({ via }) => via),
      } as const;
      return [{ prefix: writtenPrefix(route.to), action, source: 'static', origin }];
    },
  );
  return [...connected, ...written];
}

/** Own ones first; then what others have told, each station before the subnet it is in. */
function routesOf(
  context: BuildContext,
  parts: OnpremParts,
  overlay: OverlayPart,
  vrf: VrfInstance,
  { hosts, prefixes }: Imported,
): Route[] {
  const { origin } = overlay;
  const towards = (prefix: Prefix, nextHops: readonly string[]): Route[] => {
    const ports = nextHops.flatMap((each) => vrf.tunnels.get(each) ?? []);
    if (ports.length === 0) return [];
    return [{ prefix, action: { kind: 'forward', ports }, source: 'propagated', origin }];
  };
  return [
    ...ownRoutes(context, parts, overlay, vrf),
    ...hosts
      .filter((host) => host.vrf === vrf.name)
      .flatMap(({ address, nextHop }) => towards(hostPrefix(address), [nextHop])),
    ...prefixes
      .filter((each) => each.vrf === vrf.name)
      .flatMap(({ prefix, nextHops }) => towards(prefix, nextHops)),
  ];
}
