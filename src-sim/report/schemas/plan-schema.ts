/** What a capacity plan tells: load, failures, growth, cost. Rates in bit/s, times in nanoseconds, shares from 0 to 1. */
import { z } from 'zod';
import type { Bound } from '../../plan/network-load.ts';
import type { PlanResult } from '../../plan/plan-result.ts';
import { sameType } from './same-type.ts';
import { fateSchema } from './trace-schema.ts';

const rate = z.number().min(0);
const nanoseconds = z.number().min(0);
const count = z.int().min(0);
const path = z.string().meta({ description: 'Document path of a record' });

/** Typed by the union, so that a new one cannot be forgotten. */
const knownBounds: Readonly<Record<Bound, true>> = {
  demand: true,
  window: true,
  loss: true,
  link: true,
  unreachable: true,
};

const demand = z.strictObject({
  id: z.string(),
  flow: z.string().meta({ description: 'Id of the traffic record' }),
  from: z.string(),
  to: z.string(),
  kind: z.enum(['elastic', 'inelastic']),
  offeredBps: rate.nullable().meta({ description: 'Null: all it can get' }),
  servedBps: rate.nullable().meta({
    description: 'Payload of elastic demands, IP packets of others; null: nothing in the design limits it',
  }),
  boundBy: z.enum(Object.keys(knownBounds) as [Bound, ...Bound[]]),
  boundAt: z.string().nullable().meta({ description: 'Link direction, where one limits it' }),
  lost: z.array(z.strictObject({ fate: fateSchema, share: z.number(), record: path })),
  latencyNs: z
    .strictObject({
      travelling: nanoseconds,
      sending: nanoseconds,
      queueing: nanoseconds.nullable().meta({
        description: 'Approximation: each link an M/M/1 queue; null: one grows without end',
      }),
      total: nanoseconds.nullable(),
    })
    .nullable(),
});

const link = z.strictObject({
  id: z.string().meta({ description: 'Direction, as in run: LINK:a>b' }),
  link: z.string(),
  record: path,
  rateBps: rate.nullable(),
  wantedBps: rate.meta({ description: 'On the wire, if nothing were lost before for want of room' }),
  carriedBps: rate,
  utilisation: z
    .number()
    .min(0)
    .nullable()
    .meta({ description: 'wantedBps of rateBps; over 1: it does not fit' }),
});

const busiest = z.strictObject({ link: z.string(), utilisation: z.number() }).nullable();

const failures = z.strictObject({
  together: z.union([z.literal(1), z.literal(2)]),
  tried: count,
  unchanged: count.meta({
    description: 'Cases that change nothing, because something in them carries nothing',
  }),
  untried: count.meta({ description: 'Cases that were too many' }),
  cases: z
    .array(
      z.strictObject({
        elements: z.array(z.strictObject({ record: z.string(), noun: z.string(), name: z.string() })),
        unreachable: z.array(z.string()).meta({ description: 'Demands' }),
        lostBps: rate.meta({ description: 'What those carried' }),
        shortBps: rate.meta({ description: 'What others lose for want of room' }),
        overloaded: z.array(z.string()).meta({ description: 'Link directions that were not before' }),
        busiest,
        addedNs: nanoseconds.meta({ description: 'Most that the way of a demand became longer' }),
        brokenIntents: z.array(z.string()).meta({ description: 'Of single failures' }),
      }),
    )
    .meta({ description: 'The worst first' }),
});

const growth = z.strictObject({
  perMonth: z.number(),
  start: z.string(),
  links: z.array(
    z.strictObject({
      id: z.string(),
      record: path,
      utilisation: z.number().meta({ description: 'By inelastic demands' }),
      months: z.number().min(0),
      fullIn: z.string(),
    }),
  ),
  never: count,
});

const cost = z.strictObject({
  currency: z.literal('USD'),
  total: z.number().meta({ description: 'A month' }),
  unverified: z.number().meta({ description: 'Of that, by prices nobody has verified' }),
  items: z.array(
    z.strictObject({
      record: path,
      name: z.string(),
      what: z.string(),
      fact: z.string(),
      quantity: z.number(),
      unit: z.string(),
      price: z.number(),
      amount: z.number(),
      region: z.string(),
      tier: z.string().nullable(),
      confidence: z.string(),
      asOf: z.string(),
    }),
  ),
  unpriced: z.array(z.strictObject({ record: path, what: z.string() })),
});

export const planSchema = sameType<PlanResult>()(
  z.strictObject({
    version: z.string(),
    summary: z.strictObject({
      demands: count,
      inelasticBps: rate,
      servedBps: rate,
      unreachable: count,
      overloaded: count,
      busiest,
    }),
    demands: z.array(demand),
    links: z.array(link),
    failures: failures.exactOptional(),
    growth: growth.exactOptional(),
    cost: cost.exactOptional(),
    assumptions: z.array(z.string()),
  }),
);
