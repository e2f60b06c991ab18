// Random values of what the published JSON Schema allows, so that a new kind or key is drawn as soon as it is in the schema.
// Texts that mean something (rates, times, addresses) come from short lists with their corners in them; names come from the
// document at hand.
import { scenarioJsonSchema } from '../../src-sim/scenario/json-schema.ts';
import { type RandomStream, randomStream } from '../../src-sim/quantity/random.ts';
import type { ReferenceTarget } from '../../src-sim/scenario/reference-table.ts';
import { referenceFields } from '../../src-sim/scenario/reference-table.ts';

export interface Shape {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape | false;
  readonly prefixItems?: readonly Shape[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly examples?: readonly string[];
}

/** A record must name another, and the document has none to name. */
export class NobodyToName extends Error {}

/** By the first example that the schema gives of such texts. */
const texts: Readonly<Record<string, readonly string[]>> = {
  '10 Gbit/s': ['8 kbit/s', '1 Mbit/s', '30 Mbit/s', '1 Gbit/s', '400 Gbit/s', '0 bit/s', '1 bit/s'],
  '5 ms': ['0 ns', '1 ns', '1 us', '100 us', '3 ms', '1 s', '1000 h'],
  '1500 B': ['1 B', '68 B', '576 B', '1280 B', '1500 B', '9000 B', '64 kB', '1 GB'],
  '5 %': ['0 %', '0.1 %', '10 %', '100 %'],
  '10.0.0.0/16': [
    '0.0.0.0/0',
    '10.0.0.0/8',
    '10.1.0.0/16',
    '10.2.1.0/24',
    '::/0',
    'auto/24',
    'auto/64',
    '192.0.2.0/30',
  ],
  '203.0.113.7': ['203.0.113.7', '10.1.1.20', '0.0.0.0', '255.255.255.255', '2001:db8::7', '10.1.1.1'],
  '203.0.113.10': ['203.0.113.10', '10.1.1.20', '127.0.0.1', '224.0.0.1', '2001:db8::10', '10.1.1.1'],
  '10.0.1.10': ['auto', '10.1.1.20', '10.2.10.20', '10.1.1.0', '10.1.1.255', '2001:db8:1:1::20'],
};

const isSchema = (value: Shape | boolean | undefined): value is Shape => typeof value === 'object';

export const documentShape = scenarioJsonSchema() as Shape & {
  readonly $defs: Readonly<Record<string, Shape>>;
};

export function resolved(shape: Shape): Shape {
  return shape.$ref === undefined ? shape : resolved(documentShape.$defs[shape.$ref.split('/').at(-1)!]);
}

export type Values = Record<string, unknown>;
export type Document = Record<string, unknown>;

export const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The alternative a value was written as; undefined: none of them. */
export function alternative(shape: Shape, value: unknown): Shape | undefined {
  const own = resolved(shape);
  const options = own.oneOf ?? own.anyOf;
  if (options === undefined) return own;
  return options.map(resolved).find((option) => {
    if (isValues(value)) {
      const kind = option.properties?.['kind']?.const;
      const keys = Object.keys(value);
      return kind === undefined
        ? keys.every((key) => option.properties?.[key] !== undefined)
        : kind === value['kind'];
    }
    return Array.isArray(value)
      ? option.type === 'array'
      : option.type === typeof value || option.const === value;
  });
}

/** All kinds of all collections with what they may hold. */
export function recordShapes(): { collection: string; kind: string; shape: Shape }[] {
  return Object.entries(resolved(documentShape).properties ?? {}).flatMap(
    ([collection, { additionalProperties }]) => {
      if (!isSchema(additionalProperties)) return [];
      const records = resolved(additionalProperties);
      return (records.oneOf ?? records.anyOf ?? [records]).map(resolved).flatMap((shape) => {
        const kind = shape.properties?.['kind']?.const;
        return typeof kind === 'string' ? [{ collection, kind, shape }] : [];
      });
    },
  );
}

/** What may be named at a place of a record; the place is told without positions in lists. */
export function targetsAt(
  collection: string,
  kind: string,
  place: readonly string[],
): readonly ReferenceTarget[] {
  return referenceFields
    .filter(
      ({ collection: owner, kinds, field }) =>
        owner === collection && kinds.includes(kind) && field.join('.') === place.join('.'),
    )
    .flatMap(({ targets }) => targets);
}

export function idsOf(document: Document, targets: readonly ReferenceTarget[]): string[] {
  return targets.flatMap(({ collection, kinds }) => {
    const records = document[collection];
    if (!isValues(records)) return [];
    return Object.entries(records).flatMap(([id, record]) =>
      kinds === undefined || (isValues(record) && kinds.includes(String(record['kind']))) ? [id] : [],
    );
  });
}

export class SchemaSampler {
  private readonly dice: RandomStream;
  private readonly document: Document;

