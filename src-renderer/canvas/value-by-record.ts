/** What a run measured on links, by the record that made them: the highest of any direction of any of its links. */
import { recordOfPath } from '../document/record-path.ts';
import type { ShownRun } from '../ui/use-shown-run.ts';
import type { LinkMeasure } from '../ui/workbench.ts';

/** Links without a rate have no load. */
export function valueByRecord(
  measure: LinkMeasure,
  { result, instant }: ShownRun,
): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const [direction, link] of result.links.entries()) {
    const id = recordOfPath(link.record);
    const now = instant?.links;
    const value = {
      load: now?.load[direction] ?? link.utilisation,
      queue: now?.waiting[direction] ?? link.queuePacketsMax,
      drops: link.drops,
    }[measure];
    if (id !== null && value !== null) values.set(id, Math.max(values.get(id) ?? 0, value));
  }
  return values;
}
