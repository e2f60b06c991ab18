/**
 * What a new document can start from: the templates of the engine, and the scenarios that come with the program, which
 * have no parameters and are copied as they are. A scenario of the name of a template is found under `NAME-example`.
 */
import {
  parseScenario,
  describeTemplates,
  fillTemplate,
  type TemplateDescription,
  templates,
} from '../../src-sim/index.ts';
import { readTextFile } from './read-text.ts';
import { exampleNames, examplePath } from './workspace.ts';

export interface TemplateShelf {
  list(): Promise<readonly TemplateDescription[]>;
  /** The text of the document, or a sentence that says what is wrong with the name or a value. */
  fill(id: string, values: Readonly<Record<string, string>>): Promise<Filled>;
}

export type Filled =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

const shelfName = (scenario: string): string =>
  templates.some(({ id }) => id === scenario) ? `${scenario}-example` : scenario;

export function templateShelf(folder: string): TemplateShelf {
  return {
    async list() {
      const names = await exampleNames(folder);
      const copied = await Promise.all(names.map((name) => describeScenario(folder, name)));
      return [...describeTemplates(), ...copied];
    },
    async fill(id, values) {
      const template = templates.find((each) => each.id === id);
      if (template !== undefined) {
        const outcome = fillTemplate(template, values);
        return outcome.ok ? { ok: true, text: outcome.value.text } : outcome;
      }
      const names = await exampleNames(folder);
      const name = names.find((each) => shelfName(each) === id);
      if (name === undefined) {
        const known = [...templates.map((each) => each.id), ...names.map(shelfName)];
        return refused(`There is no template ${id}. There are: ${known.join(', ')}.`);
      }
      const [given] = Object.keys(values);
      if (given !== undefined) {
        return refused(`Template ${id} has no parameter ${JSON.stringify(given)}. It has none.`);
      }
      return { ok: true, text: (await readTextFile(examplePath(folder, name))).text };
    },
  };
}

const refused = (message: string): Filled => ({ ok: false, message });

async function describeScenario(folder: string, name: string): Promise<TemplateDescription> {
  const { text } = await readTextFile(examplePath(folder, name));
  const { scenario } = parseScenario(text);
  const [title, description] = [scenario?.name ?? name, scenario?.description ?? ''];
  return { id: shelfName(name), title, description, parameters: [] };
}
