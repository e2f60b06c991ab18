/** A run that the worker keeps for the window: what may be asked of it, and what it tells of itself. */
import type {
  LookAnswer,
  LookRequest,
  Problem,
  Reply,
  RunCondition,
  RunProgress,
  RunRequest,
  RunResult,
  RunStand,
} from '../../src-sim/index.ts';

export interface HeldListener {
  progress(progress: RunProgress): void;
  /** It was paused, moved or asked, or has met its condition. */
  stands(stand: RunStand): void;
  looked(answer: LookAnswer): void;
  /** It is over, and can be taken back. */
  ran(result: RunResult): void;
  refused(message: string, problems: readonly Problem[]): void;
}

export interface HeldSimulation {
  pause(): void;
  resume(): void;
  step(events: number): void;
  stepBack(events: number): void;
  rewindTo(ns: number): void;
  runUntil(condition: RunCondition): void;
  /** Asks where it stands; it goes on if it does. */
  tell(): void;
  look(request: LookRequest): void;
  /** Nothing more is heard of it, and its memory is free. */
  end(): void;
}

export function createHeldSimulation(id: number, say: (request: RunRequest) => void): HeldSimulation {
  return {
    pause: () => say({ kind: 'pause', id }),
    resume: () => say({ kind: 'resume', id }),
    step: (events) => say({ kind: 'step', id, events }),
    stepBack: (events) => say({ kind: 'step-back', id, events }),
    rewindTo: (ns) => say({ kind: 'rewind', id, ns }),
    runUntil: (condition) => say({ kind: 'run-until', id, condition }),
    tell: () => say({ kind: 'tell', id }),
    look: (request) => say({ kind: 'look', id, request }),
    end: () => say({ kind: 'cancel', id }),
  };
}

/** Tells the listener; false once the run is no more. */
export function hear(listener: HeldListener, reply: Reply): boolean {
  if (reply.kind === 'progress') listener.progress(reply.progress);
  else if (reply.kind === 'stands') listener.stands(reply.stand);
  else if (reply.kind === 'looked') listener.looked(reply.answer);
  else if (reply.kind === 'ran') listener.ran(reply.result);
  else if (reply.kind === 'refused') listener.refused(reply.message, reply.problems);
  return reply.kind !== 'cancelled';
}
