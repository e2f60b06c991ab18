/**
 * A design that can be had in many sizes: parameters with their ranges, and a pure function from their values to the text of
 * a document. The text is written as a person would write it; `fillTemplate` checks the values and lays the text out.
 */
import type { Values } from './values.ts';

interface Described {
  readonly name: string;
  /** Half a sentence, for a list and beside a field. */
  readonly meaning: string;
}

export interface NumberParameter extends Described {
  readonly kind: 'number';
  /** A whole number, as are its bounds. */
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

export interface TextParameter extends Described {
  readonly kind: 'text';
  readonly default: string;
  readonly longest: number;
}

/** An IPv4 prefix. */
export interface CidrParameter extends Described {
  readonly kind: 'cidr';
  readonly default: string;
}

export interface ChoiceParameter extends Described {
  readonly kind: 'choice';
  readonly default: string;
  readonly choices: readonly string[];
}

export type Parameter = NumberParameter | TextParameter | CidrParameter | ChoiceParameter;

/** What people see of a template before they fill it. */
export interface TemplateDescription {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
}

export interface Template extends Omit<TemplateDescription, 'parameters'> {
  /** Asked for when needed: their meaning and choices come from the facts. */
  readonly parameters: () => readonly Parameter[];
  /** Throws a `TemplateRefusal` where values are good one by one but do not go together. */
  readonly write: (values: Values) => string;
}

/** The sentence says which value to change. */
export class TemplateRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TemplateRefusal';
  }
}
