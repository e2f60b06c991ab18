/** Ends a verb without a result. The command line shows its problems, as text or as the JSON document of `check`. */
import type { Problem } from '../../src-sim/index.ts';
import { exitCode } from './exit-code.ts';

export class Refusal extends Error {
  readonly exit: number;
  readonly problems: readonly Problem[];
  /** Name of the document the problems are in, as it was given; null for the command line itself. */
  readonly file: string | null;

  constructor(exit: number, problems: readonly Problem[], file: string | null) {
    super(problems[0]?.message ?? 'Refused.');
    this.name = 'Refusal';
    this.exit = exit;
    this.problems = problems;
    this.file = file;
  }
}

const sentence = (exit: number, code: string, message: string, file: string | null): Refusal =>
  new Refusal(exit, [{ code, severity: 'error', message, path: '', line: 0, column: 0 }], file);

/** The command line cannot be understood. */
export const usageRefusal = (message: string): Refusal =>
  sentence(exitCode.unusable, 'usage/arguments', message, null);

/** The command line asks for what the document does not have. */
export const questionRefusal = (message: string): Refusal =>
  sentence(exitCode.unusable, 'usage/question', message, null);

/** Said in one sentence, of something a later version will do. */
export const notAvailable = (what: string): Refusal =>
  sentence(exitCode.notAvailable, 'usage/not-available', `${what} in this version.`, null);

/** The file cannot be read; `code` is one of `readingExplanations`. */
export const readingRefusal = (code: string, message: string, file: string): Refusal =>
  sentence(exitCode.unusable, code, message, file);
