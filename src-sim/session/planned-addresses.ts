/**
 * What address management chose, by the path of the field it chose for: `workloads.services.address` → `10.0.1.4`.
 * Found by comparing the document as written with the planned one, so that every kind of record is covered. What was
 * written explicitly is left out, and so is an `auto` that could not be satisfied.
 */
import { formatPath, type PathStep } from '../scenario/edit.ts';
import type { Scenario } from '../scenario/schema.ts';

export function plannedAddresses(written: Scenario, planned: Scenario): Readonly<Record<string, string>> {
  const chosen: Record<string, string> = {};
  compare(written, planned, [], chosen);
  return chosen;
}

function compare(
  written: unknown,
  planned: unknown,
  path: readonly PathStep[],
  chosen: Record<string, string>,
): void {
  // Planning copies only what it changes: most of a large document is the same object.
  if (written === planned) return;
  if (typeof planned === 'string') {
    chosen[formatPath(path)] = planned;
    return;
  }
  if (typeof planned !== 'object' || planned === null) return;
  const before = typeof written === 'object' && written !== null ? written : {};
  for (const [key, value] of Object.entries(planned)) {
    const step = Array.isArray(planned) ? Number(key) : key;
    compare((before as Readonly<Record<string, unknown>>)[key], value, [...path, step], chosen);
  }
}
