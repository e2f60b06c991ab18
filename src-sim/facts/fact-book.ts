/**
 * Facts by id, with the user's own values in place of the published ones. An id the code asks for and the
 * data lacks is a programming error and throws; what a user writes is judged first by `checkOverride`.
 */
import { nearestNames } from '../quantity/nearest-names.ts';
import { type Parsed, parsed, unreadable } from '../quantity/parsed.ts';
import { quoted } from '../quantity/quoted.ts';
import type { Fact } from './fact.ts';
import { publishedFacts } from './published-facts.ts';

export type { Fact, FactKind, FactSource } from './fact.ts';

export interface FactBook {
  has(id: string): boolean;
  /** Throws a RangeError naming near ids when there is none. */
  get(id: string): Fact;
  /** The value where it is a number; with `unit`, also makes sure that the number means what the caller thinks. */
  number(id: string, unit?: string): number;
  /** All ids, in the order of the data files. */
  ids(): string[];
  /** What has been asked for so far and what the user replaced, in the order of the data files: an answer rests on these. */
  consulted(): Fact[];
}

const published: ReadonlyMap<string, Fact> = new Map(publishedFacts.map((fact) => [fact.id, fact]));

function unknownId(id: string): string {
  const near = nearestNames(id, published.keys());
  const proposal = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
  return `there is no fact ${quoted(id)}${proposal}`;
}

/** Whether a user may put this value in the place of the published one, or a sentence that says why not. */
export function checkOverride(id: string, value: number | string): Parsed<number | string> {
  const fact = published.get(id);
  if (!fact) return unreadable(unknownId(id));
  if (typeof fact.published === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
      const shown = typeof value === 'number' ? String(value) : quoted(value);
      return unreadable(`${id} is a number of ${fact.unit}; ${shown} cannot replace ${fact.published}`);
    }
  } else if (typeof value !== 'string' || value.trim() === '') {
    return unreadable(`${id} is a text; write one as in ${quoted(fact.published)}`);
  }
  return parsed(value);
}

/** The facts of the files, each override checked: pass only what `checkOverride` accepts. */
export function factBook(overrides: Readonly<Record<string, number | string>> = {}): FactBook {
  const changed = new Map<string, Fact>();
  for (const [id, given] of Object.entries(overrides)) {
    const value = checkOverride(id, given);
    if (!value.ok) throw new RangeError(value.message);
    changed.set(id, { ...published.get(id)!, value: value.value, overridden: true });
  }
  const asked = new Set(changed.keys());
  const get = (id: string): Fact => {
    const fact = changed.get(id) ?? published.get(id);
    if (!fact) throw new RangeError(unknownId(id));
    asked.add(id);
    return fact;
  };
  return {
    has: (id) => published.has(id),
    get,
    number(id, unit) {
      const fact = get(id);
      if (typeof fact.value !== 'number')
        throw new RangeError(`${id} is a text, not a number: ${fact.value}`);
      if (unit !== undefined && unit !== fact.unit) {
        throw new RangeError(`${id} is given in ${quoted(fact.unit)}, not in ${quoted(unit)}`);
      }
      return fact.value;
    },
    ids: () => [...published.keys()],
    consulted: () =>
      [...published.keys()].filter((id) => asked.has(id)).map((id) => changed.get(id) ?? published.get(id)!),
  };
}
