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
  compared: z
    .strictObject({ name: z.string(), share: z.number().min(0) })
    .nullable()
    .meta({
      description: 'Hops per CPU second as a share of another workload of this run; null with a peer',
    }),
  ratio: z.number().min(0).nullable().meta({ description: "Hops per CPU second over the peer's" }),
});

const sharing = z.strictObject({
  flows: count,
  links: count,
  totalRate: z.number().min(0).meta({ description: 'Sum of all rates' }),
  cpuSeconds: seconds,
});

const reach = z.strictObject({
  design: z.enum(['transit', 'checked']),
  networks: count,
  pairs: count,
  cpuSeconds: seconds,
  pairsPerCpuSecond: z.number().min(0),
});

const check = z.strictObject({
  networks: count,
  fullSeconds: seconds.meta({ description: 'CPU time to check the text' }),
  afterEditSeconds: seconds.meta({ description: 'Again, after the address of one machine changed' }),
  afterMoveSeconds: seconds.meta({ description: 'Again, after one thing was moved on the canvas' }),
});

export const benchSchema = z.strictObject({
  workloads: z.array(workload),
  check: check.exactOptional().meta({ description: 'With --check, instead of workloads' }),
  reach: z.array(reach).exactOptional().meta({ description: 'With --reach, instead of workloads' }),
  sharing: z.array(sharing).exactOptional().meta({ description: 'With --sharing, instead of workloads' }),
});

export type BenchResult = z.infer<typeof benchSchema>;
