/**
 * Ingress filtering by the routing table (RFC 3704 sections 2.2 and 2.4): is the source of a packet reached by the port it came
 * in at (strict), or at all (loose)? The table is asked as Linux does it (net/ipv4/fib_frontend.c, __fib_validate_source): for
 * an answer to the packet, by policy rules that name no port, then by the table of the port. One of several equal next hops
 * is enough. Loose mode counts a default route; a route that drops reaches nobody.
 *
 * Left out: feasible paths (RFC 3704 section 2.3), which need routes that were not chosen.
 */
import type { Fabric, Route } from './fabric.ts';
import { answerTo, type PacketHeader } from './filter-verdict.ts';
import { decideRoute } from './policy-lookup.ts';
import type { RouteLookup } from './route-lookup.ts';

export interface ReversePathCheck {
  readonly passes: boolean;
  readonly mode: 'strict' | 'loose';
  readonly table: number;
  /** The entry that would carry the answer; null: there is none. */
  readonly route: Route | null;
}

/** Null where the node does not check. */
export function checkReversePath(
  fabric: Fabric,
  routes: RouteLookup,
  entered: number,
  header: PacketHeader,
): ReversePathCheck | null {
  const { node, table: ofPort } = fabric.ports[entered];
  const mode = fabric.nodes[node].reversePath;
  if (mode === undefined) return null;
  const { table, route } = decideRoute(fabric, routes, node, null, answerTo(header), ofPort);
  const action = route?.action;
  const passes = action?.kind === 'forward' && (mode === 'loose' || action.ports.includes(entered));
  return { passes, mode, table, route };
}
