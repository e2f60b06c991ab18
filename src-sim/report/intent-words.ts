/** What became of intents, in words. */
import type { IntentStatus } from '../check/intents/intent-result.ts';

export const intentWords: Readonly<Record<IntentStatus, string>> = {
  holds: 'holds',
  broken: 'broken',
  'not-judged': 'not judged',
};

export const noIntents = 'The scenario states no intents.';
