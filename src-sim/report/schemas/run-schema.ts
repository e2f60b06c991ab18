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
  p999: nanoseconds.meta({ description: '99.9 %' }),
  p9999: nanoseconds.meta({ description: '99.99 %' }),
  max: nanoseconds,
});

const waterfall = z.strictObject({
  queueing: z.number(),
  sending: nanoseconds,
  travelling: z.number(),
  processing: nanoseconds,
  encapsulation: nanoseconds,
  retransmission: nanoseconds,
  total: nanoseconds,
});

const figure = z.number().min(0).exactOptional();

const limit = z.strictObject({
  kind: z.enum([
    'link',
    'shaper',
    'policer',
    'packet-rate',
    'window',
    'receiver',
    'loss',
    'start-up',
    'application',
  ]),
  at: z.string().nullable().meta({ description: 'Link direction or node, where one limits' }),
  figures: z
    .strictObject({
      goodputBps: z.number().min(0),
      capacityBps: figure,
      busy: figure,
      windowBytes: figure,
      roundTripNs: figure,
      lossShare: figure,
      droppedPackets: figure,
      retransmissions: figure,
      packetsPerSecond: figure,
      packetsPerSecondMax: figure,
      offeredBps: figure,
    })
    .meta({ description: 'The figures behind it' }),
});

const tcp = z.strictObject({
  congestion: z.string(),
  connections: z.int().min(1),
  deliveredBytes: z.int().min(0),
  retransmissions: packets,
  timeouts: packets,
  fastRecoveries: packets,
  roundTripNs: latency.nullable().meta({ description: 'All round trips that either end measured' }),
  smoothedRttNs: nanoseconds,
  windowSegments: z.number().min(0),
  state: z.string(),
});

const delivery = {
  offered: packets,
  delivered: packets,
  inFlight: packets,
  lossByFate: z.partialRecord(fateSchema, packets),
};

const jitter = z.strictObject({
  interarrival: nanoseconds.meta({ description: 'RFC 3550 section 6.4.1, after the last packet' }),
  mean: nanoseconds.meta({ description: 'Of the differences of one latency from the next' }),
  max: nanoseconds,
});

const back = z.strictObject({
  ...delivery,
  latencyNs: latency.nullable(),
  waterfallNs: waterfall.nullable(),
});

const requests = z.strictObject({
  made: packets,
  completed: packets,
  failed: packets,
  completedBytes: z.number().min(0),
  perSecond: z.number().min(0),
  responseNs: latency.nullable(),
  workerWaitNs: latency.nullable().meta({ description: 'Null where no request waits for a worker' }),
});

const migration = z.strictObject({
  state: z.string(),
  converged: z.boolean(),
  rounds: z.array(z.strictObject({ bytes: z.number().min(0), durationNs: nanoseconds })),
  totalBytes: z.number().min(0),
  totalNs: nanoseconds,
  downtimeNs: nanoseconds.nullable(),
});

const echo = z.strictObject({
  sent: packets,
  received: packets,
  roundTripNs: latency.nullable(),
  mdevNs: nanoseconds,
});

const flow = z.strictObject({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  ...delivery,
  goodputBps: z.number().min(0),
  latencyNs: latency.nullable().meta({ description: 'Null where nothing arrived' }),
  waterfallNs: waterfall
    .nullable()
    .meta({ description: 'Parts of the mean latency; null where nothing arrived' }),
  waterfallSumsNs: waterfall
    .nullable()
    .meta({ description: 'The same of all packets together, in whole nanoseconds' }),
  jitterNs: jitter.nullable().meta({ description: 'Null of TCP connections, and below two packets' }),
  limit: limit.meta({ description: 'What keeps the flow from being faster' }),
  tcp: tcp.nullable().meta({ description: 'Null for flows of plain packets' }),
  back: back.nullable().meta({ description: 'Packets of the server; null where nothing answers' }),
  requests: requests.nullable().meta({ description: 'Requests and answers, or operations of a storage' }),
  migration: migration.nullable(),
  echo: echo.nullable(),
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
  marks: packets.meta({ description: 'Packets marked instead of dropped' }),
  queuePacketsMax: packets,
  impairments: impairments.nullable().meta({
    description: 'What an impaired direction did to packets; null where they arrive as they were sent',
  }),
});

const samples = { quantity: z.string(), everyNs: nanoseconds, values: z.array(z.number()) };
const series = z.strictObject({ id: z.string(), link: z.string(), ...samples });
const flowSeries = z.strictObject({ id: z.string(), flow: z.string(), ...samples });
const nodeSeries = z.strictObject({ id: z.string(), node: z.string(), ...samples });

const node = z.strictObject({
  id: z.string(),
  record: z.string(),
  role: z.string(),
  sent: packets,
  received: packets,
  dropped: packets,
  sentPerSecond: z.number().min(0),
  tables: z.record(z.string(), packets).meta({ description: 'Entries of each table at the end' }),
  processing: z
    .strictObject({
      packets,
      overrun: packets,
      busy: z.number().min(0).max(1),
      busiest: z.number().min(0).max(1),
    })
    .nullable()
    .meta({ description: 'What its cores did; null where moving packets takes it no time' }),
  team: z.strictObject({ moves: packets, movedAtNs: nanoseconds.nullable() }).nullable().meta({
    description: 'Frames that moved from one uplink to another; null where it has no team of ports',
  }),
});

export const runSchema = sameType<RunResult>()(
  z.strictObject({
    version: z.string(),
    seed: z.int().min(0),
    digest: z.string().regex(/^[0-9a-f]{16}$/),
    simulatedNs: nanoseconds,
    packets: z.strictObject({ injected: packets, delivered: packets, dropped: packets, inFlight: packets }),
    control: z
      .strictObject({ injected: packets, delivered: packets, ended: packets })
      .meta({ description: 'Packets of the network itself' }),
    flows: z.array(flow),
    links: z.array(link),
    nodes: z.array(node),
    series: z.array(series).meta({ description: 'Of links' }),
    flowSeries: z.array(flowSeries),
    nodeSeries: z.array(nodeSeries),
  }),
);
