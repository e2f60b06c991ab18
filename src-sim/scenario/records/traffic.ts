/** Who sends what to whom: packets at intervals, and applications over TCP. */
import { z } from 'zod';
import { parseDuration } from '../../quantity/duration.ts';
import {
  address,
  byteSize,
  described,
  duration,
  percent,
  portRange,
  protocol,
  rate,
  recordId,
} from './values.ts';

/** Shorter ones would be events without end. */
const shortestNs = 1000;

/** A time span that something is repeated in. */
export const interval = duration.refine(
  (text) => {
    const read = parseDuration(text);
    return !read.ok || read.value >= shortestNs;
  },
  { error: 'an interval is at least 1 us' },
);

const trafficClass = z
  .int()
  .min(0)
  .max(7)
  .optional()
  .meta({ description: 'Traffic class, by which queues tell packets apart; left out: 0' });

const port = z.int().min(0).max(65535).optional();

/** When and how urgent. */
const shared = {
  address: address.optional().meta({
    description: "Where packets are sent, to be translated on the way; left out: the workload's own address",
  }),
  start: duration.optional(),
  stop: duration.optional(),
  class: trafficClass,
};

const dontFragment = z
  .boolean()
  .optional()
  .meta({ description: 'Whether packets must not be cut in pieces; left out: true' });

/** From one machine to another. */
const between = { ...described, from: recordId, to: recordId };

const flow = {
  ...described,
  from: recordId,
  to: z
    .union([recordId, z.array(recordId).min(1).max(10_000)])
    .meta({ description: 'Workload, or several: each packet goes to one of them' }),
  protocol: protocol.exclude(['any']).optional().meta({ description: 'Left out: udp' }),
  port: portRange
    .optional()
    .meta({ description: 'Destination port, or a range: each packet goes to one of them; left out: 9' }),
  ...shared,
};

const packetSize = byteSize.optional().meta({ description: 'IP packet; left out: 1500 B' });

const distribution = {
  distribution: z.enum(['exponential', 'pareto']),
  shape: z
    .number()
    .gt(1)
    .max(10)
    .optional()
    .meta({ description: 'Of Pareto: the lower, the longer the tail; left out: 1.5' }),
};

const variedDuration = z.union([duration, z.strictObject({ mean: duration, ...distribution })]);
const variedInterval = z.union([interval, z.strictObject({ mean: interval, ...distribution })]);
const variedSize = z.union([
  byteSize,
  z.enum(['web-search', 'data-mining']),
  z.strictObject({ mean: byteSize, ...distribution }),
]);

/** Packets of one size at even intervals. */
export const constantRate = z.strictObject({
  kind: z.literal('constant-rate'),
  ...flow,
  rate,
  dontFragment,
  packetSize,
});

/** Packets of one size at exponentially distributed intervals. */
export const poisson = z.strictObject({
  kind: z.literal('poisson'),
  ...flow,
  rate,
  dontFragment,
  packetSize: byteSize.optional(),
});

/** Packets of one size at even intervals while on, silence while off. */
export const onOff = z.strictObject({
  kind: z.literal('on-off'),
  ...flow,
  rate: rate.meta({ description: 'While on' }),
  dontFragment,
  packetSize,
  on: variedInterval.meta({ description: 'How long an on time is: a time, or a mean and a distribution' }),
  off: variedInterval.meta({ description: 'How long an off time is' }),
});

/** Frames at even intervals, each a train of packets. */
export const video = z.strictObject({
  kind: z.literal('video'),
  ...between,
  port: port.meta({ description: 'Destination port, UDP; left out: 5004' }),
  ...shared,
  rate: rate.meta({ description: 'Mean' }),
  frames: z.int().min(1).max(1000).optional().meta({ description: 'A second; left out: 25' }),
  pattern: z
    .string()
    .regex(/^[IPB]{1,300}$/, 'a pattern is a row of I, P and B, such as IBBPBBPBBPBB')
    .optional()
    .meta({ description: 'Kinds of frames, again and again; left out: IBBPBBPBBPBB' }),
  weights: z
    .strictObject({
      I: z.number().gt(0).max(1000),
      P: z.number().gt(0).max(1000),
      B: z.number().gt(0).max(1000),
    })
    .optional()
    .meta({ description: 'How large the kinds are to each other; left out: 5, 3 and 1' }),
  dontFragment,
  packetSize: byteSize.optional().meta({ description: 'Largest IP packet; left out: 1500 B' }),
});

