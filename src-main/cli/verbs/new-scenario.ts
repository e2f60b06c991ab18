import { join } from 'node:path';
import { parseScenario } from '../../../src-sim/index.ts';
import { applicationFolder } from '../../services/application-folder.ts';
import { readTextFile } from '../../services/read-text.ts';
import { exampleNames, examplePath } from '../../services/workspace.ts';
import { columnLines } from '../columns.ts';
import { exitCode } from '../exit-code.ts';
import { notAvailable, usageRefusal } from '../refusal.ts';
import { jsonOption, type Verb } from '../verb.ts';
import { writeOutput } from '../write-output.ts';

/** Templates are, as yet, the scenarios that come with the program, copied as they are. */
export const newScenario: Verb = {
  name: 'new',
  summary: 'Start from a scenario that comes with Netwright',
  positionals: 'TEMPLATE',
  positionalsMin: 0,
  positionalsMax: 1,
  options: {
    list: { kind: 'flag', meaning: 'list the templates' },
    output: {
      kind: 'value',
      short: 'o',
      value: 'FILE',
      meaning: 'write to FILE, which must not exist; when left out, print it',
    },
    set: { kind: 'values', value: 'name=value', meaning: 'fill in a value (not in this version)' },
    json: jsonOption,
  },
  async run({ positionals, flag, value, values, terminal }) {
    const folder = join(applicationFolder(), 'scenarios');
    const names = await exampleNames(folder);
    const name = positionals[0];
    if (flag('list')) {
      const templates = await Promise.all(names.map((each) => describe(folder, each)));
      if (flag('json')) terminal.json({ templates });
      else {
        const rows = templates.map(({ id, title }) => [id, title]);
        for (const line of columnLines([{ heading: 'template' }, { heading: 'title' }], rows))
          terminal.print(line);
      }
      return exitCode.good;
    }
    if (name === undefined) throw usageRefusal('new needs a TEMPLATE; netwright new --list shows them.');
    if (!names.includes(name))
      throw usageRefusal(`There is no template ${name}. There are: ${names.join(', ')}.`);
    if (values('set').length > 0) throw notAvailable('Templates take no values yet; --set is not available');
    const { text } = await readTextFile(examplePath(folder, name));
    const output = value('output');
    if (output === null) {
      terminal.raw(text);
    } else {
      await writeOutput(output, text, 'keep');
      terminal.tell(`${output} written.`);
    }
    return exitCode.good;
  },
};

async function describe(folder: string, id: string) {
  const { text } = await readTextFile(examplePath(folder, id));
  const { scenario } = parseScenario(text);
  return { id, title: scenario?.name ?? id, description: scenario?.description ?? '' };
}
