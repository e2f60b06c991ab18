import { basename, extname } from 'node:path';
import { reportFormats } from '../../../src-sim/index.ts';
import { exitCode } from '../exit-code.ts';
import { readDocument } from '../read-document.ts';
import { notAvailable, usageRefusal } from '../refusal.ts';
import { simulate, withEngine } from '../simulate.ts';
import type { Verb } from '../verb.ts';
import { writeOutput } from '../write-output.ts';

export const report: Verb = {
  name: 'report',
  summary: 'Check, trace and simulate, and write it all down in one file',
  positionals: 'FILE',
  positionalsMin: 1,
  positionalsMax: 1,
  options: {
    output: {
      kind: 'value',
      short: 'o',
      value: 'OUT',
      meaning: 'OUT.html (when left out: NAME.report.html), .md, .json or .csv',
    },
  },
  async run({ positionals, value, terminal }) {
    const file = positionals[0] ?? '';
    const output = value('output') ?? `${basename(file, extname(file))}.report.html`;
    const ending = extname(output).toLowerCase();
    if (ending === '.pdf')
      throw notAvailable('report writes no PDF yet; print the .html from a browser; .pdf is not available');
    const format = reportFormats.find((known) => ending === `.${known}`);
    if (format === undefined) throw usageRefusal(`${output} should end in .html, .md, .json or .csv.`);
    const text = await readDocument(file);
    const { content } = await withEngine(file, async (engine) => {
      const run = await simulate(engine, text, {}, terminal);
      return engine.expect('reported', engine.pool.ask({ kind: 'report', text, format, run }).answer);
    });
    await writeOutput(output, content, 'replace');
    terminal.tell(`${output} written.`);
    return exitCode.good;
  },
};
