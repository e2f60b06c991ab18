/** Questions about the schema itself: which keys and which kinds are known at a place of the document. */
import type { z } from 'zod';
import type { PathStep } from './edit.ts';
import { scenarioSchema } from './schema.ts';

type AnySchema = z.core.$ZodType;
type AnyDef = z.core.$ZodTypeDef & {
  readonly shape?: Readonly<Record<string, AnySchema>>;
  readonly innerType?: AnySchema;
  readonly valueType?: AnySchema;
  readonly element?: AnySchema;
  readonly items?: readonly AnySchema[];
  readonly options?: readonly AnySchema[];
  readonly discriminator?: string;
  readonly values?: readonly unknown[];
};

const defOf = (schema: AnySchema): AnyDef => schema._zod.def;

function unwrapped(schema: AnySchema): AnySchema {
  let inner = schema;
  for (let def = defOf(inner); def.type === 'optional' && def.innerType !== undefined; def = defOf(inner)) {
    inner = def.innerType;
  }
  return inner;
}

const kindOf = (option: AnySchema): string => {
  const kind = defOf(option).shape?.['kind'];
  return kind === undefined ? '' : String(defOf(kind).values?.[0]);
};

/** The record schema of one kind, where the place allows several. */
function optionFor(schema: AnySchema, kind: unknown): AnySchema | null {
  const { options, discriminator } = defOf(schema);
  if (options === undefined || discriminator === undefined) return schema;
  return options.find((option) => kindOf(option) === kind) ?? null;
}

const own = (value: unknown, step: PathStep): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? (value as Readonly<Record<PathStep, unknown>>)[step]
    : undefined;

/** What the schema says about the place `path` of this document; null where it knows no such place. */
export function schemaAt(path: readonly PathStep[], document: unknown): AnySchema | null {
  let schema: AnySchema | null = scenarioSchema;
  let value = document;
  for (const step of path) {
    const container: AnySchema | null = optionFor(unwrapped(schema), own(value, 'kind'));
    if (container === null) return null;
    const def = defOf(container);
    const next: AnySchema | undefined =
      def.shape === undefined
        ? (def.valueType ?? def.element ?? def.items?.[Number(step)])
        : Object.hasOwn(def.shape, step)
          ? def.shape[step]
          : undefined;
    if (next === undefined) return null;
    schema = next;
    value = own(value, step);
  }
  return optionFor(unwrapped(schema), own(value, 'kind')) ?? unwrapped(schema);
}

/** Keys of the record at `path`, in the order of the schema; none where keys are free or the kind is unknown. */
export function knownKeys(path: readonly PathStep[], document: unknown): readonly string[] {
  const schema = schemaAt(path, document);
  return schema === null ? [] : Object.keys(defOf(schema).shape ?? {});
}

/** Keys of the record at `path` that are yes or no. */
export function flagsAt(path: readonly PathStep[], document: unknown): readonly string[] {
  const schema = schemaAt(path, document);
  const shape = Object.entries(schema === null ? {} : (defOf(schema).shape ?? {}));
  return shape.filter(([, inner]) => defOf(unwrapped(inner)).type === 'boolean').map(([key]) => key);
}

/** Kinds a record of this collection can have. */
export function knownKinds(collection: string): readonly string[] {
  const schema = schemaAt([collection, ''], {});
  return (schema === null ? [] : (defOf(schema).options ?? [])).map(kindOf);
}
