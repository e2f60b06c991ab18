/**
 * Worker threads that compute, so that whoever waits stays able to answer and to cancel. A question waits until a
 * thread is free; a thread that dies takes its question with it and is replaced.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Reply, Request, RunProgress } from '../../src-sim/index.ts';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
export type Question = WithoutId<Extract<Request, { text: string }>>;
export type Answer = Exclude<Reply, { kind: 'progress' | 'captured' }>;
export type Captured = Extract<Reply, { kind: 'captured' }>;

/** What comes before the answer. */
export interface Listener {
  readonly progress?: (progress: RunProgress) => void;
  readonly captured?: (captured: Captured) => void;
}

export interface Computation {
  readonly answer: Promise<Answer>;
  pause(): void;
  resume(): void;
  /** The answer is then `cancelled`. */
  cancel(): void;
}

export interface SimulationPool {
  readonly ask: (question: Question, listener?: Listener) => Computation;
  readonly close: () => Promise<void>;
}

interface Job {
  readonly request: Request;
  readonly listener: Listener;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

interface Seat {
  worker: Worker;
  job: Job | null;
}

/** Bundling puts it beside the code that starts it. */
const builtWorker = join(import.meta.dirname, 'simulation-worker.js');

export function createSimulationPool(size = 1, workerFile: string = builtWorker): SimulationPool {
  const seats: Seat[] = [];
  const waiting: Job[] = [];
  let lastId = 0;

  function seat(): Seat {
    const made: Seat = { worker: new Worker(workerFile), job: null };
    made.worker.on('message', (reply: Reply) => receive(made, reply));
    made.worker.on('error', (error: Error) => {
      made.job?.reject(error);
      made.job = null;
      seats.splice(seats.indexOf(made), 1);
      next();
    });
    seats.push(made);
    return made;
  }

  function receive(from: Seat, reply: Reply): void {
    if (from.job === null || reply.id !== from.job.request.id) return;
    if (reply.kind === 'progress') {
      from.job.listener.progress?.(reply.progress);
    } else if (reply.kind === 'captured') {
      from.job.listener.captured?.(reply);
    } else {
      from.job.resolve(reply);
      from.job = null;
      next();
    }
  }

  function next(): void {
    if (waiting.length === 0) return;
    const free = seats.find(({ job }) => job === null) ?? (seats.length < size ? seat() : null);
    const job = free === null ? undefined : waiting.shift();
    if (free === null || job === undefined) return;
    free.job = job;
    free.worker.postMessage(job.request, []);
  }

  function control(kind: 'pause' | 'resume' | 'cancel', id: number): void {
    const index = waiting.findIndex(({ request }) => request.id === id);
    if (index >= 0 && kind === 'cancel') {
      for (const job of waiting.splice(index, 1)) job.resolve({ kind: 'cancelled', id });
    }
    seats.find(({ job }) => job?.request.id === id)?.worker.postMessage({ kind, id }, []);
  }

  return {
    ask(question, listener = {}) {
      lastId += 1;
      const id = lastId;
      const answer = new Promise<Answer>((resolve, reject) => {
        waiting.push({ request: { ...question, id }, listener, resolve, reject });
      });
      next();
      return {
        answer,
        pause: () => control('pause', id),
        resume: () => control('resume', id),
        cancel: () => control('cancel', id),
      };
    },
    async close() {
      for (const job of waiting.splice(0)) job.resolve({ kind: 'cancelled', id: job.request.id });
      for (const { job } of seats) job?.resolve({ kind: 'cancelled', id: job.request.id });
      await Promise.all(seats.splice(0).map(({ worker }) => worker.terminate()));
    },
  };
}
