import { outputSchemas, scenarioJsonSchema } from '../../../src-sim/index.ts';
import { exitCode } from '../exit-code.ts';
import { usageRefusal } from '../refusal.ts';
import type { Verb } from '../verb.ts';

export const schema: Verb = {
  name: 'schema',
  summary: 'Print the JSON Schema of scenarios, or of a verb’s JSON output',
  positionals: '[NAME]',
  positionalsMin: 0,
  positionalsMax: 1,
  options: {},
  async run({ positionals, terminal }) {
    const name = positionals[0] ?? 'scenario';
    if (name === 'scenario') {
      terminal.json(scenarioJsonSchema());
      return exitCode.good;
    }
    const published = new Map<string, unknown>(Object.entries(outputSchemas));
    if (!published.has(name)) {
      throw usageRefusal(
        `There is no schema ${name}. There are: scenario, ${[...published.keys()].join(', ')}.`,
      );
    }
    terminal.json(published.get(name));
    return exitCode.good;
  },
};
