/**
 * Effective routes as tables: for each kind of machine one at its subnet, which decides, and one at the core, which repeats
 * the entries with its own ports; and one at the core for what comes in over each gateway.
 */
import type { Route, RouteAction } from '../../fabric/fabric.ts';
import type { BuildContext } from '../build-context.ts';
import { transitExits } from './cloud-router.ts';
import { type EffectiveRoute, effectiveRoutes } from './effective-routes.ts';
import type { CorePart, GatewayPart, GcpParts, NetworkPart, SubnetPart, Uplink } from './gcp-parts.ts';
import { laneTo, wayTo } from './lane.ts';
import { addMembers, fillDeliveryTable } from './subnet.ts';

const forward = (...ports: number[]): RouteAction => ({ kind: 'forward', ports: [...new Set(ports)] });
const blackhole: RouteAction = { kind: 'blackhole' };

export function fillNetworkTables(context: BuildContext, parts: GcpParts, network: NetworkPart): void {
  for (const subnet of network.subnets) {
    fillDeliveryTable(context, subnet);
    fillLocalTable(context, subnet);
    for (const uplink of subnet.uplinks.values()) fillUplink(context, parts, subnet, uplink);
  }
  for (const gateway of parts.gateways.values()) {
    if (gateway.core.network === network) fillInward(context, parts, gateway);
  }
}

function fillLocalTable({ builder }: BuildContext, { core, ranges, uplinks, origin }: SubnetPart): void {
  const action = forward(uplinks.get('')!.down);
  for (const prefix of ranges) builder.addRoute(core.local, { prefix, action, source: 'local', origin });
}

const routeOf = ({ prefix, source, origin, chosenBy }: EffectiveRoute, action: RouteAction): Route => ({
  prefix,
  action,
  source,
  origin,
  ...(chosenBy === undefined ? {} : { chosenBy }),
});

function actionAt(context: BuildContext, core: CorePart, { hop, origin }: EffectiveRoute): RouteAction {
  if (hop.kind === 'subnet') return forward(wayTo(context, core, hop.subnet, origin));
  if (hop.exits.length === 0) return blackhole;
  return forward(...hop.exits.map((exit) => laneTo(context, core, exit, origin)));
}

function fillUplink(
  context: BuildContext,
  parts: GcpParts,
  subnet: SubnetPart,
  { tags, up, down }: Uplink,
): void {
  const { builder } = context;
  const { core } = subnet;
  const origin = { ...core.network.origin, noun: 'routes of VPC network' };
  const name = tags.length === 0 ? core.network.id : `${core.network.id}[${tags.join()}]`;
  const near = builder.addTable(`${name}@${subnet.id}`, origin);
  const far = builder.addTable(`${name}@${builder.nodeId(core.node)}:${subnet.id}`, origin);
  builder.setPortTable(down, far);
  addMembers(context, subnet, near);
  for (const member of subnet.members) {
    if (member.uplink.up === up) builder.setPortTable(member.port, near);
  }
  for (const route of effectiveRoutes(context, parts, { core, tags, from: null })) {
    const action = actionAt(context, core, route);
    builder.addRoute(near, routeOf(route, action.kind === 'forward' ? forward(up) : action));
    builder.addRoute(far, routeOf(route, action));
  }
}

function fillInward(context: BuildContext, parts: GcpParts, gateway: GatewayPart): void {
  const { builder } = context;
  const { core, down, id } = gateway;
  const table = builder.addTable(`from ${id}`, core.network.origin);
  builder.setPortTable(down, table);
  for (const route of effectiveRoutes(context, parts, { core, tags: [], from: gateway })) {
    builder.addRoute(table, routeOf(route, actionAt(context, core, route)));
  }
  for (const { prefix, subnet, origin } of hubRangesOf(parts, gateway)) {
    const action = forward(wayTo(context, core, subnet, origin));
    builder.addRoute(table, { prefix, action, source: 'propagated', origin });
  }
  for (const { prefix, exits, origin } of transitExits(context, parts, gateway)) {
    const ports = exits.map((exit) => laneTo(context, core, exit, origin));
    if (ports.length > 0)
      builder.addRoute(table, { prefix, action: forward(...ports), source: 'propagated', origin });
  }
}

/** Subnets of the hub that the premises behind this gateway were told. */
function hubRangesOf({ hybrids, hubRanges }: GcpParts, { id, connections: its }: GatewayPart) {
  return hybrids
    .filter(({ connections }) => connections.some((each) => each === id || its.has(each)))
    .flatMap((spoke) => hubRanges.get(spoke.id) ?? []);
}
