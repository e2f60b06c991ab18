import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createSimulationPool, type SimulationPool } from '../../../src-main/services/simulation-pool.ts';
import { bundled } from '../../support/bundled.ts';

const root = dirname(dirname(dirname(import.meta.dirname)));
const text = readFileSync(join(root, 'scenarios', 'hello-hub', 'scenario.yaml'), 'utf8');

let folder: string;
beforeAll(async () => {
  folder = await bundled({ 'simulation-worker': 'src-main/services/simulation-worker.ts' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function pool(size: number): SimulationPool {
  const made = createSimulationPool(size, join(folder, 'simulation-worker.js'));
  onTestFinished(() => made.close());
  return made;
}

const short = { kind: 'run', text, options: { seed: 1, untilNs: 1_000_000 } } as const;
const nothing = (): void => undefined;
/** An hour of traffic: no test waits for its end. */
const endless = {
  kind: 'run',
  text: text.replace('duration: 100 ms', 'duration: 1 h'),
  options: {},
} as const;

describe('computing in worker threads', () => {
  it('answers more questions than there are threads, each with its own', async () => {
    const { ask } = pool(2);
    const answers = await Promise.all([
      ask({ kind: 'check', text }).answer,
      ask(short).answer,
      ask({ kind: 'reach', text }).answer,
      ask({ kind: 'trace', text, question: { from: 'web', to: 'database' } }).answer,
      ask(short).answer,
    ]);
    expect(answers.map(({ kind }) => kind)).toEqual(['checked', 'ran', 'reached', 'traced', 'ran']);
    const digests = answers.flatMap((answer) => (answer.kind === 'ran' ? [answer.result.digest] : []));
    expect(digests[0]).toBe(digests[1]);
  });

  it('cancels what runs and what waits', async () => {
    const { ask } = pool(1);
    let started = nothing;
    const progress = new Promise<void>((resolve) => {
      started = resolve;
    });
    const running = ask(endless, { progress: started });
    const waiting = ask(endless);
    await progress;
    waiting.cancel();
    running.cancel();
    expect((await waiting.answer).kind).toBe('cancelled');
    expect((await running.answer).kind).toBe('cancelled');
  });

  it('pauses and resumes', async () => {
    const { ask } = pool(1);
    const reports: number[] = [];
    let enough = nothing;
    const several = new Promise<void>((resolve) => {
      enough = resolve;
    });
    const running = ask(endless, {
      progress: ({ simulatedNs }) => {
        reports.push(simulatedNs);
        if (reports.length === 1) {
          running.pause();
          running.resume();
        }
        if (reports.length === 3) enough();
      },
    });
    await several;
    running.cancel();
    expect((await running.answer).kind).toBe('cancelled');
    expect(reports).toEqual([...reports].sort((a, b) => a - b));
  });

  it('refuses a document with errors, with its problems', async () => {
    const answer = await pool(1).ask({ kind: 'run', text: 'netwright: 1\n', options: {} }).answer;
    expect(answer.kind === 'refused' && answer.problems.length).toBeGreaterThan(0);
  });

  it('gives everybody an answer when it is closed', async () => {
    const made = createSimulationPool(1, join(folder, 'simulation-worker.js'));
    const asked = [made.ask(endless), made.ask(endless)];
    await made.close();
    expect((await Promise.all(asked.map(({ answer }) => answer))).map(({ kind }) => kind)).toEqual([
      'cancelled',
      'cancelled',
    ]);
  });
});
