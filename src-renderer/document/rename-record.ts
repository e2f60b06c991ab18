/** Renaming an id: the record, what refers to it, and its place on the canvas. */
import type { Edit, Scenario } from '../../src-sim/index.ts';
import type { RecordEntry } from './records.ts';

export function renameEdits(entry: RecordEntry, to: string, scenario: Scenario): readonly Edit[] {
  const edits: Edit[] = [{ op: 'rename', path: [entry.collection, entry.id], to }];
  const at = scenario.view?.positions?.[entry.id];
  if (at !== undefined) {
    edits.push({ op: 'remove', path: ['view', 'positions', entry.id] });
    edits.push({ op: 'set', path: ['view', 'positions', to], value: at });
  }
  return edits;
}
