/**
 * From the text of a file to a scenario, or to sentences on what is wrong with it. Never throws, whatever the text;
 * reads JSON by the same path, since JSON is YAML.
 */
import { formatVersionOf } from './format-version.ts';
import { linePosition } from './line-starts.ts';
import { membershipFindings } from './membership-findings.ts';
import { migrate } from './migrations/migrate.ts';
import { documentPositions, locate } from './positions.ts';
import type { DocumentPositions } from './positions.ts';
import type { Finding, Problem } from './problem.ts';
import { readTree } from './read-tree.ts';
import type { ReadTree } from './read-tree.ts';
import { referenceFindings } from './reference-findings.ts';
import type { Scenario } from './schema.ts';
import { schemaVersion } from './schema.ts';
import { validate } from './schema-findings.ts';
import { valueOf } from './text-tree.ts';

export type { DocumentPositions } from './positions.ts';

export interface ParsedScenario {
  /** Null where an error makes the document unusable; a name that leads nowhere does not. */
  readonly scenario: Scenario | null;
  readonly problems: readonly Problem[];
  readonly positions: DocumentPositions;
}

/** More than anyone reads; the last one says how many more there are. */
const problemsMax = 1000;

const byPlace = (a: Problem, b: Problem): number => a.line - b.line || a.column - b.column;

function syntaxProblems({ faults, lineStarts }: ReadTree): Problem[] {
  return faults.map(({ code, message, offset }) => ({
    code,
    severity: 'error',
    message,
    path: '',
    ...linePosition(lineStarts, offset),
  }));
}

/** These name a key that is there but should not be, so the key itself is shown. */
const aboutKeys = new Set(['document/unknown-key', 'document/bad-id', 'document/duplicate-id']);

function located(finding: Finding, positions: DocumentPositions): Problem {
  const problem = locate(finding, positions);
  return aboutKeys.has(finding.code) ? { ...problem, ...positions.keyAt(finding.path) } : problem;
}

function migrated(version: number, edits: ReturnType<typeof migrate>['edits']): Finding {
  const message = `This file is in version ${version} of the format and was read as version ${schemaVersion}; it changes only when it is saved.`;
  const cure = { title: `Bring the file to version ${schemaVersion}`, edits };
  return { code: 'document/migrated', severity: 'info', message, path: ['netwright'], cure };
}

function bounded(problems: Problem[], uncounted: number): Problem[] {
  problems.sort(byPlace);
  const more = uncounted + Math.max(0, problems.length - problemsMax);
  if (more === 0) return problems;
  const shown = problems.slice(0, problemsMax);
  const last = shown.at(-1);
  const message = `There are ${more} more problems; they show when these are solved.`;
  const place = { line: last?.line ?? 1, column: last?.column ?? 1 };
  return [...shown, { code: 'document/more-problems', severity: 'error', message, path: '', ...place }];
}

export function parseScenario(text: string): ParsedScenario {
  const tree = readTree(text);
  const positions = documentPositions(tree.root, tree.lineStarts);
  if (tree.root === null || tree.faults.length > 0) {
    return { scenario: null, problems: bounded(syntaxProblems(tree), 0), positions };
  }
  const written = valueOf(tree.root);
  const { version, finding } = formatVersionOf(written);
  if (finding !== null) return { scenario: null, problems: [locate(finding, positions)], positions };
  const { document, edits } = migrate(written, version);
  const findings: Finding[] = version < schemaVersion ? [migrated(version, edits)] : [];
  const { scenario, findings: refused, total } = validate(document, problemsMax);
  findings.push(...refused);
  let uncounted = total - refused.length;
  const related = function* (): Generator<Finding> {
    yield* referenceFindings(document);
    if (scenario !== null) yield* membershipFindings(scenario);
  };
  let kept = 0;
  for (const found of related()) {
    if (kept++ < problemsMax) findings.push(found);
    else uncounted++;
  }
  return {
    scenario,
    problems: bounded(
      findings.map((found) => located(found, positions)),
      uncounted,
    ),
    positions,
  };
}
