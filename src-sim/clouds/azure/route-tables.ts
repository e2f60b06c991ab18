/**
 * Effective routes as tables: one at the subnet, which decides for what its interfaces send, and one at the core for what
 * comes from that subnet, which repeats the entries with its own ports.
 */
import type { Route, RouteAction, RouteSource } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import { containsPrefix, hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import type { BuildContext } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AzureParts, EffectiveRoute, SubnetPart } from './azure-parts.ts';
import { effectiveRoutes, winnerFor } from './effective-routes.ts';
import { exitPort } from './lane.ts';
import { fillDeliveryTable } from './subnet.ts';
import { fillCoreTable } from './vnet.ts';
import type { VnetPart } from './azure-parts.ts';

const sources = { user: 'static', bgp: 'propagated', system: 'local' } as const satisfies Record<
  EffectiveRoute['source'],
  RouteSource
>;

const forward = (...ports: number[]): RouteAction => ({ kind: 'forward', ports });
const blackhole: RouteAction = { kind: 'blackhole' };

export function fillVnetTables(context: BuildContext, parts: AzureParts, vnet: VnetPart): void {
  fillCoreTable(context, vnet);
  for (const subnet of vnet.subnets) {
    subnet.effective = effectiveRoutes(context, parts, subnet);
    fillDeliveryTable(context, subnet);
    fillSubnetTable(context, subnet);
    fillCoreView(context, subnet);
  }
}

const routeOf = ({ prefix, source, origin }: EffectiveRoute, action: RouteAction): Route => ({
  prefix,
  action,
  source: prefix.length === 0 && source === 'system' ? 'default' : sources[source],
  origin,
});

/** What people call the table: the one they wrote, else the effective routes of the subnet. */
function tableOrigin({ scenario }: BuildContext, { record, origin }: SubnetPart): Origin {
  const id = record.routeTable;
  const table = id === undefined ? undefined : scenario.routeTables?.[id];
  return id === undefined || table === undefined
    ? { ...origin, noun: 'effective routes of subnet' }
    : recordOrigin('routeTables', id, table);
}

function fillSubnetTable(context: BuildContext, subnet: SubnetPart): void {
  const { builder } = context;
  const { id, origin, effective, cidr, up, members, record } = subnet;
  const table = builder.addTable(`${record.routeTable ?? 'system'}@${id}`, tableOrigin(context, subnet));
  const isLocal = (block: Prefix): boolean => winnerFor(effective, block)?.hop.kind === 'virtual-network';
  for (const { addresses, port, origin: who } of members) {
    builder.setPortTable(port, table);
    for (const prefix of addresses.map(hostPrefix)) {
      const hop = winnerFor(effective, prefix)?.hop.kind;
      if (hop !== 'virtual-network' && hop !== 'endpoint') continue;
      builder.addRoute(table, { prefix, action: forward(port), source: 'host', origin: who });
    }
  }
  if (isLocal(cidr)) {
    builder.addRoute(table, { prefix: cidr, action: { kind: 'no-neighbour' }, source: 'connected', origin });
  }
  for (const route of effective) {
    const drops = route.hop.kind === 'none' || (route.hop.kind === 'lanes' && route.hop.exits.length === 0);
    builder.addRoute(table, routeOf(route, drops ? blackhole : forward(up)));
  }
}

/** What the core does with packets of this subnet. */
function fillCoreView(context: BuildContext, subnet: SubnetPart): void {
  const { builder } = context;
  const { vnet, effective, record, id } = subnet;
  const table = builder.addTable(
    `${record.routeTable ?? 'system'}@${vnet.id}:${id}`,
    tableOrigin(context, subnet),
  );
  builder.setPortTable(subnet.down, table);
  for (const route of effective) {
    if (route.hop.kind === 'virtual-network') deliver(context, table, vnet, effective, route);
    else builder.addRoute(table, routeOf(route, actionOf(context, subnet, route)));
  }
}

function actionOf(context: BuildContext, { vnet, record }: SubnetPart, { hop }: EffectiveRoute): RouteAction {
  switch (hop.kind) {
    case 'joint': {
      const { joint } = hop;
      const gateways = record.purpose === 'gateway' && joint.fromGateways !== -1;
      return forward(gateways ? joint.fromGateways : joint.port);
    }
    case 'endpoint': {
      const { subnet } = hop.endpoint;
      if (subnet.vnet === vnet) return forward(subnet.down);
      const joint = vnet.joints.find(({ other }) => other === subnet.vnet);
      return joint === undefined ? blackhole : forward(joint.port);
    }
    case 'internet':
      return vnet.internet === -1 ? blackhole : forward(vnet.internet);
    case 'lanes':
      return hop.exits.length === 0
        ? blackhole
        : forward(...hop.exits.map((exit) => exitPort(context, vnet, exit)));
    case 'virtual-network':
    case 'none':
      return blackhole;
  }
}

/** A route to the network itself leads to its subnets, unless a longer route decides for all of one. */
function deliver(
  { builder }: BuildContext,
  table: number,
  vnet: VnetPart,
  effective: readonly EffectiveRoute[],
  route: EffectiveRoute,
): void {
  for (const { cidr, down, origin } of vnet.subnets) {
    if (containsPrefix(route.prefix, cidr) && winnerFor(effective, cidr) === route) {
      builder.addRoute(table, { prefix: cidr, action: forward(down), source: 'local', origin });
    } else if (containsPrefix(cidr, route.prefix)) {
      builder.addRoute(table, routeOf(route, forward(down)));
    }
  }
  builder.addRoute(table, routeOf(route, { kind: 'no-neighbour' }));
}
