/**
 * VPC route tables. A subnet decides by its table; the core of its zone, which owns the ways out, carries the
 * decision out by a table of its own (a "view") that repeats the same entries with its own ports. Longest match
 * decides; between equal prefixes the VPC's own block beats a route somebody wrote, which beats a subnet's block, so a
 * route can send a subnet's traffic through a middlebox but never take the whole VPC away.
 * A way out that the VPC does not have is a blackhole, as AWS shows it; one it has only in other zones is unreachable.
 * Left out: prefix lists, gateway route tables, propagation from a virtual private gateway; routes to a machine's
 * interface drop, and the document is told so.
 */
import type { Route, RouteAction } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import type { AwsParts, SubnetPart, VpcPart, ZoneCore } from './aws-parts.ts';
import { addSubnetRoutes, addVpcBlocks } from './vpc.ts';

/** The table every VPC has without anybody writing it. */
const IMPLIED = '';

interface WrittenTable {
  readonly id: string;
  readonly origin: Origin;
  readonly routes: readonly { readonly to: string; readonly via?: string | undefined }[];
}

function writtenTable(scenario: Scenario, vpc: VpcPart, id: string | null): WrittenTable {
  const record = id === null ? undefined : scenario.routeTables?.[id];
  if (id === null || record === undefined) {
    return { id: IMPLIED, origin: { ...vpc.origin, noun: 'main route table' }, routes: [] };
  }
  return { id, origin: recordOrigin('routeTables', id, record), routes: record.routes ?? [] };
}

function actionOf(
  vpc: VpcPart,
  core: ZoneCore,
  via: string | undefined,
  port: (exit: number) => number,
): RouteAction {
  if (via === undefined) return { kind: 'blackhole' };
  const exit = core.exits.get(via);
  if (exit !== undefined) return { kind: 'forward', ports: [port(exit)] };
  const elsewhere = [...vpc.cores.values()].some((other) => other.exits.has(via));
  return { kind: elsewhere ? 'unreachable' : 'blackhole' };
}

function staticRoutes(
  vpc: VpcPart,
  core: ZoneCore,
  table: WrittenTable,
  port: (exit: number) => number,
): Route[] {
  return table.routes.map((route, n) => ({
    prefix: writtenPrefix(route.to),
    action: actionOf(vpc, core, route.via, port),
    source: 'static' as const,
    origin: partOrigin(table.origin, `routes[${n}]`, 'route'),
  }));
}

/** The table by which a core routes what was decided by a route table of the VPC; made when first asked for. */
function viewOf(context: BuildContext, vpc: VpcPart, core: ZoneCore, table: WrittenTable): number {
  const known = core.views.get(table.id);
  if (known !== undefined) return known;
  const { builder } = context;
  const name = table.id === IMPLIED ? 'main' : table.id;
  const view = builder.addTable(`${name}@${builder.nodeId(core.node)}`, table.origin);
  core.views.set(table.id, view);
  addVpcBlocks(context, vpc, core, view);
  for (const route of staticRoutes(vpc, core, table, (exit) => exit)) builder.addRoute(view, route);
  addSubnetRoutes(context, vpc, core, view);
  return view;
}

function fillSubnetTable(context: BuildContext, subnet: SubnetPart, written: WrittenTable): void {
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
  for (const route of staticRoutes(vpc, core, written, () => up)) builder.addRoute(table, route);
}

/** Once all ways out are there: tables of subnets, of cores towards them, and of what comes in from transit gateways. */
export function fillRouteTables(context: BuildContext, parts: AwsParts): void {
  const { builder, scenario } = context;
  for (const vpc of parts.vpcs.values()) {
    for (const core of vpc.cores.values()) {
      // What comes from another zone or over a peering has been decided; only local routes are left to follow.
      const local = builder.addTable(`local@${builder.nodeId(core.node)}`, vpc.origin);
      builder.setNodeTable(core.node, local);
      addVpcBlocks(context, vpc, core, local);
      addSubnetRoutes(context, vpc, core, local);
    }
    tellUnmodelled(context, vpc);
    for (const subnet of vpc.subnets) {
      const table = writtenTable(scenario, vpc, subnet.routeTable);
      fillSubnetTable(context, subnet, table);
      builder.setPortTable(subnet.down, viewOf(context, vpc, vpc.cores.get(subnet.zone)!, table));
    }
  }
  for (const attachment of parts.attachments.values()) {
    for (const { zone, inner, subnet } of attachment.ports) {
      const { vpc } = attachment;
      const table = writtenTable(scenario, vpc, subnet.routeTable);
      builder.setPortTable(inner, viewOf(context, vpc, vpc.cores.get(zone)!, table));
    }
  }
}

/** Routes to a machine's interface: such a machine would have to forward, which none does yet. */
function tellUnmodelled({ scenario, findings }: BuildContext, vpc: VpcPart): void {
  for (const [id, table] of recordsOf(scenario.routeTables)) {
    if (table.kind !== 'aws-route-table' || table.network !== vpc.id) continue;
    for (const [n, { to, via }] of (table.routes ?? []).entries()) {
      if (via === undefined || scenario.workloads?.[via] === undefined) continue;
      findings.push({
        code: 'model/not-simulated',
        severity: 'info',
        message: `the route to ${to} is simulated as a drop: no engine lets machine ${via} forward packets yet`,
        path: ['routeTables', id, 'routes', n, 'via'],
      });
    }
  }
}
