// The nightly run: 10,000 random documents of each sort through the checks and the engine, another seed each day. The seed is
// printed, so that what it found can be run again: NETWRIGHT_FUZZ_SEED=N npm run fuzz.
import process from 'node:process';
import { runTool } from './tool.mjs';

process.env.NETWRIGHT_FUZZ_RUNS ??= '10000';
process.env.NETWRIGHT_FUZZ_SEED ??= String(Math.floor(Date.now() / 86_400_000));
const { NETWRIGHT_FUZZ_RUNS: runs, NETWRIGHT_FUZZ_SEED: seed } = process.env;
console.log(`fuzz: ${runs} documents of each sort, NETWRIGHT_FUZZ_SEED=${seed}`);
const test = 'test/sim/session/any-document-runs.test.ts';
process.exitCode = runTool('vitest', [
  'run',
  '-c',
  'test/vitest.config.ts',
  '--testTimeout',
  '3600000',
  test,
]);
