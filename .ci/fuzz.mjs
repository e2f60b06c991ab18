// The nightly run: 10,000 random documents of each sort through the checks and the engine, other ones each day, in slices that
// each have a seed of their own. What it found, and the rest after it, can be run again from the slice it stopped at:
// NETWRIGHT_FUZZ_SEED=N NETWRIGHT_FUZZ_FROM=S npm run fuzz.
import process from 'node:process';
import { runTool } from './tool.mjs';

const tests = ['test/sim/session/any-document-runs.test.ts', 'test/sim/session/every-construct.test.ts'];
const slice = 500;
const day = Math.floor(Date.now() / 86_400_000);
const seed = Number(process.env.NETWRIGHT_FUZZ_SEED ?? day);
const from = Number(process.env.NETWRIGHT_FUZZ_FROM ?? 0);
const runs = Number(process.env.NETWRIGHT_FUZZ_RUNS ?? 10_000);
const slices = Math.ceil(runs / slice);

for (let at = from; at < slices; at++) {
  const count = Math.min(slice, runs - at * slice);
  console.log(`fuzz: documents ${at * slice + 1} to ${at * slice + count} of ${runs} of each sort`);
  process.env.NETWRIGHT_FUZZ_RUNS = String(count);
  // Slices of one night never meet those of another.
  process.env.NETWRIGHT_FUZZ_SEED = String(seed * 1000 + at);
  const code = runTool('vitest', [
    'run',
    '-c',
    'test/vitest.config.ts',
    '--testTimeout',
    '3600000',
    ...tests,
  ]);
  if (code === 0) continue;
  console.log(`fuzz: go on with NETWRIGHT_FUZZ_SEED=${seed} NETWRIGHT_FUZZ_FROM=${at} npm run fuzz`);
  process.exitCode = code;
  break;
}
