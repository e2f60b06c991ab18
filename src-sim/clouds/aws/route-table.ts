/**
 * VPC route tables. A subnet decides by its table; the core of its zone, which owns the ways out, carries the
 * decision out by a table of its own (a "view") that repeats the same entries with its own ports. Longest match
 * decides; between equal prefixes the VPC's own block beats a route somebody wrote, which beats a subnet's block, so a
 * route can send a subnet's traffic through a middlebox but never take the whole VPC away; what virtual private gateways
 * propagate comes last. Each entry of a prefix list is a route.
 * A way out that the VPC does not have is a blackhole, as AWS shows it; one it has only in other zones is unreachable.
 * What enters by an interface that stands in a subnet is routed by that subnet's table; what enters by an internet or
 * virtual private gateway by the gateway's own table, where it names one.
 * A route to a machine that does not forward is a blackhole, too: its source/destination check drops the packets.
 */
import type { Route, RouteAction } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { BuildContext } from '../build-context.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import type { AwsParts, SubnetPart, VpcPart, ZoneCore } from './aws-parts.ts';
import { type SpeltRoute, speltRoutes } from './prefix-list.ts';
import { addSubnetRoutes, addVpcBlocks } from './vpc.ts';

/** The table every VPC has without anybody writing it. */
const IMPLIED = '';

interface WrittenTable {
  readonly id: string;
  readonly origin: Origin;
  readonly routes: readonly SpeltRoute[];
}

function writtenTable(scenario: Scenario, vpc: VpcPart, id: string | null): WrittenTable {
  const record = id === null ? undefined : scenario.routeTables?.[id];
  if (id === null || record?.kind !== 'aws-route-table') {
    return { id: IMPLIED, origin: { ...vpc.origin, noun: 'main route table' }, routes: [] };
  }
  const origin = recordOrigin('routeTables', id, record);
  return { id, origin, routes: speltRoutes(scenario, record.routes ?? []) };
}

/** The port towards a way out; null where the zone has none. */
type PortTo = (exit: string) => number | null;

function actionOf(vpc: VpcPart, via: string | undefined, portTo: PortTo): RouteAction {
  if (via === undefined) return { kind: 'blackhole' };
  const port = portTo(via);
  if (port !== null) return { kind: 'forward', ports: [port] };
  const elsewhere = [...vpc.cores.values()].some((other) => other.exits.has(via));
  return { kind: elsewhere ? 'unreachable' : 'blackhole' };
}

function staticRoutes(vpc: VpcPart, table: WrittenTable, portTo: PortTo): Route[] {
  return table.routes.map(({ index, prefix, via }) => ({
    prefix,
    action: actionOf(vpc, via, portTo),
    source: 'static' as const,
    origin: partOrigin(table.origin, `routes[${index}]`, 'route'),
  }));
}

const carried = (
  vpc: VpcPart,
  table: number,
  id: string,
  portTo: PortTo,
): AwsParts['carriedTables'][number] => ({
  vpc,
  routeTable: id === IMPLIED ? null : id,
  table,
  portTo,
});

/** The table by which a core routes what was decided by a route table of the VPC; made when first asked for. */
function viewOf(
  context: BuildContext,
  parts: AwsParts,
  vpc: VpcPart,
  core: ZoneCore,
  table: WrittenTable,
): number {
  const known = core.views.get(table.id);
  if (known !== undefined) return known;
  const { builder } = context;
  const name = table.id === IMPLIED ? 'main' : table.id;
  const view = builder.addTable(`${name}@${builder.nodeId(core.node)}`, table.origin);
  core.views.set(table.id, view);
  const portTo: PortTo = (exit) => core.exits.get(exit) ?? null;
  addVpcBlocks(context, vpc, core, view);
  for (const route of staticRoutes(vpc, table, portTo)) builder.addRoute(view, route);
  addSubnetRoutes(context, vpc, core, view);
  parts.carriedTables.push(carried(vpc, view, table.id, portTo));
  return view;
}

function fillSubnetTable(
  context: BuildContext,
  parts: AwsParts,
  subnet: SubnetPart,
  written: WrittenTable,
): void {
  const { builder } = context;
  const { vpc, cidr, up } = subnet;
  const name = written.id === IMPLIED ? 'main' : written.id;
  const table = builder.addTable(`${name}@${subnet.id}`, written.origin);
  builder.setNodeTable(subnet.node, table);
  for (const { prefix, port, origin } of subnet.members) {
    builder.addRoute(table, { prefix, action: { kind: 'forward', ports: [port] }, source: 'host', origin });
  }
  const nobody = { kind: 'no-neighbour' } as const;
  builder.addRoute(table, { prefix: cidr, action: nobody, source: 'connected', origin: subnet.origin });
  for (const prefix of vpc.cidrs) {
    const origin = vpc.origin;
    builder.addRoute(table, { prefix, action: { kind: 'forward', ports: [up] }, source: 'local', origin });
  }
  const core = vpc.cores.get(subnet.zone)!;
  const portTo: PortTo = (exit) => (core.exits.has(exit) ? up : null);
  for (const route of staticRoutes(vpc, written, portTo)) builder.addRoute(table, route);
  parts.carriedTables.push(carried(vpc, table, written.id, portTo));
}

/** Once all ways out are there: tables of subnets, of cores towards them, and of what enters a VPC elsewhere. */
export function fillRouteTables(context: BuildContext, parts: AwsParts): void {
  const { builder, scenario } = context;
  const view = (vpc: VpcPart, zone: string, table: WrittenTable): number =>
    viewOf(context, parts, vpc, vpc.cores.get(zone)!, table);
  for (const vpc of parts.vpcs.values()) {
    for (const core of vpc.cores.values()) {
      // What comes from another zone or over a peering has been decided; only local routes are left to follow.
      const local = builder.addTable(`local@${builder.nodeId(core.node)}`, vpc.origin);
      builder.setNodeTable(core.node, local);
      addVpcBlocks(context, vpc, core, local);
      addSubnetRoutes(context, vpc, core, local);
    }
    for (const subnet of vpc.subnets) {
      const table = writtenTable(scenario, vpc, subnet.routeTable);
      fillSubnetTable(context, parts, subnet, table);
      builder.setPortTable(subnet.down, view(vpc, subnet.zone, table));
    }
  }
  for (const { vpc, zone, port, routeTable } of parts.entries) {
    builder.setPortTable(port, view(vpc, zone, writtenTable(scenario, vpc, routeTable)));
  }
}
