/**
 * What tables hold later in a run, as tables of their own behind those of the fabric: an event names the number of the one
 * that stands in from then on. Policies keep the choice of table they have made for a stream, and reverse path checks
 * keep to the tables of the beginning.
 */
import type { Fabric, RouteTable, TableChange } from '../fabric/fabric.ts';

const changesOf = ({ events }: Fabric): readonly TableChange[] => events.flatMap(({ tables = [] }) => tables);

/** Those of the fabric, then those of its events in their order. */
export function allTables(fabric: Fabric): readonly Pick<RouteTable, 'routes'>[] {
  const changes = changesOf(fabric);
  return changes.length === 0 ? fabric.tables : [...fabric.tables, ...changes];
}

/** The number of each change's table. */
export function laterTables(fabric: Fabric): ReadonlyMap<TableChange, number> {
  return new Map(changesOf(fabric).map((change, n) => [change, fabric.tables.length + n]));
}
