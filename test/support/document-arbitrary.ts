// Random small documents of every kind of record: one or two of the texts in corpus/, joined, in which a few values, keys and
// records are changed at random within the schema. Most are bad designs; few cannot be read at all.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { referencesIn, recordsOf } from '../../src-sim/scenario/references.ts';
import { scenarioSchema } from '../../src-sim/scenario/schema.ts';
import {
  alternative,
  type Document,
  isValues,
  NobodyToName,
  recordShapes,
  resolved,
  SchemaSampler,
  type Shape,
  type Values,
} from './schema-sampler.ts';

const folder = join(import.meta.dirname, 'corpus');

/** In the order of their names. */
export const corpus: readonly { readonly name: string; readonly document: Document }[] = readdirSync(folder)
  .toSorted()
  .map((name) => ({ name, document: parse(readFileSync(join(folder, name), 'utf8')) as Document }));

interface Change {
  readonly act: 'value' | 'record' | 'copy' | 'without';
  readonly seed: number;
}

export interface Draft {
  readonly first: number;
  readonly second: number | null;
  readonly changes: readonly Change[];
}

const change: fc.Arbitrary<Change> = fc.record({
  act: fc.constantFrom('value', 'value', 'value', 'value', 'record', 'copy', 'without'),
  seed: fc.nat(1_000_000_000),
});

export const draft: fc.Arbitrary<Draft> = fc.record({
  first: fc.nat(corpus.length - 1),
  second: fc.option(fc.nat(corpus.length - 1), { freq: 4 }),
  changes: fc.array(change, { maxLength: 8 }),
});

export function documentOf({ first, second, changes }: Draft): Document {
  const alone = structuredClone(corpus[first].document);
  // Two overlays of one make, with the same addresses outside, would be taken for one by a trace.
  let document = second === null || second === first ? alone : joined(alone, corpus[second].document);
  for (const each of changes) {
    const changed = structuredClone(document);
    // What the schema refuses is tested elsewhere.
    if (isChanged(changed, each) && scenarioSchema.safeParse(changed).success) document = changed;
  }
  return document;
}

/** The second one's records under ids of their own. */
function joined(document: Document, second: Document): Document {
  const other = structuredClone(second);
  for (const { path } of Array.from(referencesIn(other))) {
    const holder = path
      .slice(0, -1)
      .reduce<unknown>((value, step) => (value as Values)[step], other) as Values;
    const key = path.at(-1)!;
    holder[key] = `x-${String(holder[key])}`;
  }
  for (const [collection, id, record] of recordsOf(other)) {
    const records = (document[collection] ??= {}) as Values;
    records[`x-${id}`] = record;
  }
  return document;
}

const shapes = recordShapes();
const shapeOf = (collection: string, kind: unknown): Shape | undefined =>
  shapes.find((each) => each.collection === collection && each.kind === kind)?.shape;

function isChanged(document: Document, each: Change): boolean {
  try {
    changeOnce(document, each);
    return true;
  } catch (failure) {
    if (failure instanceof NobodyToName) return false;
    throw failure;
  }
}

function changeOnce(document: Document, { act, seed }: Change): void {
  const sampler = new SchemaSampler(document, seed);
  const records = [...recordsOf(document)];
  if (records.length === 0) return;
  const [collection, id, record] = sampler.pick(records);
  const kind = String(record['kind']);
  const shape = shapeOf(collection, kind);
  if (shape === undefined) return;
  const all = document[collection] as Values;
  // Of two tunnels that differ in their names alone nobody can say which a packet comes out of.
  if (act === 'copy' && (kind === 'tunnel' || kind === 'overlay')) return;
  if (act === 'record') {
    const choice = sampler.pick(shapes);
    ((document[choice.collection] ??= {}) as Values)[`n-${seed % 97}`] = sampler.sample(
      choice.shape,
      choice.collection,
      choice.kind,
      [],
    );
  } else if (act === 'copy') all[`c-${id}`.slice(0, 80)] = structuredClone(record);
  else if (act === 'without') {
    const named = [...referencesIn(document)].some(({ target }) => target === id);
    if (!named) delete all[id];
  }
  if (act !== 'value' && act !== 'copy') return;
  const changed = (act === 'copy' ? all[`c-${id}`.slice(0, 80)] : record) as Values;
  const sites = [...placesIn(shape, changed, [])];
  if (sites.length === 0) return;
  const { holder, key, inner, place, needed } = sampler.pick(sites);
  if (!needed && Object.hasOwn(holder, key) && sampler.below(3) === 0) delete holder[key];
  else holder[key] = sampler.sample(inner, collection, kind, place);
}

interface Site {
  readonly holder: Values;
  readonly key: string;
  readonly inner: Shape;
  readonly place: readonly string[];
  readonly needed: boolean;
}

/** Every place of a record that has a value or could have one. */
function* placesIn(shape: Shape, value: unknown, place: readonly string[]): Generator<Site> {
  const own = alternative(shape, value);
  if (own === undefined) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const inner = own.prefixItems?.[index] ?? (typeof own.items === 'object' ? own.items : undefined);
      if (inner === undefined) continue;
      const holder = value as unknown as Values;
      yield { holder, key: String(index), inner, place: [...place, '*'], needed: true };
      yield* placesIn(inner, item, [...place, '*']);
    }
  } else if (isValues(value)) {
    for (const [key, inner] of Object.entries(own.properties ?? {})) {
      if (['kind', 'name', 'note'].includes(key)) continue;
      const below = [...place, key];
      yield {
        holder: value,
        key,
        inner: resolved(inner),
        place: below,
        needed: own.required?.includes(key) ?? false,
      };
      if (Object.hasOwn(value, key)) yield* placesIn(inner, value[key], below);
    }
  }
}
