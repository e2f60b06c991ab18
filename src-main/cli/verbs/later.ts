/** Verbs whose names and options are settled and that this version cannot carry out: one sentence, exit 3. */
import { notAvailable } from '../refusal.ts';
import type { OptionDescription, Verb } from '../verb.ts';

const value = (shown: string, meaning: string): OptionDescription => ({
  kind: 'value',
  value: shown,
  meaning,
});
const output: OptionDescription = { kind: 'value', short: 'o', value: 'OUT', meaning: 'where to write' };

type Later = Pick<Verb, 'name' | 'summary' | 'positionals' | 'positionalsMax' | 'options'>;

const later: readonly Later[] = [
  {
    name: 'sweep',
    summary: 'Run a scenario over a grid of values',
    positionals: 'FILE',
    positionalsMax: 1,
    options: {
      vary: { kind: 'values', value: 'path=a,b,c', meaning: 'values to try at a path' },
      jobs: value('N', 'runs at a time'),
      output,
    },
  },
  {
    name: 'export',
    summary: 'Write a scenario in the format of another tool',
    positionals: 'FILE',
    positionalsMax: 1,
    options: { to: value('FORMAT', 'format to write'), output },
  },
];

export const laterVerbs: readonly Verb[] = later.map((verb) =>
  Object.assign(verb, {
    summary: `${verb.summary} (not in this version)`,
    positionalsMin: 0,
    run: () => Promise.reject(notAvailable(`netwright ${verb.name} is not available`)),
  }),
);
