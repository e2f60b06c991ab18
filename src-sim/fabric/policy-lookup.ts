/**
 * Which route decides at a node: its policy rules in order, then the table of the port the packet came in at, or the node's
 * own for what it sends itself. A rule whose table has no route for the destination is passed over, as `ip rule` does
 * (ip-rule(8)); a route that says drop is a route, and decides.
 */
import { type PacketHeader, matchesHeader } from './filter-verdict.ts';
import type { Fabric, Route } from './fabric.ts';
import type { PolicyRule } from './policy.ts';
import type { RouteLookup } from './route-lookup.ts';

export interface RoutingDecision {
  readonly table: number;
  /** Null: no rule, but the table that packets here are routed by anyway. */
  readonly rule: PolicyRule | null;
  /** Null: no entry matches. */
  readonly route: Route | null;
}

/** `entered` is the port the packet came in at; null: the node itself sends it. `otherwise` is asked after all rules. */
export function decideRoute(
  fabric: Fabric,
  routes: RouteLookup,
  node: number,
  entered: number | null,
  header: PacketHeader,
  otherwise: number = entered === null ? fabric.nodes[node].table : fabric.ports[entered].table,
): RoutingDecision {
  const { policy = [] } = fabric.nodes[node];
  for (const rule of policy) {
    if ((rule.port !== undefined && rule.port !== entered) || !matchesHeader(rule, header)) continue;
    const route = routes.decide(rule.table, header.destination);
    if (route !== null) return { table: rule.table, rule, route };
  }
  return { table: otherwise, rule: null, route: routes.decide(otherwise, header.destination) };
}
