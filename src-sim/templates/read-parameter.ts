/** Reads one value as a person writes it behind `name=`, or says what the parameter takes. */
import { nearestNames } from '../quantity/nearest-names.ts';
import { type Parsed, parsed, unreadable } from '../quantity/parsed.ts';
import { formatPrefix, parsePrefix } from '../quantity/prefix.ts';
import { quoted } from '../quantity/quoted.ts';
import type { ChoiceParameter, NumberParameter, Parameter, TextParameter } from './template.ts';

export function readParameter(parameter: Parameter, written: string): Parsed<number | string> {
  switch (parameter.kind) {
    case 'number':
      return readNumber(parameter, written);
    case 'cidr':
      return readCidr(parameter.name, written);
    case 'choice':
      return readChoice(parameter, written);
    case 'text':
      return readText(parameter, written);
  }
}

function readNumber({ name, min, max }: NumberParameter, written: string): Parsed<number> {
  const value = /^\d{1,9}$/.test(written) ? Number(written) : Number.NaN;
  if (value >= min && value <= max) return parsed(value);
  return unreadable(`${name} is a whole number from ${min} to ${max}, not ${quoted(written)}.`);
}

function readCidr(name: string, written: string): Parsed<string> {
  const outcome = parsePrefix(written);
  if (outcome.ok && outcome.value.family === 4) return parsed(formatPrefix(outcome.value));
  return unreadable(`${name} is an IPv4 prefix such as 10.0.0.0/8, not ${quoted(written)}.`);
}

/** Lists longer than this are told by the names nearest to what was written. */
const listedMax = 12;

function readChoice({ name, choices }: ChoiceParameter, written: string): Parsed<string> {
  if (choices.includes(written)) return parsed(written);
  const refused = `${name} cannot be ${quoted(written)}`;
  if (choices.length <= listedMax) return unreadable(`${refused}; it is one of ${choices.join(', ')}.`);
  const near = nearestNames(written, choices);
  const shown = near.length > 0 ? near : choices.slice(0, 3);
  return unreadable(`${refused}; it is one of ${choices.length}, such as ${shown.join(', ')}.`);
}

/** Printed into the document as it is: nothing that YAML would read otherwise. */
const plainText = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._/()-]*[\p{L}\p{N}.)])?$/u;

function readText({ name, longest }: TextParameter, written: string): Parsed<string> {
  if (written.length <= longest && plainText.test(written)) return parsed(written);
  return unreadable(
    `${name} is 1 to ${longest} letters, digits, blanks, or . _ / ( ) -, not ${quoted(written)}.`,
  );
}
