/** Codes of what keeps a file from being read at all, and of an unusable command line. The engine never sees these. */
import type { ProblemExplanation } from '../../src-sim/index.ts';
import type { HostError } from '../contract/host.ts';

/** How the host's refusals are called where problems have codes. */
export const readingCodes = {
  'file/missing': 'read/missing-file',
  'file/not-a-file': 'read/not-a-file',
  'file/not-text': 'read/not-text',
  'file/too-large': 'read/too-large',
  'file/no-permission': 'read/no-permission',
} as const satisfies Partial<Record<HostError['code'], string>>;

export const readingCode = (code: HostError['code']): string =>
  Object.hasOwn(readingCodes, code) ? readingCodes[code as keyof typeof readingCodes] : 'read/failed';

export const commandExplanations: readonly ProblemExplanation[] = [
  {
    code: 'read/missing-file',
    title: 'There is no such file',
    why: 'Nothing has the name that was given, or a folder on its way is missing.',
    cure: 'Check the spelling and the current folder.',
  },
  {
    code: 'read/not-a-file',
    title: 'It is not a file',
    why: 'A folder, a device or a pipe has that name. A scenario is one file.',
    cure: 'Name the scenario file itself, for example folder/scenario.yaml.',
  },
  {
    code: 'read/not-text',
    title: 'It is not a text file',
    why: 'The bytes are neither UTF-8 nor UTF-16 with a byte order mark.',
    cure: 'Save the file as UTF-8.',
  },
  {
    code: 'read/import',
    title: 'A file of another tool cannot be imported',
    why: 'It is of no format that is read, or does not keep to its format at the line that is named.',
    cure: 'Name SNDlib networks, or a REPETITA topology together with its demands; put the line right.',
  },
  {
    code: 'read/no-permission',
    title: 'The file may not be read',
    why: 'The operating system refuses this user.',
    cure: "Change the file's permissions, or copy it.",
  },
  {
    code: 'read/failed',
    title: 'The file could not be read',
    why: 'The disk or the network behind it gave an error.',
    cure: 'Try again, or copy the file to another disk.',
  },
  {
    code: 'usage/arguments',
    title: 'The command line cannot be understood',
    why: 'An option or an argument is unknown, doubled or missing.',
    cure: 'netwright help VERB lists what a verb takes.',
  },
  {
    code: 'usage/not-available',
    title: 'Not in this version',
    why: 'The command is part of the interface, but this version cannot carry it out.',
    cure: 'Look for a later version.',
  },
  {
    code: 'usage/question',
    title: 'The question does not fit the document',
    why: 'It names something the document does not have.',
    cure: 'netwright reach FILE lists the workloads.',
  },
];
