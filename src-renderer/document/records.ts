/** The records of a scenario as one list and by id. Ids are unique over all collections, so an id alone names a thing on the canvas. */
import {
  collectionNames,
  type CollectionName,
  formatPath,
  type PathStep,
  type Scenario,
} from '../../src-sim/index.ts';

export interface RecordEntry {
  readonly id: string;
  readonly collection: CollectionName;
  readonly kind: string;
  /** What people call it: its name, or its id where it has none. */
  readonly title: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function recordsOf(scenario: Scenario): ReadonlyMap<string, RecordEntry> {
  const entries = new Map<string, RecordEntry>();
  for (const collection of collectionNames) {
    for (const [id, record] of Object.entries(scenario[collection] ?? {})) {
      const fields = record as Readonly<Record<string, unknown>>;
      const name = fields['name'];
      const title = typeof name === 'string' && name.trim() !== '' ? name : id;
      entries.set(id, { id, collection, kind: String(fields['kind']), title, fields });
    }
  }
  return entries;
}

export function textField(entry: RecordEntry, field: string): string | null {
  const value = entry.fields[field];
  return typeof value === 'string' ? value : null;
}

/** What address management chose for each `auto`, by the path of its field. */
export type PlannedAddresses = Readonly<Record<string, string>>;

export interface AddressLine {
  readonly text: string;
  /** Whether address management chose it, and not the author. */
  readonly chosen: boolean;
}

/** The CIDR or address a person looks for first. */
export function addressLine(entry: RecordEntry, planned: PlannedAddresses): AddressLine {
  const { cidrs } = entry.fields;
  const at = (path: readonly PathStep[]) => planned[formatPath([entry.collection, entry.id, ...path])];
  if (Array.isArray(cidrs)) {
    const shown = cidrs.map((written: unknown, index) => at(['cidrs', index]) ?? String(written));
    return { text: shown.join(', '), chosen: cidrs.some((_, index) => at(['cidrs', index]) !== undefined) };
  }
  for (const field of ['cidr', 'address']) {
    const written = textField(entry, field);
    if (written === null) continue;
    const chosen = at([field]);
    return { text: chosen ?? written, chosen: chosen !== undefined };
  }
  return { text: '', chosen: false };
}
