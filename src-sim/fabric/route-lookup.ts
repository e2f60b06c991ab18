/** Which entry of a route table decides for an address: the one look-up that trace and packets share. */
import type { Address } from '../quantity/address.ts';
import { LongestMatch } from '../quantity/longest-match.ts';
import type { Route, RouteTable } from './fabric.ts';

interface Routed {
  readonly tables: readonly Pick<RouteTable, 'routes'>[];
}

export class RouteLookup {
  private readonly fabric: Routed;
  private readonly tables: (LongestMatch<Route> | undefined)[] = [];

  constructor(fabric: Routed) {
    this.fabric = fabric;
  }

  /** The deciding entry, or null where none matches. */
  decide(table: number, address: Address): Route | null {
    let routes = this.tables[table];
    if (routes === undefined) {
      routes = new LongestMatch<Route>();
      for (const route of this.fabric.tables[table].routes) routes.insert(route.prefix, route);
      this.tables[table] = routes;
    }
    return routes.lookup(address)?.value ?? null;
  }
}
