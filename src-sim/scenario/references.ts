/** Who names whom: for "where used", for renaming, and for finding names that lead nowhere. */
import type { PathStep } from './edit.ts';
import { referenceFields } from './reference-table.ts';
import type { ReferenceField, ReferenceTarget } from './reference-table.ts';
import { collectionNames } from './schema.ts';
import type { CollectionName, Scenario } from './schema.ts';

export interface Reference {
  /** Path of the text that names the target; with `inKey` the last step is the name itself. */
  readonly path: readonly PathStep[];
  readonly target: string;
  readonly inKey: boolean;
  /** What may be named here; null: any record. */
  readonly targets: readonly ReferenceTarget[] | null;
}

type Values = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The collections of a document, whatever state it is in: what is no collection of records is passed over. */
export function* recordsOf(document: unknown): Generator<readonly [CollectionName, string, Values]> {
  if (!isRecord(document)) return;
  for (const collection of collectionNames) {
    const records = Object.hasOwn(document, collection) ? document[collection] : undefined;
    if (!isRecord(records)) continue;
    for (const [id, record] of Object.entries(records)) if (isRecord(record)) yield [collection, id, record];
  }
}

function* namesBelow(
  value: unknown,
  steps: readonly string[],
  path: readonly PathStep[],
): Generator<readonly [PathStep[], string]> {
  const [step, ...rest] = steps;
  if (step === undefined) {
    if (typeof value === 'string') yield [[...path], value];
  } else if (step === '*') {
    if (!Array.isArray(value)) return;
    for (const [index, item] of value.entries()) yield* namesBelow(item, rest, [...path, index]);
  } else if (isRecord(value) && Object.hasOwn(value, step)) {
    yield* namesBelow(value[step], rest, [...path, step]);
  }
}

const fieldsByKind = new Map<string, ReferenceField[]>();
for (const field of referenceFields) {
  for (const kind of field.kinds) {
    const key = `${field.collection} ${kind}`;
    fieldsByKind.set(key, [...(fieldsByKind.get(key) ?? []), field]);
  }
}

/** References of any value read from a file, sound or not; used where the schema has not had its say. */
export function* referencesIn(document: unknown): Generator<Reference> {
  for (const [collection, id, record] of recordsOf(document)) {
    for (const { field, targets } of fieldsByKind.get(`${collection} ${String(record['kind'])}`) ?? []) {
      for (const [path, target] of namesBelow(record, field, [collection, id])) {
        yield { path, target, inKey: false, targets };
      }
    }
  }
  const view = isRecord(document) ? document['view'] : undefined;
  if (!isRecord(view)) return;
  if (isRecord(view['positions'])) {
    for (const id of Object.keys(view['positions'])) {
      yield { path: ['view', 'positions', id], target: id, inKey: true, targets: null };
    }
  }
  for (const [path, target] of namesBelow(view, ['collapsed', '*'], ['view'])) {
    yield { path, target, inKey: false, targets: null };
  }
}

/** Every reference of a scenario in the order of the collections. */
export function references(scenario: Scenario): Reference[] {
  return [...referencesIn(scenario)];
}
