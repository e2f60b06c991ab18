/**
 * What routers and switches know after a failure, a repair or a move: everything is built once more with the links as they
 * are then, and the tables and fixed addresses that differ are what has been learned. Next hops whose link is down are gone from
 * tables of routers. How long it takes is what the event says; docs/models/overlays.md has the sums.
 */
import type { Fabric, FixedChange, TableChange, TimedEvent } from '../fabric/fabric.ts';
import type { FixedAddress } from '../fabric/switching.ts';
import type { Route } from '../fabric/fabric.ts';
import { formatAddress } from '../quantity/address.ts';
import { formatPrefix } from '../quantity/prefix.ts';

/** Links that work otherwise than at the beginning: whether they are up. */
export type ChangedLinks = ReadonlyMap<number, boolean>;

/** An event after which routing has reacted, and how long that takes. */
export interface Reaction {
  readonly event: TimedEvent;
  readonly afterNs: number;
}

export function relearnings(
  before: Fabric,
  events: readonly TimedEvent[],
  reactions: readonly Reaction[],
  rebuild: (changed: ChangedLinks) => Fabric,
): TimedEvent[] {
  const inOrder = [...events].sort((a, b) => a.atNs - b.atNs);
  let known = before;
  return [...reactions]
    .sort((a, b) => a.event.atNs - b.event.atNs)
    .flatMap(({ event, afterNs }): TimedEvent[] => {
      const changed = new Map<number, boolean>();
      for (const each of inOrder) {
        if (each.atNs > event.atNs) break;
        for (const link of each.links) changed.set(link, each.action === 'repair');
      }
      const after = rebuild(changed);
      const tables = after.tables.flatMap(({ routes }, table): TableChange[] => {
        const left = isOfRouter(after, table)
          ? routes.flatMap((route) => overWorking(after, changed, route))
          : routes;
        return sameRoutes(left, known.tables[table].routes) ? [] : [{ table, routes: left }];
      });
      const fixed = fixedChanges(known, after);
      known = withTables(after, tables);
      if (tables.length === 0 && fixed.length === 0) return [];
      const { id, atNs, origin } = event;
      return [{ id, atNs: atNs + afterNs, action: 'relearn', links: [], tables, fixed, origin }];
    });
}

function withTables(fabric: Fabric, changes: readonly TableChange[]): Fabric {
  const routes = new Map(changes.map((change) => [change.table, change.routes]));
  return {
    ...fabric,
    tables: fabric.tables.map((table, n) => ({ ...table, routes: routes.get(n) ?? table.routes })),
  };
}

const isOfRouter = ({ nodes }: Fabric, table: number): boolean =>
  nodes.some((node) => node.table === table && node.role === 'router');

/** The route over those of its next hops whose link works; none: it is gone. */
function overWorking({ ports }: Fabric, changed: ChangedLinks, route: Route): Route[] {
  const { action } = route;
  if (action.kind !== 'forward') return [route];
  const works = action.ports.map((port) => changed.get(ports[port].link) !== false);
  if (works.every(Boolean)) return [route];
  const left = action.ports.filter((_, n) => works[n]);
  if (left.length === 0) return [];
  const via = action.via?.filter((_, n) => works[n]);
  return [{ ...route, action: { kind: 'forward', ports: left, ...(via === undefined ? {} : { via }) } }];
}

const sameRoutes = (a: readonly Route[], b: readonly Route[]): boolean =>
  a.length === b.length && a.every((route, n) => textOf(route) === textOf(b[n]));

function textOf({ prefix, action }: Route): string {
  if (action.kind !== 'forward') return `${formatPrefix(prefix)} ${action.kind}`;
  const via = (action.via ?? []).map((address) => (address === null ? '' : formatAddress(address)));
  return `${formatPrefix(prefix)} ${action.ports.join()} ${via.join()}`;
}

/** Entries that are new or lead elsewhere. What is known of stations that are nowhere stays. */
function fixedChanges(before: Fabric, after: Fabric): FixedChange[] {
  return after.nodes.flatMap(({ bridge }, node): FixedChange[] => {
    const known = new Set(before.nodes[node].bridge?.fixed?.map(entryOf));
    return (bridge?.fixed ?? []).flatMap((address) =>
      known.has(entryOf(address)) ? [] : [{ node, address }],
    );
  });
}

const entryOf = ({ station, vlan, port, remote = -1 }: FixedAddress): string =>
  `${station} ${vlan} ${port} ${remote}`;
