/** One path explained, and the matrix of all. */
import { z } from 'zod';
import type { Fate } from '../../fabric/fate.ts';
import type { ReachClass, ReachResult, TraceResult } from '../../trace/trace-result.ts';
import { fateWords, reachClasses } from '../verdict-words.ts';
import { sameType } from './same-type.ts';

export const fateSchema = z.enum(Object.keys(fateWords) as [Fate, ...Fate[]]);
const reachClass = z.enum(reachClasses as [ReachClass, ...ReachClass[]]);

const step = z.strictObject({
  at: z.string().meta({ description: 'Node of the network that decided' }),
  record: z.string().meta({ description: 'Document path of the record behind it' }),
  noun: z.string(),
  decidedBy: z.strictObject({
    kind: z.enum(['route', 'filter', 'link', 'delivery']),
    table: z.string(),
    entry: z.string(),
    record: z.string(),
  }),
  sentence: z.string(),
  link: z.string().exactOptional(),
  mtu: z.number().min(0).exactOptional().meta({ description: 'Bytes of IP packet; 0 for no limit' }),
});

const tracePath = z.strictObject({
  fate: fateSchema,
  reason: z.string(),
  steps: z.array(step),
  get branches() {
    return z.array(tracePath).exactOptional();
  },
});

export const traceSchema = sameType<TraceResult>()(
  z.strictObject({
    from: z.string(),
    to: z.string(),
    protocol: z.string(),
    port: z.number(),
    forward: tracePath,
    reverse: tracePath,
    class: reachClass,
    verdict: z.string(),
  }),
);

export const reachSchema = sameType<ReachResult>()(
  z.strictObject({
    endpoints: z.array(z.string()),
    pairs: z.array(
      z.strictObject({ from: z.string(), to: z.string(), class: reachClass, reason: z.string() }),
    ),
  }),
);
