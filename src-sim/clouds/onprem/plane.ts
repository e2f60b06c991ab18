/**
 * The nodes of a device. A router is one node. A firewall is one node for each zone, joined to each other, because what it
 * allows depends on the zone a packet comes from and the one it goes to; all of them have the same routes, each by its
 * own ports. A packet that changes zones counts two hops.
 */
import type { FabricBuilder } from '../../fabric/builder.ts';
import type { Route } from '../../fabric/fabric.ts';
import { type BuildContext, idealLink } from '../build-context.ts';
import { guardBetween } from './firewall.ts';
import type { Plane, RouterPart } from './onprem-parts.ts';

/** The zone something plugged into a device is in: of a firewall its own, if no written zone has it. */
export function zoneOfPlug({ record }: Pick<RouterPart, 'record'>, plug: string): string {
  if (record?.kind !== 'firewall') return '';
  return record.zones?.find(({ members }) => members.includes(plug))?.name ?? plug;
}

/** The node that a wire, segment or connection is plugged into. */
export function planeAt(context: BuildContext, router: RouterPart, plug: string): Plane {
  return planeOf(context, router, zoneOfPlug(router, plug));
}

export function planeOf(context: BuildContext, router: RouterPart, zone: string): Plane {
  const known = router.planes.get(zone);
  if (known !== undefined) return known;
  const { builder } = context;
  const { id, origin, addresses } = router;
  const name = zone === '' ? id : `${id}:${zone}`;
  const node = builder.addNode({ id: name, role: 'router', origin, addresses, decrementsTtl: true });
  const table = builder.addTable(name, origin);
  builder.setNodeTable(node, table);
  const plane: Plane = { zone, node, table, towards: new Map() };
  for (const other of router.planes.values()) {
    const spec = { ...idealLink, id: `${id}:${other.zone}-${zone}`, origin };
    const [there, here] = builder.addLink(spec, other.node, node);
    other.towards.set(zone, there);
    plane.towards.set(other.zone, here);
    guardBetween(context, router, [other.zone, there], [zone, here]);
  }
  router.planes.set(zone, plane);
  return plane;
}

/** Adds a route to all tables of a device; those whose ports are elsewhere send to the plane that has them. */
export function addDeviceRoute(builder: FabricBuilder, router: RouterPart, route: Route): void {
  for (const plane of router.planes.values()) {
    builder.addRoute(plane.table, { ...route, action: carriedOutAt(builder, router, plane, route.action) });
  }
}

function carriedOutAt(
  builder: FabricBuilder,
  router: RouterPart,
  plane: Plane,
  action: Route['action'],
): Route['action'] {
  if (action.kind !== 'forward' || router.planes.size === 1) return action;
  const ways = new Map<number, NonNullable<typeof action.via>[number]>();
  for (const [n, port] of action.ports.entries()) {
    const owner = builder.nodeOfPort(port);
    if (owner === plane.node) ways.set(port, action.via?.[n] ?? null);
    for (const other of router.planes.values()) {
      if (other !== plane && other.node === owner) ways.set(plane.towards.get(other.zone)!, null);
    }
  }
  const via = [...ways.values()];
  const gateways = via.every((gateway) => gateway === null) ? {} : { via };
  return { kind: 'forward', ports: [...ways.keys()], ...gateways };
}
