/** What the codes mean that design rules, facts of the user's own and the building of the fabric can raise. */
import type { ProblemExplanation } from '../scenario/problem.ts';
import { rules } from './rules.ts';

const aroundTheRules: readonly ProblemExplanation[] = [
  {
    code: 'facts/bad-value',
    title: 'A value of your own cannot replace a fact',
    why: 'Values under facts stand in for published figures everywhere. One that names no fact, or is of another kind, would silently change nothing or everything.',
    cure: 'Name a fact that exists and give a value in the unit it has, or remove the entry.',
  },
  {
    code: 'model/not-simulated',
    title: 'Part of the drawing is not simulated',
    why: 'The record is drawn and checked, but no engine gives it a meaning yet. Answers are what they would be without it.',
    cure: 'Nothing is wrong with the design; take the answers as those of the rest.',
  },
  {
    code: 'model/link-setting',
    title: 'A queue or an impairment cannot be built as it is written',
    why: 'Each value can stand there by itself, but together they contradict each other or mean nothing: a burst smaller than a packet, a ceiling below its rate, more weights than queues.',
    cure: 'Change the figures as the message says; docs/models/links.md tells what each of them does.',
  },
  {
    code: 'model/no-latency',
    title: 'No latency is known for a connection',
    why: 'Neither a measurement nor an estimate exists for these two regions, so the connection is simulated without delay.',
    cure: 'Take times across this connection as too short.',
  },
];

export const checkExplanations: readonly ProblemExplanation[] = [
  ...rules.map(({ code, title, why, cure }) => ({ code, title, why, cure })),
  ...aroundTheRules,
];
