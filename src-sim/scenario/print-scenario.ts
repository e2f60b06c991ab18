/** New documents as text: keys and collections in the order of the schema. */
import type { PathStep } from './edit.ts';
import { ownStyle, printEntry } from './print-value.ts';
import type { Scenario } from './schema.ts';
import { knownKeys } from './schema-shape.ts';

/** The same value with the keys of its records in the order of the schema; those it does not know come last. */
export function orderedValue(value: unknown, path: readonly PathStep[], document: unknown): unknown {
  if (Array.isArray(value)) return value.map((item, index) => orderedValue(item, [...path, index], document));
  if (typeof value !== 'object' || value === null) return value;
  const known = knownKeys(path, document);
  const rank = (key: string): number => (known.includes(key) ? known.indexOf(key) : known.length);
  const entries = Object.entries(value).map(
    ([key, inner]) => [key, orderedValue(inner, [...path, key], document)] as const,
  );
  if (known.length > 0) entries.sort(([a], [b]) => rank(a) - rank(b));
  return Object.fromEntries(entries);
}

/** The text of a new document, in canonical layout. */
export function printScenario(scenario: Scenario): string {
  const ordered = orderedValue(scenario, [], scenario) as Readonly<Record<string, unknown>>;
  const lines: string[] = [];
  for (const [key, value] of Object.entries(ordered)) {
    if (value === undefined) continue;
    const isCollection = typeof value === 'object' && value !== null;
    if (isCollection) lines.push('');
    lines.push(printEntry(key, value, '', ownStyle, isCollection));
  }
  return `${lines.join('\n')}\n`;
}
