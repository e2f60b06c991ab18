/**
 * What the engines have said about the open document, and for which text they said it. Checks follow every change, the
 * latest wins; runs and traces are asked for and stay, marked as stale, when the text moves on.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem, RunProgress, RunResult, TraceQuestion, TraceResult } from '../../src-sim/index.ts';
import type { DocumentState } from '../document/document-store.ts';
import type { RunningSimulation, SimulationClient } from './simulation-client.ts';

export interface AnswerState {
  readonly problems: readonly Problem[];
  /** What address management chose for each `auto`, by the path of the field. */
  readonly planned: Readonly<Record<string, string>>;
  /** The text the problems are of. */
  readonly checkedText: string | null;
  readonly run: { readonly text: string; readonly result: RunResult } | null;
  readonly running: { readonly progress: RunProgress | null; readonly paused: boolean } | null;
  /** Why the last run or trace gave nothing. */
  readonly runRefusal: string | null;
  readonly trace: { readonly text: string; readonly result: TraceResult } | null;
  readonly traceRefusal: string | null;
  readonly tracing: boolean;
}

const nothing: AnswerState = {
  problems: [],
  planned: {},
  checkedText: null,
  run: null,
  running: null,
  runRefusal: null,
  trace: null,
  traceRefusal: null,
  tracing: false,
};

export interface Answers {
  readonly state: StoreApi<AnswerState>;
  /** Resolves when the run has ended in whatever way; a run under way is left alone. */
  readonly run: () => Promise<void>;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
  readonly trace: (question: TraceQuestion) => Promise<void>;
}

const checkDelayMs = 120;

export function createAnswers(
  document: StoreApi<DocumentState>,
  asking: SimulationClient,
  simulating: SimulationClient,
): Answers {
  const state = createStore<AnswerState>(() => nothing);
  let current: RunningSimulation | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const check = async (): Promise<void> => {
    const { text, session } = document.getState();
    const answer = await asking.check(text);
    const now = document.getState();
    if (now.text !== text || now.session !== session) return;
    if (answer.kind !== 'answer') {
      state.setState({ problems: now.parseProblems, checkedText: text });
      return;
    }
    const { problems, planned } = answer.value;
    // Most edits leave the addresses as they were; the same object again keeps the picture from being drawn anew.
    const known = state.getState().planned;
    state.setState({ problems, planned: sameEntries(known, planned) ? known : planned, checkedText: text });
  };

  document.subscribe((now, before) => {
    if (now.session !== before.session) {
      current?.cancel();
      current = null;
      state.setState(nothing);
    } else if (now.text === before.text) return;
    clearTimeout(timer);
    timer = setTimeout(() => void check(), now.session === before.session ? checkDelayMs : 0);
  });

  return {
    state,
    async run() {
      if (current !== null) return;
      const { text } = document.getState();
      state.setState({ running: { progress: null, paused: false }, runRefusal: null });
      const started = simulating.run(text, {}, (progress) => {
        if (current === started)
          state.setState((at) => ({ running: at.running && { ...at.running, progress } }));
      });
      current = started;
      const answer = await started.outcome;
      // Another document was opened meanwhile: nobody asks any more.
      if (current !== started) return;
      current = null;
      state.setState({
        running: null,
        ...(answer.kind === 'answer' ? { run: { text, result: answer.value } } : {}),
        ...(answer.kind === 'refused' ? { runRefusal: answer.message } : {}),
      });
    },
    pause() {
      current?.pause();
      state.setState((at) => ({ running: at.running && { ...at.running, paused: true } }));
    },
    resume() {
      current?.resume();
      state.setState((at) => ({ running: at.running && { ...at.running, paused: false } }));
    },
    cancel: () => current?.cancel(),
    async trace(question) {
      const { text, session } = document.getState();
      state.setState({ tracing: true, traceRefusal: null });
      const answer = await asking.trace(text, question);
      if (document.getState().session !== session) return;
      state.setState({
        tracing: false,
        trace: answer.kind === 'answer' ? { text, result: answer.value } : null,
        traceRefusal: answer.kind === 'refused' ? answer.message : null,
      });
    },
  };
}

function sameEntries(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(b);
  return names.length === Object.keys(a).length && names.every((name) => a[name] === b[name]);
}
