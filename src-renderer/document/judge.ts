/**
 * Judges what is typed, stroke by stroke. Small documents are judged at once; those that take long to parse in a worker
 * of their own, so that neither typing nor the checks wait. Only the latest question is answered by the worker.
 */
import type { Edit, PathStep, Problem } from '../../src-sim/index.ts';
import { proposalOf } from './field-edit.ts';

/** What speaks against the edits, as a sentence; null when nothing does. */
export type Judge = (
  text: string,
  edits: readonly Edit[],
  path: readonly PathStep[],
  known: readonly Problem[],
) => Promise<string | null>;

export interface JudgeQuestion {
  readonly id: number;
  readonly text: string;
  readonly edits: readonly Edit[];
  readonly path: readonly PathStep[];
  readonly known: readonly Problem[];
}

export interface JudgeReply {
  readonly id: number;
  readonly objection: string | null;
}

/** The part of a Worker that is used, so that tests can stand in for it. */
export interface JudgePort {
  post(question: JudgeQuestion): void;
  onReply(handle: (reply: JudgeReply) => void): void;
}

interface Asked {
  readonly question: JudgeQuestion;
  readonly answer: (objection: string | null) => void;
}

/** Parsing this many characters takes some 20 ms. */
const atOnceMax = 30_000;

export function createJudge(startWorker: () => JudgePort): Judge {
  let port: JudgePort | null = null;
  let asked: Asked | null = null;
  let next: Asked | null = null;
  let lastId = 0;

  const ask = (): void => {
    if (asked !== null || next === null) return;
    asked = next;
    next = null;
    port ??= started();
    port.post(asked.question);
  };
  const started = (): JudgePort => {
    const worker = startWorker();
    worker.onReply(({ id, objection }) => {
      if (asked?.question.id !== id) return;
      asked.answer(objection);
      asked = null;
      ask();
    });
    return worker;
  };

  return async (text, edits, path, known) => {
    if (text.length <= atOnceMax) return proposalOf(text, edits, path, known).objection;
    return new Promise((answer) => {
      // What was waiting is of no interest any more: something else has been typed since.
      next = { question: { id: ++lastId, text, edits, path, known }, answer };
      ask();
    });
  };
}

export function answerJudgeQuestion({ id, text, edits, path, known }: JudgeQuestion): JudgeReply {
  return { id, objection: proposalOf(text, edits, path, known).objection };
}
