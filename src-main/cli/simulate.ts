/** Asks a worker thread, shows how far it is, and turns its refusals into ours. */
import { formatDuration, type RunOptions, type RunResult } from '../../src-sim/index.ts';
import { type Answer, createSimulationPool, type SimulationPool } from '../services/simulation-pool.ts';
import type { CaptureFolder } from './capture-folder.ts';
import { problemsExit } from './read-document.ts';
import { questionRefusal, Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

export interface Engine {
  readonly pool: SimulationPool;
  /** The answer of the kind that was asked for; what the engine refuses is thrown. */
  readonly expect: <K extends Answer['kind']>(
    kind: K,
    answer: Promise<Answer>,
  ) => Promise<Extract<Answer, { kind: K }>>;
}

export async function withEngine<T>(file: string, act: (engine: Engine) => Promise<T>): Promise<T> {
  const pool = createSimulationPool();
  try {
    return await act({
      pool,
      async expect(kind, answer) {
        const reply = await answer;
        if (reply.kind === kind) return reply as Extract<Answer, { kind: typeof kind }>;
        if (reply.kind !== 'refused') throw new Error('The worker answered another question.');
        const { problems, message } = reply;
        throw problems.length === 0
          ? questionRefusal(message)
          : new Refusal(problemsExit(problems), problems, file);
      },
    });
  } finally {
    await pool.close();
  }
}

export async function simulate(
  { pool, expect }: Engine,
  text: string,
  options: RunOptions,
  terminal: Terminal,
  captures: CaptureFolder | null = null,
): Promise<RunResult> {
  const run = pool.ask(
    { kind: 'run', text, options: { ...options, captures: captures !== null } },
    {
      progress: ({ simulatedNs, untilNs, packets }) =>
        terminal.progress(`${formatDuration(simulatedNs)} of ${formatDuration(untilNs)}, ${packets} packets`),
      captured: ({ file, chunk }) => captures?.append(file, chunk, run),
    },
  );
  const answer = await run.answer;
  await captures?.finish(answer.kind === 'ran');
  const { result } = await expect('ran', Promise.resolve(answer));
  terminal.endProgress();
  return result;
}
