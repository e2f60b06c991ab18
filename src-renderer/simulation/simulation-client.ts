/**
 * Asks an engine in a worker and matches replies to requests. A worker that dies answers everything that was open with
 * a refusal, and the next question starts another one.
 */
import type {
  Problem,
  ReachResult,
  Reply,
  Request,
  RunOptions,
  RunProgress,
  RunResult,
  TraceQuestion,
  TraceResult,
} from '../../src-sim/index.ts';

/** The part of a Worker that is used, so that tests can stand in for it. */
export interface EnginePort {
  post(request: Request): void;
  onReply(handle: (reply: Reply) => void): void;
  onFailure(handle: (message: string) => void): void;
  end(): void;
}

export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly message: string; readonly problems: readonly Problem[] };

export interface Checked {
  readonly problems: readonly Problem[];
  /** What address management chose for each `auto`, by the path of the field. */
  readonly planned: Readonly<Record<string, string>>;
}

export interface RunningSimulation {
  readonly outcome: Promise<Answer<RunResult>>;
  pause(): void;
  resume(): void;
  cancel(): void;
}

export interface SimulationClient {
  check(text: string): Promise<Answer<Checked>>;
  trace(text: string, question: TraceQuestion): Promise<Answer<TraceResult>>;
  reach(text: string): Promise<Answer<ReachResult>>;
  report(text: string, run: RunResult | null): Promise<Answer<string>>;
  run(text: string, options: RunOptions, onProgress: (progress: RunProgress) => void): RunningSimulation;
}

interface Waiting {
  settle(answer: Answer<unknown>): void;
  progress(progress: RunProgress): void;
}

type Ask = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

export function createSimulationClient(startEngine: () => EnginePort): SimulationClient {
  const waiting = new Map<number, Waiting>();
  let engine: EnginePort | null = null;
  let lastId = 0;

  const running = (): EnginePort => {
    if (engine !== null) return engine;
    const started = startEngine();
    started.onReply((reply) => receive(waiting, reply));
    started.onFailure((message) => {
      engine = null;
      started.end();
      for (const each of waiting.values()) each.settle({ kind: 'refused', message, problems: [] });
      waiting.clear();
    });
    engine = started;
    return started;
  };

  const ask = <T>(
    request: Ask,
    progress: (at: RunProgress) => void = () => {},
  ): { id: number; answer: Promise<Answer<T>> } => {
    const id = ++lastId;
    const answer = new Promise<Answer<T>>((resolve) => {
      waiting.set(id, { settle: (value) => resolve(value as Answer<T>), progress });
    });
    running().post({ ...request, id });
    return { id, answer };
  };

  return {
    check: (text) => ask<Checked>({ kind: 'check', text }).answer,
    trace: (text, question) => ask<TraceResult>({ kind: 'trace', text, question }).answer,
    reach: (text) => ask<ReachResult>({ kind: 'reach', text }).answer,
    report: (text, run) => ask<string>({ kind: 'report', text, format: 'html', run }).answer,
    run(text, options, onProgress) {
      const { id, answer } = ask<RunResult>({ kind: 'run', text, options }, onProgress);
      const say = (kind: 'pause' | 'resume' | 'cancel') => () => {
        if (waiting.has(id)) running().post({ kind, id });
      };
      return { outcome: answer, pause: say('pause'), resume: say('resume'), cancel: say('cancel') };
    },
  };
}

function receive(waiting: Map<number, Waiting>, reply: Reply): void {
  const asked = waiting.get(reply.id);
  if (asked === undefined) return;
  if (reply.kind === 'progress') {
    asked.progress(reply.progress);
    return;
  }
  // The window asks for no captures.
  if (reply.kind === 'captured') return;
  waiting.delete(reply.id);
  switch (reply.kind) {
    case 'checked':
      return asked.settle({ kind: 'answer', value: { problems: reply.problems, planned: reply.planned } });
    case 'traced':
    case 'reached':
    case 'ran':
      return asked.settle({ kind: 'answer', value: reply.result });
    case 'reported':
      return asked.settle({ kind: 'answer', value: reply.content });
    case 'cancelled':
      return asked.settle({ kind: 'cancelled' });
    case 'refused':
      return asked.settle({ kind: 'refused', message: reply.message, problems: reply.problems });
  }
}
