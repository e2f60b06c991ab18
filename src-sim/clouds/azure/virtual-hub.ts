/**
 * Virtual WAN hubs: a router per hub, all hubs of a WAN joined to each other. Each of its route tables is a table of its own:
 * the table a connection is associated with routes what comes in there; the tables it propagates to, named one by one or by
 * label over all hubs, learn its prefixes. Without any of that everything uses the default table and reaches everything.
 * What comes from another hub has been decided there and is delivered to what is connected here.
 * Left out: the capacity of the hub router (each connection has the most a hub can have), virtual appliances in the hub,
 * preference settings, route maps, static routes that are told to other hubs.
 */
import type { RouteAction } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { Prefix } from '../../quantity/prefix.ts';
import { ownAnnouncement } from '../../routing/announcement.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import type { AzureParts } from './azure-parts.ts';
import { delayOrTold } from './distance.ts';
import { privateSpace } from './effective-routes.ts';
import type { ConnectionPart, HubPart, HubTable } from './hub-parts.ts';
import { connectNetworks } from './hub-connection.ts';
import { placeHubFirewalls } from './hub-firewall.ts';
import { placeHubGateways } from './hub-gateway.ts';
import { hubRouteAction } from './hub-route.ts';
import { allBut, BRANCH, HUB, marked, only, VNET } from './route-marks.ts';
import { routerIdOf } from './router-id.ts';
import { AZURE_AS, ownMark } from './vnet-routes.ts';
import { regionOf } from './vnet.ts';

export function buildVirtualWans(context: BuildContext, parts: AzureParts): void {
  const hubs = placeHubs(context);
  for (const hub of hubs.values()) {
    connectNetworks(context, parts, hub);
    placeHubGateways(context, hub);
    placeHubFirewalls(context, hub);
  }
  for (const hub of hubs.values()) {
    inspectArrivals(context, hub);
    for (const table of tablesOf(hub)) {
      writeStatics(context, parts, hub, table);
      learn(context, [...hubs.values()], hub, table);
    }
  }
}

const tablesOf = ({ tables, own, everything, intent }: HubPart): HubTable[] => [
  ...tables,
  own,
  everything,
  ...(intent === null ? [] : [intent]),
];

function placeHubs(context: BuildContext): Map<string, HubPart> {
  const { scenario, builder, facts } = context;
  const hubs = new Map<string, HubPart>();
  for (const [id, record] of recordsOf(scenario.networks)) {
    if (record.kind !== 'azure-virtual-hub') continue;
    const origin = recordOrigin('networks', id, record);
    const made = (name: string, noun: string, isDefault = false): HubTable => {
      const called = { ...origin, noun };
      return {
        id: `${id}:${name}`,
        origin: called,
        table: builder.addTable(`${id}:${name}`, called),
        isDefault,
        labels: isDefault ? ['default'] : [],
        record: null,
      };
    };
    const written = recordsOf(scenario.routeTables).flatMap(([tableId, table]): HubTable[] => {
      if (table.kind !== 'azure-virtual-hub-route-table' || table.hub !== id) return [];
      const isDefault = table.default === true;
      const labels = [...(table.labels ?? []), ...(isDefault ? ['default'] : [])];
      const tableOrigin = recordOrigin('routeTables', tableId, table);
      return [
        {
          id: tableId,
          origin: tableOrigin,
          table: builder.addTable(tableId, tableOrigin),
          isDefault,
          labels,
          record: tableId,
        },
      ];
    });
    const implied = written.some(({ isDefault }) => isDefault)
      ? []
      : [made('default', 'default route table of virtual hub', true)];
    const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
    const hub: HubPart = {
      id,
      origin,
      record,
      region: regionOf(scenario, record.site),
      cidr: writtenPrefix(record.cidrs[0]),
      node,
      tables: [...implied, ...written],
      own: made('own', 'connections of virtual hub'),
      everything: made('everything', 'all connections known to virtual hub'),
      intent: record.routingIntent === undefined ? null : made('intent', 'routing intent of virtual hub'),
      connections: [],
      towards: new Map(),
      firewalls: new Map(),
    };
    builder.setNodeTable(node, hub.own.table);
    for (const other of hubs.values()) {
      if (other.record.wan !== record.wan) continue;
      const between = { id: `${other.id}-${id}`, mtu: facts.number('azure.mtu.default', 'bytes'), origin };
      const delayNs = delayOrTold(context, origin, other.region, hub.region);
      const [there, back] = builder.addLink({ ...idealLink, ...between, delayNs }, other.node, node);
      other.towards.set(hub, there);
      hub.towards.set(other, back);
    }
    hubs.set(id, hub);
  }
  return hubs;
}

