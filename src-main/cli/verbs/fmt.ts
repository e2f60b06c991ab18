import { realpath } from 'node:fs/promises';
import { formatScenario } from '../../../src-sim/index.ts';
import { saveTextFile } from '../../services/save-text.ts';
import { exitCode } from '../exit-code.ts';
import { problemsExit, readDocument } from '../read-document.ts';
import { Refusal } from '../refusal.ts';
import type { Verb } from '../verb.ts';

export const fmt: Verb = {
  name: 'fmt',
  summary: 'Lay a scenario out in the one canonical way, comments kept',
  positionals: 'FILE',
  positionalsMin: 1,
  positionalsMax: 1,
  options: { check: { kind: 'flag', meaning: 'change nothing; exit 1 if the file would change' } },
  async run({ positionals, flag, terminal }) {
    const file = positionals[0] ?? '';
    const before = await readDocument(file);
    const formatted = formatScenario(before);
    if (!('text' in formatted)) throw new Refusal(problemsExit(formatted.problems), formatted.problems, file);
    if (formatted.text === before) return exitCode.good;
    if (flag('check')) {
      terminal.tell(`${file} is not in canonical form; netwright fmt ${file} changes it.`);
      return exitCode.problems;
    }
    await saveTextFile(await realpath(file), formatted.text, { keepPrevious: false });
    terminal.tell(`${file} was laid out anew.`);
    return exitCode.good;
  },
};
