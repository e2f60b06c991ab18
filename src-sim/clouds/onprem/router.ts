/**
 * Routers, firewalls and the routers of an exchange: tables with what wires and segments connect, what somebody wrote, what
 * interior routing and what BGP told. Of equal prefixes connected entries beat written ones, which beat those of interior
 * routing, which beat those of BGP, which beat written ones that are a backup; several written ones of the same prefix share the traffic. A route via something no wire or
 * connection leads to is a blackhole. A device with an access to the internet and no default route sends the rest there.
 * Left out: the time the router itself takes.
 */
import type { Route } from '../../fabric/fabric.ts';
import type { Address } from '../../quantity/address.ts';
import { hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { anywhere, type BuildContext, recordsOf } from '../build-context.ts';
import { recordIdOf } from '../junction.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import { writtenAddress, writtenPrefix } from '../written.ts';
import { attachedWays } from './attached-interface.ts';
import { addBgp } from './bgp-speaker.ts';
import { addInteriorRoutes } from './interior-routing.ts';
import type { OnpremParts, RouterPart } from './onprem-parts.ts';
import { addDeviceRoute, planeAt, planeOf, zoneOfPlug } from './plane.ts';

export function placeRouters(context: BuildContext, parts: OnpremParts): void {
  const { scenario } = context;
  const endsOf = new Map<string, RecordOf<'links'>['ends'][number][]>();
  for (const [, wire] of recordsOf(scenario.links)) {
    for (const end of wire.ends) endsOf.set(end.to, [...(endsOf.get(end.to) ?? []), end]);
  }
  for (const [id, record] of recordsOf(scenario.devices)) {
    if (record.kind !== 'router' && record.kind !== 'firewall' && record.kind !== 'exchange-router') continue;
    const onWires = (endsOf.get(id) ?? [])
      .flatMap(({ address, interfaces = [] }) => [address].concat(interfaces.map((each) => each.address)))
      .flatMap((address) => (address === undefined ? [] : [writtenAddress(address)]));
    const accesses = recordsOf(scenario.attachments).flatMap(([accessId, access]) =>
      access.kind === 'internet-access' && access.device === id ? [{ id: accessId, ...access }] : [],
    );
    const online = accesses.find(({ address }) => address !== undefined);
    const publicAddresses = accesses.flatMap(({ address }) =>
      address === undefined ? [] : [writtenAddress(address)],
    );
    const origin = recordOrigin('devices', id, record);
    const addresses = [...onWires, ...publicAddresses];
    const router: RouterPart = { id, origin, record, addresses, planes: new Map(), connected: [] };
    parts.routers.set(id, router);
    for (const zone of zonesOf(context, router)) planeOf(context, router, zone);
    const [first] = router.planes.values();
    context.junctions.set(id, {
      origin,
      node: first.node,
      nodeFor: (connection) => planeAt(context, router, connection).node,
      speaker: record.bgp === undefined ? null : { id, asn: record.bgp.asn },
      ...(online?.address === undefined
        ? {}
        : {
            address: writtenAddress(online.address),
            addressNode: planeAt(context, router, online.id).node,
          }),
      plugged(port, connection, other) {
        const end = {
          wire: recordIdOf(connection),
          peer: recordIdOf(other.origin),
          peerAddresses: [],
          port,
          subnet: null,
          origin: connection,
        };
        parts.ends.set(id, [...(parts.ends.get(id) ?? []), end]);
      },
    });
  }
}

/** At least one; those of wires and segments in the order of the document. */
function zonesOf({ scenario }: BuildContext, router: RouterPart): Set<string> {
  const { id, record } = router;
  if (record?.kind !== 'firewall') return new Set(['']);
  const plugs = [
    ...recordsOf(scenario.links).flatMap(([link, { ends }]) =>
      ends.some(({ to }) => to === id) ? [link] : [],
    ),
    ...recordsOf(scenario.subnets).flatMap(([subnet, each]) =>
      'gateway' in each && each.gateway === id ? [subnet] : [],
    ),
  ];
  const zones = [
    ...(record.zones ?? []).map(({ name }) => name),
    ...plugs.map((plug) => zoneOfPlug(router, plug)),
  ];
  return new Set(zones.length === 0 ? ['outside'] : zones);
}

export function fillRouterTables(context: BuildContext, parts: OnpremParts): void {
  for (const router of parts.routers.values()) {
    for (const route of router.connected) addDeviceRoute(context.builder, router, route);
    addConnected(context, parts, router);
    addWritten(context, parts, router, 'first');
  }
  addInteriorRoutes(context, parts);
  for (const router of parts.routers.values()) {
    const rest = (): void => {
      addWritten(context, parts, router, 'backup');
      addInternetDefault(context, parts, router);
    };
    if (router.record?.bgp === undefined) rest();
    else addBgp(context, router, router.record.bgp, rest);
  }
}

/** Segments have added themselves; here follow the neighbours on wires. */
function addConnected({ scenario, builder }: BuildContext, parts: OnpremParts, router: RouterPart): void {
  const ends = parts.ends.get(router.id) ?? [];
  for (const { peerAddresses, port, origin } of ends) {
    for (const address of peerAddresses) {
      const action = { kind: 'forward', ports: [port] } as const;
      addDeviceRoute(builder, router, { prefix: hostPrefix(address), action, source: 'host', origin });
    }
  }
  for (const { subnet, origin } of ends) {
    const cidr = subnet === null ? undefined : scenario.subnets?.[subnet]?.cidr;
    if (cidr === undefined) continue;
    const action = { kind: 'no-neighbour' } as const;
    addDeviceRoute(builder, router, { prefix: writtenPrefix(cidr), action, source: 'connected', origin });
  }
}

function addWritten(
  { builder }: BuildContext,
  parts: OnpremParts,
  router: RouterPart,
  turn: 'first' | 'backup',
): void {
  const ends = parts.ends.get(router.id) ?? [];
  const byPrefix = new Map<
    string,
    { prefix: Prefix; ports: Map<number, Address | null>; drops: boolean; first: number }
  >();
  for (const [n, route] of (router.record?.routes ?? []).entries()) {
    if ((route.backup === true) !== (turn === 'backup')) continue;
    const entry = byPrefix.get(route.to) ?? {
      prefix: writtenPrefix(route.to),
      ports: new Map<number, Address | null>(),
      drops: false,
      first: n,
    };
    byPrefix.set(route.to, entry);
    if (route.via === undefined) entry.drops = true;
    for (const end of ends)
      if (end.peer === route.via || end.wire === route.via) entry.ports.set(end.port, null);
    for (const { port, via } of attachedWays(parts, router.id, route.via ?? '')) entry.ports.set(port, via);
  }
  for (const { prefix, ports, drops, first } of byPrefix.values()) {
    const origin = partOrigin(router.origin, `routes[${first}]`, 'route');
    const action: Route['action'] =
      drops || ports.size === 0
        ? { kind: 'blackhole' }
        : { kind: 'forward', ports: [...ports.keys()], ...viaOf([...ports.values()]) };
    addDeviceRoute(builder, router, { prefix, action, source: 'static', origin });
  }
}

function addInternetDefault(
  { scenario, builder }: BuildContext,
  parts: OnpremParts,
  router: RouterPart,
): void {
  const accesses = (parts.ends.get(router.id) ?? []).filter(
    ({ wire }) => scenario.attachments?.[wire]?.kind === 'internet-access',
  );
  if (accesses.length === 0) return;
  const action = { kind: 'forward', ports: accesses.map(({ port }) => port) } as const;
  const { origin } = accesses[0];
  for (const prefix of anywhere)
    addDeviceRoute(builder, router, { prefix, action, source: 'default', origin });
}

/** Neighbours at switches have addresses that are asked for; the others stand at the end of their wire. */
const viaOf = (via: readonly (Address | null)[]): { via?: readonly (Address | null)[] } =>
  via.some((address) => address !== null) ? { via } : {};