  constructor(document: Document, seed: number) {
    this.document = document;
    this.dice = randomStream(seed, 'sampler');
  }

  below(count: number): number {
    return this.dice.below(count);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }

  sample(shape: Shape, collection: string, kind: string, place: readonly string[]): unknown {
    const own = resolved(shape);
    const below = (inner: Shape, step: string): unknown =>
      this.sample(inner, collection, kind, [...place, step]);
    if (own.const !== undefined) return own.const;
    if (own.enum !== undefined) return this.pick(own.enum);
    const options = own.oneOf ?? own.anyOf;
    if (options !== undefined) return this.sample(this.pick(options), collection, kind, place);
    switch (own.type) {
      case 'boolean':
        return this.below(2) === 1;
      case 'integer':
      case 'number':
        return this.number(own);
      case 'array': {
        if (own.prefixItems !== undefined) return own.prefixItems.map((item) => below(item, '*'));
        const least = own.minItems ?? 0;
        const count = Math.min(own.maxItems ?? 3, least + this.below(3));
        const { items } = own;
        return Array.from({ length: count }, () => (isSchema(items) ? below(items, '*') : null));
      }
      case 'object':
        return Object.fromEntries(
          Object.entries(own.properties ?? {}).flatMap(([key, inner]) =>
            own.required?.includes(key) || this.below(3) === 0 ? [[key, below(inner, key)]] : [],
          ),
        );
      case undefined:
      default:
        return this.text(own, targetsAt(collection, kind, place), place);
    }
  }

  private number({ minimum, exclusiveMinimum, maximum, exclusiveMaximum, type }: Shape): number {
    const step = type === 'integer' ? 1 : 0.25;
    const least = minimum ?? (exclusiveMinimum === undefined ? 0 : exclusiveMinimum + step);
    const most = maximum ?? (exclusiveMaximum === undefined ? least + 100 : exclusiveMaximum - step);
    // The highest is seldom wanted: of many counts it means a table of that size.
    const choices = [least, least + step, least + 3 * step, least + this.below(50), 10, 100, 443];
    return Math.min(most, Math.max(least, this.below(12) === 0 ? most : this.pick(choices)));
  }

  private text({ examples }: Shape, targets: readonly ReferenceTarget[], place: readonly string[]): string {
    if (targets.length > 0) {
      const ids = idsOf(this.document, targets);
      if (ids.length === 0) throw new NobodyToName();
      return this.pick(ids);
    }
    const written = [...textsAt(this.document, place.findLast((step) => step !== '*') ?? '')];
    const listed = examples === undefined ? [] : (texts[examples[0]] ?? examples);
    const all = [...listed, ...written];
    return all.length === 0 ? 'word' : this.pick(all);
  }
}

/** What the document has under keys of this name. */
function* textsAt(value: unknown, key: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* textsAt(item, key);
  } else if (isValues(value)) {
    for (const [step, inner] of Object.entries(value)) {
      const list = Array.isArray(inner) ? inner : [inner];
      if (step === key) for (const item of list) if (typeof item === 'string') yield item;
      yield* textsAt(inner, key);
    }
  }
}
