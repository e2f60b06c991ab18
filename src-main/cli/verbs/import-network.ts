/** Files of other tools as one new document. Folders stand for the files in them. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  importFiles,
  importFormats,
  ImportRefusal,
  printScenario,
  type SourceFile,
} from '../../../src-sim/index.ts';
import { exitCode } from '../exit-code.ts';
import { readDocument } from '../read-document.ts';
import { Refusal, usageRefusal } from '../refusal.ts';
import type { Verb, VerbCall } from '../verb.ts';
import { writeOutput } from '../write-output.ts';

const filesMax = 200;

export const importNetwork: Verb = {
  name: 'import',
  summary: `Make a scenario from files of other tools: ${importFormats}`,
  positionals: 'PATH...',
  positionalsMin: 1,
  positionalsMax: Number.POSITIVE_INFINITY,
  options: {
    output: {
      kind: 'value',
      short: 'o',
      value: 'FILE',
      meaning: 'write to FILE, which must not exist; when left out, print it',
    },
    demands: {
      kind: 'value',
      value: 'both',
      meaning: 'listed (when left out), or both: each also goes back',
    },
  },
  async run(call) {
    const { terminal } = call;
    const demands = demandsWish(call);
    const { scenario, notes } = imported(await sources(call.positionals), demands);
    const text = printScenario(scenario);
    const output = call.value('output');
    if (output === null) terminal.raw(text);
    else {
      await writeOutput(output, text, 'keep');
      terminal.tell(`${output} written.`);
    }
    for (const note of notes) terminal.tell(note);
    return exitCode.good;
  },
};

function demandsWish(call: VerbCall): 'listed' | 'both' {
  const wish = call.value('demands') ?? 'listed';
  if (wish !== 'listed' && wish !== 'both') throw usageRefusal(`--demands is listed or both, not ${wish}.`);
  return wish;
}

async function sources(paths: readonly string[]): Promise<SourceFile[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory() === true) {
      const entries = await readdir(path, { withFileTypes: true });
      const inside = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
      files.push(...inside.map(({ name }) => join(path, name)).sort());
    } else files.push(path);
  }
  if (files.length > filesMax)
    throw usageRefusal(`${files.length} files are more than the ${filesMax} that are read.`);
  return Promise.all(files.map(async (file) => ({ file, text: await readDocument(file) })));
}

function imported(files: readonly SourceFile[], demands: 'listed' | 'both') {
  try {
    return importFiles(files, { demands });
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error;
    const { message, file, line, column } = error;
    const sentence = `${message[0].toUpperCase()}${message.slice(1)}.`;
    const problem = {
      code: 'read/import',
      severity: 'error',
      message: sentence,
      path: '',
      line,
      column,
    } as const;
    throw new Refusal(exitCode.unusable, [problem], file);
  }
}
