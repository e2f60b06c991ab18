/** What the schema refuses, said in the words of the document instead of the words of the validator. */
import type { z } from 'zod';
import { nearestNames } from '../quantity/nearest-names.ts';
import { quoted } from '../quantity/quoted.ts';
import type { PathStep } from './edit.ts';
import { formatPath } from './edit.ts';
import type { Cure, Finding } from './problem.ts';
import { scenarioSchema } from './schema.ts';
import type { Scenario } from './schema.ts';
import { knownKeys } from './schema-shape.ts';

type Issue = z.core.$ZodIssue;

export function valueAt(document: unknown, path: readonly PathStep[]): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<PathStep, unknown>>)[step];
  }
  return value;
}

const asSentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;

function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a record with keys';
  if (typeof value === 'string') return `the text ${quoted(value)}`;
  return typeof value === 'number' ? `the number ${value}` : String(value === true);
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a record with keys',
  record: 'records, each under its id',
  array: 'a list',
  tuple: 'a list',
};

const named = (path: readonly PathStep[]): string => {
  const last = path.at(-1);
  return typeof last === 'number'
    ? `item ${last + 1} of ${path.at(-2) ?? 'the list'}`
    : (last ?? 'the document');
};

function error(code: string, message: string, path: readonly PathStep[], cure?: Cure): Finding {
  return {
    code,
    severity: 'error',
    message: asSentence(message),
    path,
    ...(cure === undefined ? {} : { cure }),
  };
}

function unknownKey(key: string, path: readonly PathStep[], document: unknown): Finding {
  const present = valueAt(document, path) as object;
  const known = knownKeys(path, document);
  const near = nearestNames(key, known, 1)[0];
  const where = path.length === 0 ? 'the document' : named(path);
  const at = [...path, key];
  if (near !== undefined && !Object.hasOwn(present, near)) {
    return error('document/unknown-key', `${where} has no key ${quoted(key)}; did you mean ${near}?`, at, {
      title: `Rename ${key} to ${near}`,
      edits: [
        { op: 'set', path: [...path, near], value: valueAt(document, at) },
        { op: 'remove', path: at },
      ],
    });
  }
  const message = `${where} has no key ${quoted(key)}; known keys are ${listed(known)}`;
  return error('document/unknown-key', message, at, {
    title: `Remove ${key}`,
    edits: [{ op: 'remove', path: at }],
  });
}

function unknownKind(options: readonly string[], path: readonly PathStep[], document: unknown): Finding {
  const kind = valueAt(document, path);
  if (kind === undefined) {
    const message = `${named(path.slice(0, -1))} needs a kind: ${listed(options)}`;
    const only = options.length === 1 ? options[0] : undefined;
    const cure =
      only === undefined
        ? undefined
        : { title: `Add kind: ${only}`, edits: [{ op: 'set' as const, path, value: only }] };
    return error('document/missing-key', message, path, cure);
  }
  const near = typeof kind === 'string' ? nearestNames(kind, options, 1)[0] : undefined;
  const message = `${shown(kind)} is not a kind that can stand here; the kinds are ${listed(options)}`;
  if (near === undefined) return error('document/unknown-kind', message, path);
  return error('document/unknown-kind', `${message}. Did you mean ${near}?`, path, {
    title: `Change the kind to ${near}`,
    edits: [{ op: 'set', path, value: near }],
  });
}

function wrongType(
  issue: Issue & { readonly code: 'invalid_type' },
  path: readonly PathStep[],
  document: unknown,
): Finding {
  const value = valueAt(document, path);
  if (value === undefined) {
    return error('document/missing-key', `${named(path.slice(0, -1))} needs the key ${named(path)}`, path);
  }
  // A message of our own ("expected the id of a record") beats the name of the type.
  const own = issue.message.startsWith('expected ') ? issue.message : '';
  const wanted = own === '' ? `expected ${typeNames[issue.expected] ?? issue.expected}` : own;
  const message = `${named(path)}: ${wanted}, found ${shown(value)}`;
  const isText = issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean');
  // A unit cannot be guessed, an id or a name can: YAML reads 2024 as a number unless it stands in quotes.
  if (!isText || own.includes('unit')) return error('document/bad-value', message, path);
  return error('document/bad-value', message, path, {
    title: `Put ${String(value)} in quotes`,
    edits: [{ op: 'set', path, value: String(value) }],
  });
}

function outOfRange(issue: Issue & { readonly code: 'too_big' | 'too_small' }): string {
  const limit = issue.code === 'too_big' ? issue.maximum : issue.minimum;
  const side = issue.code === 'too_big' ? 'at most' : 'at least';
  if (issue.origin === 'string') return `${side} ${limit} characters`;
  if (issue.origin === 'array') return `${side} ${limit} ${limit === 1 ? 'item' : 'items'}`;
  return `${side} ${limit}`;
}

