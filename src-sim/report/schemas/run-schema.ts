/** What a simulation measured. Times in nanoseconds, rates in bit/s, shares from 0 to 1. */
import { z } from 'zod';
import type { RunResult } from '../../packet/run-result.ts';
import { sameType } from './same-type.ts';
import { fateSchema } from './trace-schema.ts';

const packets = z.int().min(0);
const nanoseconds = z.number().min(0);

const latency = z.strictObject({
  min: nanoseconds,
  mean: nanoseconds,
  p50: nanoseconds,
  p95: nanoseconds,
  p99: nanoseconds,
  max: nanoseconds,
});

const waterfall = z.strictObject({ queueing: z.number(), sending: nanoseconds, travelling: z.number() });

const limit = z.strictObject({
  kind: z.enum(['link', 'window', 'loss', 'start-up', 'application']),
  at: z.string().nullable().meta({ description: 'Link direction, where a link limits' }),
});

const tcp = z.strictObject({
  congestion: z.string(),
  deliveredBytes: z.int().min(0),
  retransmissions: packets,
  timeouts: packets,
  fastRecoveries: packets,
  smoothedRttNs: nanoseconds,
  windowSegments: z.number().min(0),
  state: z.string(),
});

const flow = z.strictObject({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  offered: packets,
  delivered: packets,
  inFlight: packets,
  goodputBps: z.number().min(0),
  lossByFate: z.partialRecord(fateSchema, packets),
  latencyNs: latency.nullable().meta({ description: 'Null where nothing arrived' }),
  waterfallNs: waterfall
    .nullable()
    .meta({ description: 'Parts of the mean latency; null where nothing arrived' }),
  limit: limit.meta({ description: 'What keeps the flow from being faster' }),
  tcp: tcp.nullable().meta({ description: 'Null for flows of plain packets' }),
});

const impairments = z.strictObject({
  lost: packets,
  corrupted: packets,
  duplicated: packets,
  reordered: packets,
});

const link = z.strictObject({
  id: z.string(),
  link: z.string(),
  record: z.string(),
  from: z.string(),
  to: z.string(),
  packets,
  bytes: z.int().min(0),
  utilisation: z.number().min(0).nullable().meta({ description: 'Null where the link has no rate' }),
  drops: packets,
  queuePacketsMax: packets,
  impairments: impairments.nullable().meta({
    description: 'What an impaired direction did to packets; null where they arrive as they were sent',
  }),
});

const series = z.strictObject({
  id: z.string(),
  link: z.string(),
  quantity: z.string(),
  everyNs: nanoseconds,
  values: z.array(z.number()),
});

export const runSchema = sameType<RunResult>()(
  z.strictObject({
    version: z.string(),
    seed: z.int().min(0),
    digest: z.string().regex(/^[0-9a-f]{16}$/),
    simulatedNs: nanoseconds,
    packets: z.strictObject({ injected: packets, delivered: packets, dropped: packets, inFlight: packets }),
    flows: z.array(flow),
    links: z.array(link),
    series: z.array(series),
  }),
);
