/** A template and the values somebody gives it, to the text of a document in canonical layout. Never throws for what they give. */
import { type Parsed, parsed, unreadable } from '../quantity/parsed.ts';
import { quoted } from '../quantity/quoted.ts';
import { formatScenario } from '../scenario/format-text.ts';
import { collectionNames } from '../scenario/schema.ts';
import { parseScenario } from '../scenario/text.ts';
import { readParameter } from './read-parameter.ts';
import { type Template, TemplateRefusal } from './template.ts';
import { Values } from './values.ts';

export interface FilledTemplate {
  readonly text: string;
  /** How many records the document has. */
  readonly objects: number;
}

/** Values by parameter, as written; those left out are the defaults. */
export function fillTemplate(
  template: Template,
  given: Readonly<Record<string, string>> = {},
): Parsed<FilledTemplate> {
  const { id } = template;
  const parameters = template.parameters();
  const unknown = Object.keys(given).find((name) => !parameters.some((each) => each.name === name));
  if (unknown !== undefined) {
    const names = parameters.map(({ name }) => name).join(', ');
    const has = parameters.length === 0 ? 'It has none.' : `It has ${names}.`;
    return unreadable(`Template ${id} has no parameter ${quoted(unknown)}. ${has}`);
  }
  const values = new Map<string, number | string>();
  for (const parameter of parameters) {
    const { name } = parameter;
    const written = Object.hasOwn(given, name) ? given[name] : String(parameter.default);
    const outcome = readParameter(parameter, written);
    if (!outcome.ok) return outcome;
    values.set(name, outcome.value);
  }
  try {
    const text = canonical(template.write(new Values(values)));
    return parsed({ text, objects: recordsIn(text) });
  } catch (error) {
    if (error instanceof TemplateRefusal) return unreadable(error.message);
    throw error;
  }
}

function canonical(text: string): string {
  const outcome = formatScenario(text);
  if ('text' in outcome) return outcome.text;
  throw new Error(`a template writes no document: ${outcome.problems[0]?.message ?? ''}`);
}

function recordsIn(text: string): number {
  const { scenario } = parseScenario(text);
  return collectionNames.reduce((sum, name) => sum + Object.keys(scenario?.[name] ?? {}).length, 0);
}
