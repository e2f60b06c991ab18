/** From what was typed into a field to the edit it means, and what the parser says of the outcome before it is made. */
import { applyEdits, type Edit, formatPath, parseScenario, type PathStep } from '../../src-sim/index.ts';
import type { FieldType } from './field-table.ts';

/** Left empty, a field goes from the file: what is not said has its default. */
export function fieldEdit(path: readonly PathStep[], type: FieldType['type'], typed: string): Edit {
  const text = typed.trim();
  if (text === '') return { op: 'remove', path };
  return { op: 'set', path, value: valueOf(type, text) };
}

function valueOf(type: FieldType['type'], text: string): unknown {
  if (type === 'flag') return text === 'true';
  const numeric = type === 'number' || type === 'port';
  // What is no number is passed on as it is: the parser has the better sentence for it.
  if (numeric && /^[+-]?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  return text;
}

/** Null when the document could take it; otherwise a sentence. Faults that were there before do not count. */
export function objectionTo(text: string, edits: readonly Edit[], path: readonly PathStep[]): string | null {
  const outcome = applyEdits(text, edits);
  if (!('text' in outcome)) return outcome.problem.message;
  if (outcome.text === text) return null;
  const at = formatPath(path);
  const record = formatPath(path.slice(0, 2));
  const errors = parseScenario(outcome.text).problems.filter((problem) => problem.severity === 'error');
  const own = errors.find((problem) => problem.path === at || problem.path.startsWith(at));
  if (own !== undefined) return own.message;
  const before = parseScenario(text).problems.filter((problem) => problem.severity === 'error');
  const known = new Set(before.map((problem) => `${problem.code} ${problem.path}`));
  const fresh = errors.find((problem) => !known.has(`${problem.code} ${problem.path}`));
  if (fresh === undefined) return null;
  return fresh.path.startsWith(record) ? fresh.message : `${fresh.path}: ${fresh.message}`;
}
