import { parseDuration, type RunOptions } from '../../../src-sim/index.ts';
import { CaptureFolder } from '../capture-folder.ts';
import { exitCode } from '../exit-code.ts';
import { readDocument } from '../read-document.ts';
import { usageRefusal } from '../refusal.ts';
import { runLines } from '../run-tables.ts';
import { simulate, withEngine } from '../simulate.ts';
import { jsonOption, type Verb, type VerbCall } from '../verb.ts';

export const run: Verb = {
  name: 'run',
  summary: 'Simulate the traffic, packet by packet',
  positionals: 'FILE',
  positionalsMin: 1,
  positionalsMax: 1,
  options: {
    seed: { kind: 'value', value: 'N', meaning: 'seed of all chance; the scenario says which when left out' },
    until: { kind: 'value', value: '10s', meaning: 'simulated time at which sources stop' },
    pcap: { kind: 'value', value: 'DIR', meaning: 'write captures for Wireshark there, one a port' },
    json: jsonOption,
  },
  async run(call) {
    const folder = call.value('pcap');
    const captures = folder === null ? null : await new CaptureFolder(folder).prepare();
    const options = runOptions(call);
    const file = call.positionals[0] ?? '';
    const text = await readDocument(file);
    const { terminal } = call;
    const result = await withEngine(file, (engine) => simulate(engine, text, options, terminal, captures));
    if (captures !== null) terminal.tell(captureSentence(captures));
    if (call.flag('json')) terminal.json(result);
    else for (const line of runLines(result)) terminal.print(line);
    return exitCode.good;
  },
};

/** The folder shows the rest. */
const namesShown = 5;

function captureSentence({ folder, written }: CaptureFolder): string {
  const shown = written.slice(0, namesShown).join(', ');
  const more = written.length > namesShown ? ` and ${written.length - namesShown} more` : '';
  return `Captures in ${folder}: ${shown}${more}`;
}

function runOptions(call: VerbCall): RunOptions {
  const [seed, until] = [call.value('seed'), call.value('until')];
  const options: { seed?: number; untilNs?: number } = {};
  if (seed !== null) {
    if (!/^\d{1,10}$/.test(seed) || Number(seed) > 4_294_967_295) {
      throw usageRefusal('--seed is a whole number from 0 to 4294967295.');
    }
    options.seed = Number(seed);
  }
  if (until !== null) {
    const duration = parseDuration(until);
    if (!duration.ok) throw usageRefusal(`--until: ${duration.message}`);
    options.untilNs = duration.value;
  }
  return options;
}
