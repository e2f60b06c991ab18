/**
 * An interior routing protocol among devices, as OSPF and IS-IS settle: ends of wires with a `metric` are its interfaces. Every
 * device learns the addresses and segments of every other by the least sum of metrics, and shares flows over ways of equal
 * cost. A direction without a metric is not sent over, so the two directions of a wire may differ.
 *
 * Routes of this kind yield to connected and written ones and come before BGP. One area. Left out: adjacencies, timers and
 * how long it takes to settle; wires through switches, tunnels and circuits; what BGP or somebody's written routes know is not
 * told on.
 */
import type { Route } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import { formatPrefix, hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import { type DirectedLink, LinkStateGraph } from '../../routing/spf/equal-cost-ways.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import type { OnpremParts, RouterPart } from './onprem-parts.ts';
import { addDeviceRoute } from './plane.ts';

interface Interface extends DirectedLink {
  readonly port: number;
  readonly origin: Origin;
}

interface Destination {
  readonly prefix: Prefix;
  readonly owners: number[];
}

/** Once all devices have their connected and written routes. */
export function addInteriorRoutes(context: BuildContext, parts: OnpremParts): void {
  const routers = [...parts.routers.values()];
  const interfaces = interfacesOf(context, parts, routers);
  if (interfaces.length === 0) return;
  const graph = new LinkStateGraph(routers.length, interfaces);
  const taking = new Set(interfaces.flatMap(({ from, to }) => [from, to]));
  const waysOf = new Map<string, ReturnType<LinkStateGraph['waysTo']>>();
  for (const { prefix, owners } of destinations(context, parts, routers, taking)) {
    const key = owners.join(' ');
    const ways = waysOf.get(key) ?? graph.waysTo(owners);
    waysOf.set(key, ways);
    for (const router of taking) {
      const links = ways.links[router].map((link) => interfaces[link]);
      if (links.length === 0) continue;
      addDeviceRoute(context.builder, routers[router], {
        prefix,
        action: { kind: 'forward', ports: links.map(({ port }) => port) },
        source: 'propagated',
        origin: links[0].origin,
      });
    }
  }
}

function interfacesOf(
  { scenario, builder, changed }: BuildContext,
  parts: OnpremParts,
  routers: readonly RouterPart[],
): Interface[] {
  const numbers = new Map(routers.map(({ id }, number) => [id, number]));
  const portOf = (device: string, wire: string) => parts.ends.get(device)?.find((end) => end.wire === wire);
  return recordsOf(scenario.links).flatMap(([id, { ends }]) => {
    const [a, b] = ends;
    return [
      [a, b],
      [b, a],
    ].flatMap(([own, far]): Interface[] => {
      const from = numbers.get(own.to);
      const to = numbers.get(far.to);
      const end = portOf(own.to, id);
      if (own.metric === undefined || from === undefined || to === undefined || end === undefined) return [];
      if (changed.get(builder.linkOfPort(end.port)) === false) return [];
      return [{ from, to, cost: own.metric, port: end.port, origin: end.origin }];
    });
  });
}

/** What the devices tell of: their own addresses, and what is plugged into them beside each other. */
function destinations(
  { builder }: BuildContext,
  parts: OnpremParts,
  routers: readonly RouterPart[],
  taking: ReadonlySet<number>,
): Iterable<Destination> {
  const found = new Map<string, Destination>();
  const tell = (prefix: Prefix, owner: number): void => {
    const key = formatPrefix(prefix);
    const known = found.get(key) ?? { prefix, owners: [] };
    if (!known.owners.includes(owner)) known.owners.push(owner);
    found.set(key, known);
  };
  for (const owner of taking) {
    const router = routers[owner];
    for (const address of router.addresses) tell(hostPrefix(address), owner);
    const between = new Set(
      (parts.ends.get(router.id) ?? []).filter(({ peer }) => parts.routers.has(peer)).map(({ port }) => port),
    );
    const isOwn = ({ action, source }: Route): boolean =>
      (source === 'connected' || source === 'host') &&
      action.kind === 'forward' &&
      action.ports.every((port) => !between.has(port));
    const [{ table }] = router.planes.values();
    for (const route of builder.routesOf(table)) if (isOwn(route)) tell(route.prefix, owner);
  }
  return found.values();
}
