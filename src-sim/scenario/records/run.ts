/** What happens during a run and what is written down of it. */
import { z } from 'zod';
import { described, duration, recordId } from './values.ts';

const timed = {
  ...described,
  at: duration,
  target: recordId.meta({ description: 'Link, device or attachment' }),
};

export const fail = z.strictObject({ kind: z.literal('fail'), ...timed });
export const repair = z.strictObject({ kind: z.literal('repair'), ...timed });
export const event = z.discriminatedUnion('kind', [fail, repair]);

/** A quantity of one link, sampled over time. */
export const series = z.strictObject({
  kind: z.literal('series'),
  ...described,
  target: recordId,
  quantity: z.enum(['utilisation', 'queue-depth', 'drops']),
  every: duration,
});
export const measurement = z.discriminatedUnion('kind', [series]);

export const simulation = z.strictObject({
  seed: z.int().min(0).max(4_294_967_295).optional(),
  duration: duration.optional().meta({ description: 'How long sources send; left out: 1 s' }),
});

const position = z.strictObject({ x: z.number(), y: z.number() });

/** How the canvas shows the document. Never changes an answer. */
export const view = z.strictObject({
  positions: z.record(recordId, position).optional(),
  collapsed: z.array(recordId).optional(),
});
