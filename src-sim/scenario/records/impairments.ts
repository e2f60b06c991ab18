/** What a wire does to packets besides carrying them. Chance is drawn for each direction by itself. */
import { z } from 'zod';
import { duration, percent } from './values.ts';

export const loss = z.union([
  percent,
  z.strictObject({
    mean: percent.meta({ description: 'Share of packets lost in the long run' }),
    burst: z.number().min(1).max(1_000_000).meta({ description: 'Packets lost in a row, on average' }),
  }),
]);

export const corruption = z
  .number()
  .min(0)
  .max(1)
  .meta({ description: 'Bit error rate, such as 1e-9; one wrong bit spoils a packet' });

export const reordering = z.strictObject({
  share: percent.meta({ description: 'Of packets that overtake the others' }),
  delay: duration.meta({ description: 'What the others are held up' }),
  correlation: percent.optional().meta({ description: 'Of one packet with the one before; left out: 0 %' }),
  gap: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .meta({ description: 'Only every so many packets may overtake; left out: 1' }),
});

export const jitter = z.strictObject({
  spread: duration.meta({ description: 'Uniform: largest deviation. Others: standard deviation' }),
  distribution: z.enum(['uniform', 'normal', 'pareto']).optional().meta({ description: 'Left out: uniform' }),
  keepOrder: z
    .boolean()
    .optional()
    .meta({ description: 'Packets do not overtake each other; left out: false' }),
});
