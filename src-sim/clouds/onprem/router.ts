/**
 * A router: one table with what its wires and segments connect and what somebody wrote. Connected entries beat written
 * ones of the same prefix; several written ones of the same prefix share the traffic. A route via a neighbour that no
 * wire leads to is a blackhole.
 * Left out: routing protocols, metrics, several tables, filters, and the time the router itself takes.
 */
import type { Route } from '../../fabric/fabric.ts';
import { hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import { writtenAddress, writtenPrefix } from '../written.ts';
import type { OnpremParts, RouterPart } from './onprem-parts.ts';

export function placeRouters({ scenario, builder }: BuildContext, parts: OnpremParts): void {
  for (const [id, record] of recordsOf(scenario.devices)) {
    const origin = recordOrigin('devices', id, record);
    const own = recordsOf(scenario.links)
      .flatMap(([, wire]) => wire.ends)
      .flatMap((end) => (end.to === id && end.address !== undefined ? [writtenAddress(end.address)] : []));
    const node = builder.addNode({ id, role: 'router', origin, addresses: own, decrementsTtl: true });
    const table = builder.addTable(id, origin);
    builder.setNodeTable(node, table);
    parts.routers.set(id, { id, origin, record, node, table });
  }
}

export function fillRouterTables(context: BuildContext, parts: OnpremParts): void {
  for (const router of parts.routers.values()) {
    addConnected(context, parts, router);
    addWritten(context, parts, router);
  }
}

/** Segments have added themselves; here follow the neighbours on wires. */
function addConnected({ scenario, builder }: BuildContext, parts: OnpremParts, router: RouterPart): void {
  const ends = parts.ends.get(router.id) ?? [];
  for (const { peerAddresses, port, origin } of ends) {
    for (const address of peerAddresses) {
      const action = { kind: 'forward', ports: [port] } as const;
      builder.addRoute(router.table, { prefix: hostPrefix(address), action, source: 'host', origin });
    }
  }
  for (const { subnet, origin } of ends) {
    const cidr = subnet === null ? undefined : scenario.subnets?.[subnet]?.cidr;
    if (cidr === undefined) continue;
    const action = { kind: 'no-neighbour' } as const;
    builder.addRoute(router.table, { prefix: writtenPrefix(cidr), action, source: 'connected', origin });
  }
}

function addWritten({ builder }: BuildContext, parts: OnpremParts, router: RouterPart): void {
  const ends = parts.ends.get(router.id) ?? [];
  const byPrefix = new Map<string, { prefix: Prefix; ports: Set<number>; drops: boolean; first: number }>();
  for (const [n, route] of (router.record.routes ?? []).entries()) {
    const entry = byPrefix.get(route.to) ?? {
      prefix: writtenPrefix(route.to),
      ports: new Set<number>(),
      drops: false,
      first: n,
    };
    byPrefix.set(route.to, entry);
    if (route.via === undefined) entry.drops = true;
    for (const end of ends) if (end.peer === route.via || end.wire === route.via) entry.ports.add(end.port);
  }
  for (const { prefix, ports, drops, first } of byPrefix.values()) {
    const origin = partOrigin(router.origin, `routes[${first}]`, 'route');
    const action: Route['action'] =
      drops || ports.size === 0 ? { kind: 'blackhole' } : { kind: 'forward', ports: [...ports] };
    builder.addRoute(router.table, { prefix, action, source: 'static', origin });
  }
}