/** Requests that the other machine sends back. */
export const echo = z.strictObject({
  kind: z.literal('echo'),
  ...between,
  protocol: z.enum(['icmp', 'udp']).optional().meta({ description: 'Left out: icmp' }),
  port: port.meta({ description: 'Destination port, where it is UDP; left out: 7' }),
  ...shared,
  interval: interval.optional().meta({ description: 'Left out: 1 s' }),
  count: z.int().min(1).max(1_000_000_000).optional().meta({ description: 'Left out: until stopped' }),
  dontFragment,
  packetSize: byteSize.optional().meta({ description: 'IP packet; left out: 84 B' }),
});

/** How the connections of an application behave. */
const connection = {
  congestion: z
    .enum(['reno', 'cubic', 'bbr', 'dctcp'])
    .optional()
    .meta({ description: 'Congestion control; left out: cubic' }),
  ecn: z.boolean().optional(),
  initialWindow: z.int().min(1).max(1000).optional().meta({ description: 'Segments; left out: 10' }),
  sendBuffer: byteSize.optional(),
  receiveBuffer: byteSize.optional(),
};

/** The bytes of one TCP connection, as fast as it carries them. */
export const bulk = z.strictObject({
  kind: z.literal('bulk'),
  ...between,
  port: port.meta({ description: 'Destination port; left out: 5001' }),
  ...shared,
  size: byteSize.optional().meta({ description: 'Bytes to send; left out: until stopped' }),
  ...connection,
});

/** Requests and answers, by users who wait for theirs or as they come. */
export const requestResponse = z
  .strictObject({
    kind: z.literal('request-response'),
    ...between,
    port: port.meta({ description: 'Destination port; left out: 80' }),
    ...shared,
    users: z
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .meta({ description: 'Each waits for its answer, thinks, and asks again' }),
    think: variedDuration.optional().meta({ description: 'Of a user; left out: no time' }),
    every: interval.optional().meta({ description: 'Mean time between requests, where nobody waits' }),
    connections: z
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .meta({ description: 'That such requests share, at most; left out: 100' }),
    fresh: z
      .boolean()
      .optional()
      .meta({ description: 'Each opens a connection of its own; left out: false' }),
    request: variedSize,
    response: variedSize,
    work: variedDuration.optional().meta({ description: 'Of the server, for each; left out: no time' }),
    workers: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .meta({ description: 'Requests the server works on at once; left out: all' }),
    ...connection,
  })
  .refine(({ users, every }) => (users === undefined) !== (every === undefined), {
    error: 'write either users (who wait for their answers) or every (requests that come by themselves)',
  })
  .refine(({ users, connections, fresh }) => users === undefined || (connections ?? fresh) === undefined, {
    error: 'users have a connection each: connections and fresh go with every',
  })
  .refine(({ every, think }) => every === undefined || think === undefined, {
    error: 'think is the time of users: it goes with users',
  });

/** Blocks read and written over one connection. */
export const storage = z.strictObject({
  kind: z.literal('storage'),
  ...between,
  port: port.meta({ description: 'Destination port; left out: 3260' }),
  ...shared,
  block: byteSize,
  depth: z.int().min(1).max(65_536).optional().meta({ description: 'Operations at a time; left out: 32' }),
  reads: percent.optional().meta({ description: 'Share of operations that read; left out: 100 %' }),
  access: duration.optional().meta({ description: 'Of the device, for a block; left out: no time' }),
  ...connection,
});

/** The memory of a running machine. */
export const migration = z.strictObject({
  kind: z.literal('migration'),
  ...between,
  port: port.meta({ description: 'Destination port; left out: 8000' }),
  ...shared,
  memory: byteSize,
  dirty: rate.meta({ description: 'At which the machine writes to its memory' }),
  workingSet: byteSize.optional().meta({ description: 'Memory it writes to; left out: all' }),
  downtime: duration.optional().meta({ description: 'Allowed; left out: 300 ms' }),
  rounds: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .meta({ description: 'At most, before it is stopped; left out: 30' }),
  ...connection,
});

export const traffic = z.discriminatedUnion('kind', [
  constantRate,
  poisson,
  onOff,
  video,
  echo,
  bulk,
  requestResponse,
  storage,
  migration,
]);
