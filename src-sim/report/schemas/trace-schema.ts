/** One path explained, and the matrix of all. */
import { z } from 'zod';
import type { Fate } from '../../fabric/fate.ts';
import type { ReachClass, ReachResult, TraceResult } from '../../trace/trace-result.ts';
import type { TunnelKind } from '../../fabric/tunnel.ts';
import type { TraceAnswer } from '../trace-answer.ts';
import { fateWords, reachClasses } from '../verdict-words.ts';
import { editSchema } from './problem-schema.ts';
import { sameType } from './same-type.ts';

export const fateSchema = z.enum(Object.keys(fateWords) as [Fate, ...Fate[]]);
const reachClass = z.enum(reachClasses as [ReachClass, ...ReachClass[]]);

/** Typed by the union, so that a new kind cannot be forgotten. */
const knownTunnels: Readonly<Record<TunnelKind, true>> = {
  vxlan: true,
  geneve: true,
  nvgre: true,
  gre: true,
  'ip-in-ip': true,
  esp: true,
  wireguard: true,
};
const tunnelKinds = Object.keys(knownTunnels);

const step = z.strictObject({
  at: z.string().meta({ description: 'Node of the network that decided' }),
  record: z.string().meta({ description: 'Document path of the record behind it' }),
  noun: z.string(),
  decidedBy: z.strictObject({
    kind: z.enum([
      'route',
      'filter',
      'link',
      'delivery',
      'translation',
      'reverse-path',
      'switch',
      'tunnel',
      'neighbour',
    ]),
    table: z.string(),
    entry: z.string(),
    record: z.string(),
  }),
  sentence: z.string(),
  link: z.string().exactOptional(),
  mtu: z.number().min(0).exactOptional().meta({ description: 'Bytes of IP packet; 0 for no limit' }),
  depth: z
    .int()
    .min(1)
    .exactOptional()
    .meta({ description: 'Of the packet around this one: how deep in tunnels' }),
  headers: z
    .array(z.strictObject({ kind: z.string(), bytes: z.int().min(0) }))
    .exactOptional()
    .meta({ description: 'Around the payload on the way to the next node, outermost first' }),
  vlan: z.int().min(0).exactOptional().meta({ description: '0: the switch does not look at tags' }),
  tunnel: z
    .strictObject({
      kind: z.enum(tunnelKinds as [TunnelKind, ...TunnelKind[]]),
      key: z.number(),
      source: z.string(),
      destination: z.string(),
      bytes: z.int().meta({ description: 'Added to every packet, without padding' }),
    })
    .exactOptional(),
});

const blackHole = z.strictObject({
  at: z.string(),
  record: z.string(),
  mtu: z.number(),
  sentence: z.string(),
});

const tracePath = z.strictObject({
  fate: fateSchema,
  reason: z.string(),
  steps: z.array(step),
  pathMtu: z
    .number()
    .exactOptional()
    .meta({ description: 'Largest packet that gets all the way; left out: there is no limit' }),
  blackHole: blackHole
    .exactOptional()
    .meta({ description: 'Where larger packets are lost and their sender is not told' }),
  get branches() {
    return z.array(tracePath).exactOptional();
  },
});

const traced = z.strictObject({
  from: z.string(),
  to: z.string(),
  protocol: z.string(),
  port: z.number(),
  forward: tracePath,
  reverse: tracePath,
  class: reachClass,
  verdict: z.string(),
});

export const traceSchema = sameType<TraceResult>()(traced);

const fix = z.strictObject({ sentence: z.string(), edits: z.array(editSchema), verified: z.literal(true) });

export const traceAnswerSchema = sameType<TraceAnswer>()(
  z.strictObject({
    ...traced.shape,
    fixes: z
      .array(fix)
      .exactOptional()
      .meta({ description: 'Of what does not work: changes that were tried and make it work' }),
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
