/** Prefix lists, and the routes of a table with each entry of a list spelt out: it counts as a route of its own. */
import type { Prefix } from '../../quantity/prefix.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { writtenPrefix } from '../written.ts';

export function listEntries(scenario: Scenario, id: string): Prefix[] {
  const list = scenario.routeTables?.[id];
  return list?.kind === 'aws-prefix-list' ? list.entries.map(writtenPrefix) : [];
}

interface AwsRoute {
  readonly to?: string | undefined;
  readonly prefixList?: string | undefined;
  readonly via?: string | undefined;
}

export interface SpeltRoute {
  /** Place in the list somebody wrote. */
  readonly index: number;
  readonly prefix: Prefix;
  /** Undefined: drop. */
  readonly via: string | undefined;
}

export function speltRoutes(scenario: Scenario, routes: readonly AwsRoute[]): SpeltRoute[] {
  return routes.flatMap(({ to, prefixList, via }, index) => {
    const prefixes = to === undefined ? listEntries(scenario, prefixList ?? '') : [writtenPrefix(to)];
    return prefixes.map((prefix) => ({ index, prefix, via }));
  });
}
