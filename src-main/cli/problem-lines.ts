/** Problems as `file:line:column severity code message`, the form editors and CI systems make links of. */
import type { IntentResult, Problem } from '../../src-sim/index.ts';

export function problemLines(problems: readonly Problem[], file: string | null): string[] {
  return problems.flatMap((problem) => {
    const place = problem.line > 0 ? `:${problem.line}:${problem.column}` : '';
    const where = file === null ? 'netwright:' : `${file}${place}`;
    const head =
      file === null
        ? `${where} ${problem.message}`
        : `${where} ${problem.severity} ${problem.code} ${problem.message}`;
    const cure = problem.cure === undefined ? [] : [`  cure: ${problem.cure.title}`];
    const source = problem.source === undefined ? [] : [`  source: ${sourceText(problem.source)}`];
    return [head, ...cure, ...source];
  });
}

function sourceText({ title, url, asOf }: NonNullable<Problem['source']>): string {
  return [title, asOf === undefined ? '' : `(${asOf})`, url ?? ''].filter((part) => part !== '').join(' ');
}

/** The JSON document of `check`, and of whatever ends without a result. */
export function problemDocument(
  problems: readonly Problem[],
  file: string | null,
  intents: readonly IntentResult[] = [],
) {
  const count = (severity: Problem['severity']): number =>
    problems.filter((problem) => problem.severity === severity).length;
  const counts = { errors: count('error'), warnings: count('warning') };
  return { file: file ?? '', problems, intents, ...counts };
}

/** "3 of 4 intents hold", with those that could not be judged. */
export function intentLines(intents: readonly IntentResult[]): string[] {
  if (intents.length === 0) return [];
  const holding = intents.filter(({ status }) => status === 'holds').length;
  const open = intents.filter(({ status }) => status === 'not-judged');
  return [
    ...open.map(({ name, sentence }) => `intent ${name} is not judged: ${sentence}`),
    `${holding} of ${intents.length} intents hold`,
  ];
}

/** "2 errors, 1 warning" */
export function problemCount(problems: readonly Problem[]): string {
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    const noun = severity === 'info' ? 'note' : severity;
    return count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`];
  });
  return counts.join(', ') || 'no problems';
}
