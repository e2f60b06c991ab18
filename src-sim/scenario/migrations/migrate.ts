/** Older documents step by step to the present version. A step is a list of edits, so that a file can be brought forward too. */
import type { Edit } from '../edit.ts';
import { editedValue } from '../edit-value.ts';
import { schemaVersion } from '../schema.ts';
import { editsFrom0 } from './from-0.ts';

/** At index N: from version N to N + 1. */
const steps: readonly ((document: unknown) => Edit[])[] = [editsFrom0];

export interface Migration {
  readonly document: unknown;
  readonly edits: readonly Edit[];
}

/** `version` must be a whole number from 0 to the present one. */
export function migrate(document: unknown, version: number): Migration {
  const edits: Edit[][] = [];
  let migrated = document;
  for (let from = version; from < schemaVersion; from++) {
    const step = steps[from](migrated);
    migrated = editedValue(migrated, step);
    edits.push(step);
  }
  return { document: migrated, edits: edits.flat() };
}
