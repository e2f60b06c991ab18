import { join } from 'node:path';
import type { TemplateDescription } from '../../../src-sim/index.ts';
import { applicationFolder } from '../../services/application-folder.ts';
import { templateShelf } from '../../services/template-shelf.ts';
import { columnLines } from '../columns.ts';
import { exitCode } from '../exit-code.ts';
import { usageRefusal } from '../refusal.ts';
import { jsonOption, type Verb } from '../verb.ts';
import { writeOutput } from '../write-output.ts';

/** A new document from a template and values for its parameters. */
export const newScenario: Verb = {
  name: 'new',
  summary: 'Start from a template, with values of your own',
  positionals: 'TEMPLATE',
  positionalsMin: 0,
  positionalsMax: 1,
  options: {
    list: { kind: 'flag', meaning: 'list the templates and their parameters' },
    output: {
      kind: 'value',
      short: 'o',
      value: 'FILE',
      meaning: 'write to FILE, which must not exist; when left out, print it',
    },
    set: { kind: 'values', value: 'name=value', meaning: 'choose a parameter; as often as there are any' },
    json: jsonOption,
  },
  async run({ positionals, flag, value, values, terminal }) {
    const shelf = templateShelf(join(applicationFolder(), 'scenarios'));
    if (flag('list')) {
      const templates = await shelf.list();
      if (flag('json')) terminal.json({ templates });
      else for (const line of listLines(templates)) terminal.print(line);
      return exitCode.good;
    }
    const [id] = positionals;
    if (id === undefined) throw usageRefusal('new needs a TEMPLATE; netwright new --list shows them.');
    const outcome = await shelf.fill(id, chosen(values('set')));
    if (!outcome.ok) throw usageRefusal(outcome.message);
    const output = value('output');
    if (output === null) {
      terminal.raw(outcome.text);
    } else {
      await writeOutput(output, outcome.text, 'keep');
      terminal.tell(`${output} written.`);
    }
    return exitCode.good;
  },
};

function chosen(settings: readonly string[]): Record<string, string> {
  const values = new Map<string, string>();
  for (const setting of settings) {
    const at = setting.indexOf('=');
    if (at < 1) throw usageRefusal(`--set ${setting} names no value: --set name=value.`);
    const name = setting.slice(0, at);
    if (values.has(name)) throw usageRefusal(`--set ${name} is given twice.`);
    values.set(name, setting.slice(at + 1));
  }
  return Object.fromEntries(values);
}

function* listLines(templates: readonly TemplateDescription[]): Generator<string> {
  yield* columnLines(
    [{ heading: 'template' }, { heading: 'title' }],
    templates.map(({ id, title }) => [id, title]),
  );
  const rows = templates.flatMap(({ id, parameters }) =>
    parameters.map((each) => [id, `${each.name}=${each.default}`, each.meaning]),
  );
  yield '';
  yield* columnLines(
    [{ heading: 'of template' }, { heading: 'set, by default' }, { heading: 'meaning' }],
    rows,
  );
}
