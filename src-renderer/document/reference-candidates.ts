/**
 * What a field that refers to records offers: those of the right kind, and of these, where the record lies in one
 * network, only that network's own. What is chosen already stays on offer, wherever it lies.
 */
import type { Field } from './field-table.ts';
import { type RecordEntry, textField } from './records.ts';

export function candidatesFor(
  entry: RecordEntry,
  field: Extract<Field, { type: 'reference' | 'references' }>,
  records: ReadonlyMap<string, RecordEntry>,
): RecordEntry[] {
  const fitting = [...records.values()].filter(
    (candidate) =>
      field.collections.includes(candidate.collection) &&
      (field.kinds === undefined || field.kinds.includes(candidate.kind)),
  );
  // A single choice may well move the record into another network; a set of parts belongs to the one it is in.
  if (field.type === 'reference') return fitting;
  const network = networkOf(entry, records);
  const chosen: unknown = entry.fields[field.field];
  const kept = new Set<unknown>(Array.isArray(chosen) ? chosen : []);
  return fitting.filter((candidate) => {
    const other = textField(candidate, 'network');
    return network === null || other === null || other === network || kept.has(candidate.id);
  });
}

function networkOf(entry: RecordEntry, records: ReadonlyMap<string, RecordEntry>): string | null {
  const own = textField(entry, 'network');
  if (own !== null) return own;
  const subnet = records.get(textField(entry, 'subnet') ?? '');
  return subnet === undefined ? null : textField(subnet, 'network');
}
