/** What the bench measured of each reference workload, and of the peer beside it. */
import { z } from 'zod';

const count = z.int().min(0);
const nanoseconds = z.number().min(0);
const seconds = z.number().min(0);

const goodput = z
  .number()
  .min(0)
  .nullable()
  .meta({ description: 'Of all TCP connections together, from 2 s on; null without any' });

const peer = z.strictObject({
  name: z.string(),
  version: z.string(),
  cpuSeconds: seconds,
  hops: count,
  latencySumNs: nanoseconds.nullable().meta({ description: 'Null where the peer does not tell it' }),
  goodputBps: goodput,
});

const workload = z.strictObject({
  name: z.string(),
  delivered: count,
  dropped: count,
  hops: count,
  latencySumNs: nanoseconds,
  p50Ns: nanoseconds,
  p99Ns: nanoseconds,
  maxNs: nanoseconds,
  goodputBps: goodput,
  cpuSeconds: seconds,
  hopsPerCpuSecond: z.number().min(0),
  peakRssBytes: count,
  peer: peer.nullable().meta({ description: 'Null where no peer is installed' }),
  ratio: z.number().min(0).nullable().meta({ description: "Hops per CPU second over the peer's" }),
});

export const benchSchema = z.strictObject({ workloads: z.array(workload) });

export type BenchResult = z.infer<typeof benchSchema>;
