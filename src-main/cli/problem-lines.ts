/** Problems as `file:line:column severity code message`, the form editors and CI systems make links of. */
import type { Problem } from '../../src-sim/index.ts';

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
export function problemDocument(problems: readonly Problem[], file: string | null) {
  const count = (severity: Problem['severity']): number =>
    problems.filter((problem) => problem.severity === severity).length;
  return { file: file ?? '', problems, errors: count('error'), warnings: count('warning') };
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
