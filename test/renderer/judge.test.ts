import { describe, expect, it } from 'vitest';
import {
  answerJudgeQuestion,
  createJudge,
  type JudgeQuestion,
  type JudgeReply,
} from '../../src-renderer/document/judge.ts';
import type { Edit } from '../../src-sim/index.ts';

const path = ['networks', 'a', 'cidrs', 0] as const;
const edit = (value: string): Edit[] => [{ op: 'set', path, value }];
const small = `netwright: 1
name: Judged
sites: { here: { kind: data-centre } }
networks:
  a: { kind: lan, site: here, cidrs: [10.0.0.0/16] }
`;
/** Long enough to be judged by the worker: comments cost little to read. */
const large = `${small}${'# a line that says nothing at all\n'.repeat(1200)}`;

const unheard = (): void => undefined;

function scriptedWorker() {
  const asked: JudgeQuestion[] = [];
  let started = 0;
  let hear: (reply: JudgeReply) => void = unheard;
  return {
    asked,
    started: () => started,
    answer: () => hear(answerJudgeQuestion(asked.at(-1)!)),
    start: () => {
      started++;
      return {
        post: (question: JudgeQuestion) => asked.push(question),
        onReply: (handle: (reply: JudgeReply) => void) => {
          hear = handle;
        },
      };
    },
  };
}

describe('judging what is typed', () => {
  it('answers for a small document without a worker', async () => {
    const worker = scriptedWorker();
    const judge = createJudge(worker.start);
    expect(await judge(small, edit('10.300.0.0/16'), path, [])).toContain('300');
    expect(await judge(small, edit('10.1.0.0/16'), path, [])).toBeNull();
    expect(worker.started()).toBe(0);
  });

  it('asks the worker for a large one, once at a time, and only about the latest that was typed', async () => {
    const worker = scriptedWorker();
    const judge = createJudge(worker.start);
    const first = judge(large, edit('1'), path, []);
    void judge(large, edit('10.3'), path, []);
    const last = judge(large, edit('10.3.0.0/16'), path, []);
    expect(worker.asked).toHaveLength(1);
    worker.answer();
    expect(await first).not.toBeNull();
    expect(worker.asked.map(({ edits }) => edits)).toEqual([edit('1'), edit('10.3.0.0/16')]);
    worker.answer();
    expect(await last).toBeNull();
    expect(worker.started()).toBe(1);
  });

  it('does not object to faults that were there before', async () => {
    const judge = createJudge(scriptedWorker().start);
    const faulty = `${small}colour: red\n`;
    const known = [{ code: 'document/unknown-key', path: 'colour' }];
    const objection = await judge(faulty, edit('10.1.0.0/16'), path, known as never);
    expect(objection).toBeNull();
  });
});
