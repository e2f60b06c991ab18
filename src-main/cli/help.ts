/** Help, made from the verbs' descriptions. */
import { engineVersion } from '../../src-sim/index.ts';
import { columnLines } from './columns.ts';
import type { OptionDescription, Verb } from './verb.ts';

export function generalHelp(verbs: readonly Verb[]): string {
  const rows = verbs.map(({ name, positionals, summary }) => [
    `netwright ${name} ${positionals}`.trimEnd(),
    summary,
  ]);
  return [
    `Netwright ${engineVersion}: draw virtual networks, check, trace and simulate them before anything is deployed.`,
    '',
    ...bodyLines(rows),
    '',
    'netwright help VERB lists its options. Exit codes: 0 good, 1 errors in the scenario, 2 a file or the',
    'command line cannot be read, 3 not in this version. With --json, stdout holds one JSON document only.',
  ].join('\n');
}

export function verbHelp({ name, positionals, summary, options }: Verb): string {
  const rows = Object.entries(options).map(([option, description]) => [
    optionForm(option, description),
    description.meaning,
  ]);
  const usage = `netwright ${name} ${positionals}`.trimEnd();
  return [`${summary}.`, '', `  ${usage}${rows.length > 0 ? ' [options]' : ''}`, '', ...bodyLines(rows)]
    .join('\n')
    .trimEnd();
}

function bodyLines(rows: readonly string[][]): string[] {
  const [, ...lines] = columnLines([{ heading: '' }, { heading: '' }], rows);
  return lines.map((line) => `  ${line}`);
}

function optionForm(name: string, { kind, short, value }: OptionDescription): string {
  const shortForm = short === undefined ? '' : `-${short}, `;
  return `${shortForm}--${name}${kind === 'flag' ? '' : ` ${value ?? 'VALUE'}`}`;
}