/** One alternative's complaint is enough: the one about a value of the type that was written. */
function ofUnion(
  issue: Issue & { readonly code: 'invalid_union' },
  path: readonly PathStep[],
  document: unknown,
): Finding[] {
  const value = valueAt(document, path);
  if (value === undefined) {
    return [error('document/missing-key', `${named(path.slice(0, -1))} needs the key ${named(path)}`, path)];
  }
  const fitting = issue.errors.find((issues) => issues.every((inner) => inner.code !== 'invalid_type'));
  if (fitting !== undefined) return fitting.flatMap((inner) => findingsOf(inner, path, document));
  const types = issue.errors.flatMap((issues) =>
    issues.flatMap((inner) =>
      inner.code === 'invalid_type' ? [typeNames[inner.expected] ?? inner.expected] : [],
    ),
  );
  return [
    error(
      'document/bad-value',
      `${named(path)}: expected ${listed([...new Set(types)])}, found ${shown(value)}`,
      path,
    ),
  ];
}

function findingsOf(issue: Issue, base: readonly PathStep[], document: unknown): Finding[] {
  const path = [...base, ...(issue.path as PathStep[])];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, document));
    case 'invalid_type':
      return [wrongType(issue, path, document)];
    case 'invalid_union': {
      const kinds = (issue as { readonly options?: readonly string[] }).options;
      if (issue.discriminator !== undefined && kinds !== undefined)
        return [unknownKind(kinds, path, document)];
      return ofUnion(issue, path, document);
    }
    case 'invalid_key': {
      const reason = issue.issues[0]?.message ?? 'an id is a plain word';
      return [
        error('document/bad-id', `${quoted(String(path.at(-1)))} cannot be used here: ${reason}`, path),
      ];
    }
    case 'invalid_value': {
      const value = valueAt(document, path);
      if (value === undefined)
        return [
          error('document/missing-key', `${named(path.slice(0, -1))} needs the key ${named(path)}`, path),
        ];
      const options = issue.values.map(String);
      const near = typeof value === 'string' ? nearestNames(value, options, 1)[0] : undefined;
      const message = `${named(path)}: expected ${listed(options)}, found ${shown(value)}`;
      if (near === undefined) return [error('document/bad-value', message, path)];
      const edits = [{ op: 'set' as const, path, value: near }];
      return [error('document/bad-value', message, path, { title: `Change it to ${near}`, edits })];
    }
    case 'too_big':
    case 'too_small': {
      const value = valueAt(document, path);
      const negative = issue.code === 'too_small' && typeof value === 'number' && value < 0;
      const code = negative ? 'value/negative' : 'document/bad-value';
      return [error(code, `${named(path)}: ${outOfRange(issue)}, found ${shown(value)}`, path)];
    }
    case 'custom':
      return [
        error(
          String(issue.params?.['code'] ?? 'document/bad-value'),
          `${named(path)}: ${issue.message}`,
          path,
        ),
      ];
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_element':
      return [
        error(
          'document/bad-value',
          `${named(path)}: ${issue.message}, found ${shown(valueAt(document, path))}`,
          path,
        ),
      ];
  }
}

export interface Validated {
  readonly scenario: Scenario | null;
  /** At most `limit`; `total` counts the others too. */
  readonly findings: readonly Finding[];
  readonly total: number;
}

export function validate(document: unknown, limit: number): Validated {
  const outcome = scenarioSchema.safeParse(document);
  if (outcome.success) return { scenario: outcome.data, findings: [], total: 0 };
  const findings: Finding[] = [];
  let total = 0;
  for (const issue of outcome.error.issues) {
    total += issue.code === 'unrecognized_keys' ? issue.keys.length : 1;
    const room = limit - findings.length;
    if (room <= 0) continue;
    const bounded =
      issue.code === 'unrecognized_keys' ? { ...issue, keys: issue.keys.slice(0, room) } : issue;
    findings.push(...findingsOf(bounded, [], document).slice(0, room));
  }
  const kept = withoutEchoes(findings);
  return { scenario: null, findings: kept, total: total - (findings.length - kept.length) };
}

/** A misspelt key is missing under its right name, too; one problem is enough. */
function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const renamed = new Set(
    findings.flatMap(({ code, cure }) =>
      code === 'document/unknown-key' ? (cure?.edits ?? []).map((edit) => formatPath(edit.path)) : [],
    ),
  );
  return findings.filter(
    ({ code, path }) => code !== 'document/missing-key' || !renamed.has(formatPath(path)),
  );
}
