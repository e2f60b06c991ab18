/** From what was typed into a field to the edit it means, and what the parser says of the outcome before it is made. */
import {
  applyEdits,
  type Edit,
  formatPath,
  type ParsedScenario,
  parseScenario,
  type PathStep,
  type Problem,
} from '../../src-sim/index.ts';
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

/** A change before it is made: the text it leads to, as the parser reads it, and what speaks against it. */
export interface Proposal {
  /** A sentence; null when the document could take it. */
  readonly objection: string | null;
  /** Null where the edits themselves are impossible. */
  readonly text: string | null;
  readonly parsed: ParsedScenario | null;
}

/** `known` are the problems of `text` itself: faults that were there before do not count. */
export function proposalOf(
  text: string,
  edits: readonly Edit[],
  path: readonly PathStep[],
  known: readonly Problem[],
): Proposal {
  const outcome = applyEdits(text, edits);
  if (!('text' in outcome)) return { objection: outcome.problem.message, text: null, parsed: null };
  if (outcome.text === text) return { objection: null, text, parsed: null };
  const parsed = parseScenario(outcome.text);
  return { objection: objectionIn(parsed.problems, path, known), text: outcome.text, parsed };
}

function objectionIn(
  problems: readonly Problem[],
  path: readonly PathStep[],
  known: readonly Problem[],
): string | null {
  const at = formatPath(path);
  const record = formatPath(path.slice(0, 2));
  const errors = problems.filter((problem) => problem.severity === 'error');
  const own = errors.find((problem) => problem.path === at || problem.path.startsWith(at));
  if (own !== undefined) return own.message;
  const before = new Set(known.map((problem) => `${problem.code} ${problem.path}`));
  const fresh = errors.find((problem) => !before.has(`${problem.code} ${problem.path}`));
  if (fresh === undefined) return null;
  return fresh.path.startsWith(record) ? fresh.message : `${fresh.path}: ${fresh.message}`;
}
