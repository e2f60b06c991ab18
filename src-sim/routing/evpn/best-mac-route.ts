/**
 * Which of several routes to one MAC address holds: RFC 7432 section 15.1. One that does not move beats those that do (section
 * 15.2); then the highest sequence number, for that is the latest move; then the lowest address of the switch, which is
 * the only thing left when two have moved it at once. Duplicate detection (section 15.1, five moves in 180 s) is left out.
 */
import type { MacIpRoute } from './evpn-route.ts';

/** `order`: place of each switch by its address, the lowest first. Of at least one route. */
export function bestMacRoute(routes: readonly MacIpRoute[], order: (nextHop: string) => number): MacIpRoute {
  return routes.reduce((best, route) => {
    if (route.sticky !== best.sticky) return route.sticky ? route : best;
    if (route.sequence !== best.sequence) return route.sequence > best.sequence ? route : best;
    return order(route.nextHop) < order(best.nextHop) ? route : best;
  });
}

/** What a switch tells of a station it has just heard on a port of its own, when it knew another's route to it. */
export function movedHere(known: MacIpRoute, nextHop: string): MacIpRoute {
  return { ...known, nextHop, sequence: known.sequence + 1 };
}
