/** What became of the intents of a scenario, as `check` and reports print it. */
import { z } from 'zod';
import type { IntentResult } from '../../check/intents/intent-result.ts';
import { sameType } from './same-type.ts';

const count = z.int().min(0);

export const intentSchema = sameType<IntentResult>()(
  z.strictObject({
    id: z.string(),
    kind: z.enum(['must-reach', 'must-not-reach', 'stays-within', 'encrypted', 'redundant', 'latency-below']),
    name: z.string(),
    status: z.enum(['holds', 'broken', 'not-judged']),
    sentence: z.string(),
    pairs: count.meta({ description: 'Pairs of workloads it is about' }),
    judged: count.meta({ description: 'Pairs that were looked at' }),
    failed: count,
    failures: z
      .array(
        z.strictObject({
          from: z.string(),
          to: z.string(),
          record: z.string().exactOptional().meta({ description: 'Path of the record that decided' }),
          sentence: z.string(),
        }),
      )
      .meta({ description: 'The first ten' }),
  }),
);
