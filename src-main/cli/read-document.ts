/** From a file name on the command line to a document, or a refusal with the reason. */
import { type Opened, openScenario, type Problem } from '../../src-sim/index.ts';
import { HostFailure } from '../services/host-failure.ts';
import { readTextFile } from '../services/read-text.ts';
import { exitCode } from './exit-code.ts';
import { readingCode } from './reading-explanations.ts';
import { Refusal, readingRefusal } from './refusal.ts';

export async function readDocument(file: string): Promise<string> {
  try {
    return (await readTextFile(file)).text;
  } catch (error) {
    if (error instanceof HostFailure) throw readingRefusal(readingCode(error.code), error.message, file);
    throw error;
  }
}

/** The document with its fabric; refused where errors leave nothing to ask. */
export async function openDocument(
  file: string,
): Promise<Opened & { fabric: NonNullable<Opened['fabric']>; text: string }> {
  const text = await readDocument(file);
  const opened = openScenario(text);
  const { fabric } = opened;
  if (fabric === null) throw new Refusal(problemsExit(opened.problems), opened.problems, file);
  return { ...opened, fabric, text };
}

/** 2 where the file could not be read as a scenario of this version at all. */
export function problemsExit(problems: readonly Problem[]): number {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.some(({ code }) => code.startsWith('read/') || code === 'document/newer-version')) {
    return exitCode.unusable;
  }
  return errors.length > 0 ? exitCode.problems : exitCode.good;
}
