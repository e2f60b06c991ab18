/**
 * A design in which one record is gone, as after a failure: routes of clouds that lead to it drop their packets, as they do
 * there; those of devices, which see that a line is down, are withdrawn. What cannot be without it goes as well.
 */
import type { PathStep } from '../scenario/edit.ts';
import { references } from '../scenario/references.ts';
import { type CollectionName, collectionNames, type Scenario, scenarioSchema } from '../scenario/schema.ts';

type Fields = Record<string, unknown>;
type Collections = Partial<Record<CollectionName, Record<string, Fields>>>;

export function withoutRecord(scenario: Scenario, id: string): Scenario {
  const changed = { ...scenario } as Scenario & Collections;
  const waiting = [id];
  for (const gone of waiting) {
    remove(changed, gone);
    // One reference at a time: taking one out of a list moves the others.
    for (let found = referenceTo(changed, gone); found !== null; found = referenceTo(changed, gone)) {
      const [collection, owner] = found as [CollectionName, string];
      const without = variants(found, changed[collection]![owner]).find((each) =>
        isRecord(collection, owner, each),
      );
      if (without === undefined) {
        if (!waiting.includes(owner)) waiting.push(owner);
        remove(changed, owner);
      } else put(changed, collection, owner, without);
    }
  }
  return changed;
}

/** Intents are asked of the design, and no part of it. */
function referenceTo(scenario: Scenario, id: string): readonly PathStep[] | null {
  const found = references(scenario).find(
    ({ target, path }) => target === id && path[0] !== 'view' && path[0] !== 'intents',
  );
  return found?.path ?? null;
}

function remove(scenario: Collections, id: string): void {
  for (const collection of collectionNames) {
    const records = scenario[collection];
    if (records === undefined || !Object.hasOwn(records, id)) continue;
    const { [id]: _, ...others } = records;
    scenario[collection] = others;
  }
}

function put(scenario: Collections, collection: CollectionName, id: string, record: Fields): void {
  scenario[collection] = { ...scenario[collection], [id]: record };
}

const isRecord = (collection: CollectionName, id: string, record: Fields): boolean =>
  scenarioSchema.safeParse({ netwright: 1, name: 'x', [collection]: { [id]: record } }).success;

/** The record without the reference, the mildest change first. */
function variants([collection, , ...steps]: readonly PathStep[], record: Fields): Fields[] {
  const item = steps.slice(0, -1);
  const inList = typeof steps.at(-1) === 'number';
  const ofItem = typeof item.at(-1) === 'number';
  const dropping = collection === 'routeTables' && ofItem ? [changedAt(record, steps, 'drop')] : [];
  const withdrawn = ofItem ? [changedAt(record, item, 'remove')] : [];
  return [...dropping, ...(inList ? [] : withdrawn), changedAt(record, steps, 'remove')];
}

function changedAt(record: Fields, steps: readonly PathStep[], how: 'remove' | 'drop'): Fields {
  const copy = structuredCopy(record) as Fields;
  let parent: Record<PathStep, unknown> = copy;
  for (const step of steps.slice(0, -1)) parent = parent[step] as Record<PathStep, unknown>;
  const last = steps.at(-1)!;
  if (Array.isArray(parent)) parent.splice(last as number, 1);
  else delete parent[last];
  if (how === 'drop') parent['drop'] = true;
  return copy;
}

function structuredCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCopy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, structuredCopy(inner)]));
}
