/** The records of a document, whatever kind they are, for those who look for changes of any of them. */
import { recordOrigin } from '../../clouds/record-origin.ts';
import { type ReferenceField, referenceFields } from '../../scenario/reference-table.ts';
import { type CollectionName, collectionNames, type Scenario } from '../../scenario/schema.ts';

export type Values = Readonly<Record<string, unknown>>;

export interface DocumentRecord {
  readonly collection: CollectionName;
  readonly id: string;
  readonly kind: string;
  /** As people call it: "route table spoke-a-routes", "spoke-a-routes". */
  readonly title: string;
  readonly name: string;
  readonly values: Values;
}

export function* recordsOf(scenario: Scenario): Generator<DocumentRecord> {
  for (const collection of collectionNames) {
    for (const [id, record] of Object.entries(scenario[collection] ?? {})) {
      const { noun, name } = recordOrigin(collection, id, record);
      yield { collection, id, kind: record.kind, title: `${noun} ${name}`, name, values: record };
    }
  }
}

/** The field of a record's kind that names others at these steps: "routes.*.via". */
export const fieldOf = ({ collection, kind }: DocumentRecord, steps: string): ReferenceField | null =>
  referenceFields.find(
    (field) =>
      field.collection === collection && field.kinds.includes(kind) && field.field.join('.') === steps,
  ) ?? null;

export const mayName = ({ targets }: ReferenceField, { collection, kind }: DocumentRecord): boolean =>
  targets.some(
    (target) =>
      target.collection === collection && (target.kinds === undefined || target.kinds.includes(kind)),
  );

/** Whether a value, or anything inside it, is this text. */
export function mentions(value: unknown, text: string): boolean {
  if (value === text) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((inner) => mentions(inner, text));
}

export const listAt = ({ values }: DocumentRecord, key: string): readonly unknown[] => {
  const list = values[key];
  return Array.isArray(list) ? list : [];
};
