import { openScenario } from '../../../src-sim/index.ts';
import { intentLines, problemCount, problemDocument, problemLines } from '../problem-lines.ts';
import { problemsExit, readDocument } from '../read-document.ts';
import { jsonOption, type Verb } from '../verb.ts';

export const check: Verb = {
  name: 'check',
  summary: 'Find what is wrong with a scenario',
  positionals: 'FILE',
  positionalsMin: 1,
  positionalsMax: 1,
  options: { json: jsonOption },
  async run({ positionals, flag, terminal }) {
    const file = positionals[0] ?? '';
    const { problems, intents } = openScenario(await readDocument(file));
    if (flag('json')) {
      terminal.json(problemDocument(problems, file, intents));
    } else {
      for (const line of problemLines(problems, file)) terminal.print(line);
      for (const line of intentLines(intents)) terminal.print(line);
      terminal.tell(`${file}: ${problemCount(problems)}`);
    }
    return problemsExit(problems);
  },
};
