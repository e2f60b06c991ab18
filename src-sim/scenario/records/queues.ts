/**
 * What waits in front of a wire: a queue with a limit, and perhaps a policer before it and a discipline in charge of it.
 * Disciplines for traffic classes hold queues, which may have disciplines again. What the figures mean, and what they are
 * where they are left out, is in docs/models/links.md; whether they fit together is judged where they are built.
 */
import { z } from 'zod';
import { byteSize, duration, percent, rate } from './values.ts';

type Figure = string | undefined;

/** Spelt out, because a type cannot be inferred from a schema that holds itself. */
export interface Queue {
  packets?: number | undefined;
  bytes?: Figure;
  police?: { rate: string; burst: string } | undefined;
  discipline?: Discipline | undefined;
}

export interface HtbClass {
  rate: string;
  ceiling?: Figure;
  burst?: Figure;
  ceilingBurst?: Figure;
  quantum?: Figure;
  priority?: number | undefined;
  classes?: HtbClass[] | undefined;
  queue?: Queue | undefined;
}

const red = z.strictObject({
  kind: z.literal('red'),
  min: byteSize.meta({ description: 'Average backlog from which on packets are dropped' }),
  max: byteSize.meta({ description: 'Average backlog at which `probability` is reached' }),
  probability: percent.optional(),
  weight: z.int().min(0).max(31).optional().meta({
    description: 'The average follows the backlog by 1/2^weight per packet',
  }),
  gentle: z.boolean().optional(),
  ecn: z.boolean().optional(),
});

const codel = z.strictObject({
  kind: z.literal('codel'),
  target: duration.optional(),
  interval: duration.optional(),
  ecn: z.boolean().optional(),
});

const fqCodel = z.strictObject({
  kind: z.literal('fq-codel'),
  target: duration.optional(),
  interval: duration.optional(),
  ecn: z.boolean().optional(),
  flows: z.int().min(1).max(65_536).optional(),
  quantum: byteSize.optional(),
});

const pie = z.strictObject({
  kind: z.literal('pie'),
  target: duration.optional(),
  update: duration.optional(),
  burst: duration.optional(),
  alpha: z.number().min(0).optional(),
  beta: z.number().min(0).optional(),
  ecn: z.boolean().optional(),
});

const tokenBucket = z.strictObject({
  kind: z.literal('token-bucket'),
  rate,
  burst: byteSize,
  peak: rate.optional(),
});

const queueOfClass = z.array(z.int().min(0).max(63)).min(1).max(8).optional().meta({
  description: 'Which queue takes traffic class 0, 1, …, counted from 0; left out: class n has queue n',
});

const strictPriority = z.strictObject({
  kind: z.literal('strict-priority'),
  queueOfClass,
  get queues(): z.ZodArray<z.ZodType<Queue>> {
    return z.array(queue).min(1).max(64);
  },
});

const deficitRoundRobin = z.strictObject({
  kind: z.literal('drr'),
  quanta: z.array(byteSize).min(1).max(64),
  queueOfClass,
  get queues(): z.ZodArray<z.ZodType<Queue>> {
    return z.array(queue).min(1).max(64);
  },
});

const weightedRoundRobin = z.strictObject({
  kind: z.literal('wrr'),
  weights: z.array(z.int().min(1).max(1_000_000)).min(1).max(64),
  queueOfClass,
  get queues(): z.ZodArray<z.ZodType<Queue>> {
    return z.array(queue).min(1).max(64);
  },
});

const htbClass = z
  .strictObject({
    rate,
    ceiling: rate.optional(),
    burst: byteSize.optional(),
    ceilingBurst: byteSize.optional(),
    quantum: byteSize.optional(),
    priority: z.int().min(0).max(7).optional(),
    get classes(): z.ZodOptional<z.ZodArray<z.ZodType<HtbClass>>> {
      return z.array(htbClass).min(1).max(64).optional();
    },
    get queue(): z.ZodOptional<z.ZodType<Queue>> {
      return queue.optional();
    },
  })
  .refine(
    ({ classes, queue: own }) => classes === undefined || own === undefined,
    'a class with classes of its own has no queue; they have',
  );

const htb = z.strictObject({
  kind: z.literal('htb'),
  queueOfClass,
  classes: z.array(htbClass).min(1).max(64),
});

export const discipline = z.discriminatedUnion('kind', [
  red,
  codel,
  fqCodel,
  pie,
  tokenBucket,
  strictPriority,
  deficitRoundRobin,
  weightedRoundRobin,
  htb,
]);

export type Discipline = z.infer<typeof discipline>;

/** By what the queue of a discipline may be limited; those inside a classful one have limits of their own. */
const limitedBy: Readonly<Record<Discipline['kind'], readonly ('packets' | 'bytes')[]>> = {
  red: ['bytes'],
  codel: ['packets'],
  'fq-codel': ['packets', 'bytes'],
  pie: ['packets'],
  'token-bucket': ['packets', 'bytes'],
  'strict-priority': [],
  drr: [],
  wrr: [],
  htb: [],
};

export const queue = z
  .strictObject({
    packets: z
      .int()
      .min(1)
      .max(10_000_000)
      .optional()
      .meta({ description: 'Packets that may wait, not counting the one being sent' }),
    bytes: byteSize.optional(),
    police: z
      .strictObject({ rate, burst: byteSize })
      .optional()
      .meta({ description: 'What arrives beyond this rate and burst is dropped' }),
    discipline: discipline.optional(),
  })
  .superRefine((given, context) => {
    const { packets, bytes, police } = given;
    if (given.discipline === undefined) {
      const unlimited = packets === undefined && bytes === undefined;
      if (unlimited ? police !== undefined : packets === undefined || bytes === undefined) return;
      context.addIssue({ code: 'custom', message: 'a queue is limited either by packets or by bytes' });
      return;
    }
    const { kind } = given.discipline;
    for (const key of ['packets', 'bytes'] as const) {
      if (given[key] === undefined || limitedBy[kind].includes(key)) continue;
      const message =
        limitedBy[kind].length === 0
          ? `a queue under ${kind} has no limit of its own; limit those inside it`
          : `a queue under ${kind} is limited by ${limitedBy[kind].join(' or ')}, not by ${key}`;
      context.addIssue({ code: 'custom', path: [key], message });
    }
  });
