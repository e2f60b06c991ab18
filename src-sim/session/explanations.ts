/** Every code a problem can carry, whichever part of the engine finds it. */
import { checkExplanations } from '../check/explain.ts';
import { documentExplanations } from '../scenario/explain.ts';
import type { ProblemExplanation } from '../scenario/problem.ts';

export const explanations: readonly ProblemExplanation[] = [
  ...documentExplanations,
  ...checkExplanations,
].sort((a, b) => (a.code < b.code ? -1 : 1));