interface Static {
  readonly prefix: Prefix;
  readonly action: RouteAction;
  readonly origin: Origin;
}

/** Routes somebody wrote come first, and the table tells its users of them. */
function writeStatics(context: BuildContext, parts: AzureParts, hub: HubPart, table: HubTable): void {
  const { builder, routing } = context;
  const statics = table === hub.intent ? intended(hub, table) : written(context, parts, hub, table);
  for (const route of statics) builder.addRoute(table.table, { ...route, source: 'static' });
  routing.addSpeaker(
    {
      id: table.id,
      asn: AZURE_AS,
      routerId: routerIdOf(table.id),
      originates: statics.map(({ prefix }) => ownAnnouncement(prefix, { communities: [HUB] })),
      multipath: { max: 8, relaxesAsPath: true },
    },
    table.origin,
    (entries) => routing.installInto(builder, table.table, entries),
  );
}

function written(context: BuildContext, parts: AzureParts, hub: HubPart, table: HubTable): Static[] {
  const record = table.record === null ? undefined : context.scenario.routeTables?.[table.record];
  if (record?.kind !== 'azure-virtual-hub-route-table') return [];
  return (record.routes ?? []).map((route, n) => ({
    prefix: writtenPrefix(route.to),
    action: hubRouteAction(context, parts, hub, route),
    origin: partOrigin(table.origin, `routes[${n}]`, 'route table'),
  }));
}

/** What routing intent sends to a firewall. One that is not there drops. */
function intended({ record, firewalls }: HubPart, { origin }: HubTable): Static[] {
  const to = (firewall: string | undefined, prefixes: readonly Prefix[]): Static[] => {
    if (firewall === undefined) return [];
    const port = firewalls.get(firewall);
    const action: RouteAction =
      port === undefined ? { kind: 'blackhole' } : { kind: 'forward', ports: [port] };
    return prefixes.map((prefix) => ({ prefix, action, origin }));
  };
  const { private: inside, internet } = record.routingIntent ?? {};
  return [...to(inside, privateSpace), ...to(internet, anywhere)];
}

/** Whether a table learns what is connected to a hub. */
function learns(hub: HubPart, table: HubTable, connection: ConnectionPart, local: boolean): boolean {
  if (table === hub.everything) return true;
  if (table === hub.own) return local;
  // With private traffic through the firewall nobody learns anybody's blocks; otherwise everybody learns all.
  if (table === hub.intent) return hub.record.routingIntent?.private === undefined;
  return connection.propagates(table);
}

/** What is connected to any hub of the WAN and propagates to this table. */
function learn(context: BuildContext, hubs: readonly HubPart[], hub: HubPart, table: HubTable): void {
  for (const other of hubs) {
    for (const connection of other.connections) {
      const via = other === hub ? connection.port : hub.towards.get(other);
      if (via === undefined || !learns(hub, table, connection, other === hub)) continue;
      const { id, speaker, vnet, origin } = connection;
      const policies =
        vnet === null
          ? { exports: allBut(VNET, HUB, BRANCH), imports: marked(BRANCH) }
          : { exports: only(ownMark(vnet)) };
      const session = {
        id: `${id}>${table.id}`,
        from: speaker,
        to: table.id,
        via,
        cost: other === hub ? 0 : 1,
      };
      context.routing.addSession({ ...session, ...policies, type: 'propagation' }, origin);
    }
  }
}

/** Private traffic from another hub is inspected here as well. */
function inspectArrivals({ builder }: BuildContext, hub: HubPart): void {
  if (hub.intent === null || hub.record.routingIntent?.private === undefined) return;
  for (const port of hub.towards.values()) builder.setPortTable(port, hub.intent.table);
}
