/** Endpoints of overlays that no route leads to. */
import { type Address, formatAddress } from '../../quantity/address.ts';
import type { Fabric } from '../../fabric/fabric.ts';
import { RouteLookup } from '../../fabric/route-lookup.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Rule } from '../rule.ts';

export const overlayUnderlay: Rule = {
  code: 'overlay/no-underlay',
  severity: 'error',
  title: 'An endpoint has no route to another one',
  why: 'Frames of an overlay travel in packets between the outer addresses of its endpoints, by the tables of the underlay. Without a route every frame to that endpoint is lost, and no switch says so.',
  cure: 'Announce the outer addresses (bgp announces), or write routes to them at every router on the way.',
  find({ fabric }) {
    return fabric === null ? [] : lostEnds(fabric);
  },
};

function lostEnds(fabric: Fabric): Finding[] {
  const routes = new RouteLookup(fabric);
  const told = new Set<string>();
  return fabric.ports.flatMap(({ tunnel, node, origin }): Finding[] => {
    if (tunnel === undefined || fabric.nodes[node].role !== 'switch') return [];
    const sender = fabric.nodes[tunnel.node];
    const isOwn = ({ family, bits }: Address): boolean =>
      sender.addresses.some((own) => own.family === family && own.bits === bits);
    const lost = tunnel.remotes.filter((remote) => {
      const route = isOwn(remote) ? undefined : routes.decide(sender.table, remote);
      return route === null || (route !== undefined && route.action.kind !== 'forward');
    });
    const key = `${origin.path} ${sender.id}`;
    if (lost.length === 0 || told.has(key)) return [];
    told.add(key);
    const more = lost.length === 1 ? '' : ` and ${lost.length - 1} more`;
    return [
      {
        code: overlayUnderlay.code,
        severity: overlayUnderlay.severity,
        message: `${sender.origin.noun} ${sender.origin.name} has no route to ${formatAddress(lost[0])}${more}, where ${origin.noun} ${origin.name} ends`,
        path: origin.path.split('.'),
      },
    ];
  });
}
