/**
 * Asks an engine in a worker and matches replies to requests. A worker that dies answers everything that was open with
 * a refusal, and the next question starts another one.
 */
import { createHeldSimulation, hear, type HeldListener, type HeldSimulation } from './held-simulation.ts';
import type {
  IntentResult,
  Problem,
  ReachResult,
  Reply,
  Request,
  RunOptions,
  RunProgress,
  RunResult,
  TraceQuestion,
  TraceAnswer,
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
  readonly intents: readonly IntentResult[];
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
  trace(text: string, question: TraceQuestion): Promise<Answer<TraceAnswer>>;
  reach(text: string): Promise<Answer<ReachResult>>;
  report(text: string, run: RunResult | null): Promise<Answer<string>>;
  run(text: string, options: RunOptions, onProgress: (progress: RunProgress) => void): RunningSimulation;
  /** A run that is kept until it is ended, to be moved forth and back. */
  hold(text: string, options: RunOptions, listener: HeldListener): HeldSimulation;
}

interface Waiting {
  settle(answer: Answer<unknown>): void;
  progress(progress: RunProgress): void;
}

type Ask = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

export function createSimulationClient(startEngine: () => EnginePort): SimulationClient {
  const waiting = new Map<number, Waiting>();
  const held = new Map<number, HeldListener>();
  let engine: EnginePort | null = null;
  let lastId = 0;

  const running = (): EnginePort => {
    if (engine !== null) return engine;
    const started = startEngine();
    started.onReply((reply) => {
      const listener = held.get(reply.id);
      if (listener === undefined) receive(waiting, reply);
      else if (!hear(listener, reply)) held.delete(reply.id);
    });
    started.onFailure((message) => {
      engine = null;
      started.end();
      for (const each of waiting.values()) each.settle({ kind: 'refused', message, problems: [] });
      waiting.clear();
      for (const listener of held.values()) listener.refused(message, []);
      held.clear();
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
    trace: (text, question) => ask<TraceAnswer>({ kind: 'trace', text, question }).answer,
    reach: (text) => ask<ReachResult>({ kind: 'reach', text }).answer,
    report: (text, run) => ask<string>({ kind: 'report', text, format: 'html', run }).answer,
    run(text, options, onProgress) {
      const { id, answer } = ask<RunResult>({ kind: 'run', text, options }, onProgress);
      const say = (kind: 'pause' | 'resume' | 'cancel') => () => {
        if (waiting.has(id)) running().post({ kind, id });
      };
      return { outcome: answer, pause: say('pause'), resume: say('resume'), cancel: say('cancel') };
    },
    hold(text, options, listener) {
      const id = ++lastId;
      held.set(id, listener);
      running().post({ kind: 'run', id, text, options: { ...options, rewindable: true } });
      return createHeldSimulation(id, (request) => {
        if (held.has(id)) running().post(request);
      });
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
  // The window asks for no captures, and what stands is held.
  if (reply.kind === 'captured' || reply.kind === 'stands' || reply.kind === 'looked') return;
  waiting.delete(reply.id);
  switch (reply.kind) {
    case 'checked':
      return asked.settle({
        kind: 'answer',
        value: { problems: reply.problems, intents: reply.intents, planned: reply.planned },
      });
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
