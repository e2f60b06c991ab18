/** One verb of the command line, as data: help, parsing and running read the same description. */
import type { Terminal } from './terminal.ts';

export interface OptionDescription {
  readonly kind: 'flag' | 'value' | 'values';
  readonly short?: string;
  /** Stands for the value in help. */
  readonly value?: string;
  readonly meaning: string;
}

export interface VerbCall {
  readonly positionals: readonly string[];
  readonly flag: (name: string) => boolean;
  readonly value: (name: string) => string | null;
  readonly values: (name: string) => readonly string[];
  readonly terminal: Terminal;
}

export interface Verb {
  readonly name: string;
  /** One line, without a full stop. */
  readonly summary: string;
  /** What stands between the verb and its options: `FILE`, `[CODE]`. */
  readonly positionals: string;
  readonly positionalsMin: number;
  readonly positionalsMax: number;
  readonly options: Readonly<Record<string, OptionDescription>>;
  /** Resolves with the exit code; throws `Refusal`. */
  run(call: VerbCall): Promise<number>;
}

export const jsonOption: OptionDescription = { kind: 'flag', meaning: 'print one JSON document' };
