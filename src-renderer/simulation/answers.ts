/**
 * What the engines have said about the open document, and for which text they said it. Checks follow every change, the
 * latest wins; runs and traces are asked for and stay, marked as stale, when the text moves on.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { IntentResult, Problem, RunResult, TraceQuestion, TraceAnswer } from '../../src-sim/index.ts';
import type { DocumentState } from '../document/document-store.ts';
import type { SimulationClient } from './simulation-client.ts';

export interface AnswerState {
  readonly problems: readonly Problem[];
  readonly intents: readonly IntentResult[];
  /** What address management chose for each `auto`, by the path of the field. */
  readonly planned: Readonly<Record<string, string>>;
  /** The text the problems are of. */
  readonly checkedText: string | null;
  /** The last run that came to its end; playback.ts writes it here. */
  readonly run: { readonly text: string; readonly result: RunResult } | null;
  /** Why the last run or trace gave nothing. */
  readonly runRefusal: string | null;
  readonly trace: { readonly text: string; readonly result: TraceAnswer } | null;
  readonly traceRefusal: string | null;
  readonly tracing: boolean;
}

const nothing: AnswerState = {
  problems: [],
  intents: [],
  planned: {},
  checkedText: null,
  run: null,
  runRefusal: null,
  trace: null,
  traceRefusal: null,
  tracing: false,
};

export interface Answers {
  readonly state: StoreApi<AnswerState>;
  readonly trace: (question: TraceQuestion) => Promise<void>;
}

const checkDelayMs = 120;

export function createAnswers(document: StoreApi<DocumentState>, asking: SimulationClient): Answers {
  const state = createStore<AnswerState>(() => nothing);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const check = async (): Promise<void> => {
    const { text, session } = document.getState();
    const answer = await asking.check(text);
    const now = document.getState();
    if (now.text !== text || now.session !== session) return;
    if (answer.kind !== 'answer') {
      state.setState({ problems: now.parseProblems, intents: [], checkedText: text });
      return;
    }
    const { problems, intents, planned } = answer.value;
    // Most edits leave the addresses as they were; the same object again keeps the picture from being drawn anew.
    const known = state.getState().planned;
    const kept = sameEntries(known, planned) ? known : planned;
    state.setState({ problems, intents, planned: kept, checkedText: text });
  };

  document.subscribe((now, before) => {
    if (now.session !== before.session) {
      state.setState(nothing);
    } else if (now.text === before.text) return;
    clearTimeout(timer);
    timer = setTimeout(() => void check(), now.session === before.session ? checkDelayMs : 0);
  });

  return {
    state,
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
