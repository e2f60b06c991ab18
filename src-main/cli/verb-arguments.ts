/** Reads a verb's arguments strictly: what is unknown, doubled or left out is said, never passed over. */
import { parseArgs } from 'node:util';
import { usageRefusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';
import type { OptionDescription, Verb, VerbCall } from './verb.ts';

export function verbArguments(verb: Verb, argv: readonly string[], terminal: Terminal): VerbCall {
  // Lenient parsing: the strict one speaks of its own API. Every token is checked below.
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(verb.options).map(([name, option]) => [name, parserOption(option)]),
    ),
  });
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const option = Object.hasOwn(verb.options, name) ? verb.options[name] : undefined;
    if (option === undefined) throw usageRefusal(unknownOption(verb, rawName));
    const seen = values.get(name) ?? [];
    if (option.kind === 'flag' && inlineValue) throw usageRefusal(`${rawName} takes no value.`);
    if (option.kind === 'value' && seen.length > 0) throw usageRefusal(`${rawName} is given twice.`);
    // `--from --to b` has lost a value, not named one.
    const lost = value === undefined || value === '' || (!inlineValue && value.startsWith('--'));
    if (option.kind !== 'flag' && lost) {
      throw usageRefusal(`${rawName} needs a value: ${rawName} ${option.value ?? 'VALUE'}.`);
    }
    values.set(name, [...seen, value ?? '']);
  }
  checkPositionals(verb, positionals);
  return {
    positionals,
    terminal,
    flag: (name) => values.has(name),
    value: (name) => values.get(name)?.[0] ?? null,
    values: (name) => values.get(name) ?? [],
  };
}

function parserOption(option: OptionDescription) {
  const short = option.short === undefined ? {} : { short: option.short };
  return { type: option.kind === 'flag' ? ('boolean' as const) : ('string' as const), ...short };
}

function unknownOption(verb: Verb, given: string): string {
  const known = Object.keys(verb.options).map((name) => `--${name}`);
  const list = known.length === 0 ? 'It has none.' : `It has ${known.join(', ')}.`;
  return `${verb.name} has no option ${given}. ${list}`;
}

function checkPositionals(verb: Verb, given: readonly string[]): void {
  if (given.length < verb.positionalsMin) {
    throw usageRefusal(`${verb.name} needs ${verb.positionals}: netwright ${verb.name} ${verb.positionals}`);
  }
  const extra = given[verb.positionalsMax];
  if (extra !== undefined) throw usageRefusal(`${verb.name} does not know what to do with ${extra}.`);
}
