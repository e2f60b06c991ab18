import { explanations } from '../../../src-sim/index.ts';
import { columnLines } from '../columns.ts';
import { exitCode } from '../exit-code.ts';
import { commandExplanations } from '../reading-explanations.ts';
import { usageRefusal } from '../refusal.ts';
import { jsonOption, type Verb } from '../verb.ts';

export const explain: Verb = {
  name: 'explain',
  summary: 'Say what a problem code means and what helps; without a code, list them',
  positionals: '[CODE]',
  positionalsMin: 0,
  positionalsMax: 1,
  options: { json: jsonOption },
  async run({ positionals, flag, terminal }) {
    const all = [...explanations, ...commandExplanations].sort((a, b) => (a.code < b.code ? -1 : 1));
    const code = positionals[0];
    const wanted = code === undefined ? all : all.filter((each) => each.code === code);
    const [only] = wanted;
    if (only === undefined) throw usageRefusal(`There is no code ${code}; netwright explain lists them.`);
    if (flag('json')) {
      terminal.json({ explanations: wanted });
    } else if (code === undefined) {
      const rows = wanted.map((each) => [each.code, each.title]);
      for (const line of columnLines([{ heading: 'code' }, { heading: 'meaning' }], rows))
        terminal.print(line);
    } else {
      terminal.print(`${only.code}: ${only.title}\n\nWhy:  ${only.why}\nCure: ${only.cure}`);
    }
    return exitCode.good;
  },
};
