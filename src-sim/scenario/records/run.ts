/** What happens during a run and what is written down of it. */
import { z } from 'zod';
import { interval } from './traffic.ts';
import { described, duration, recordId } from './values.ts';

const timed = {
  ...described,
  at: duration,
  target: recordId.meta({ description: 'Link, device, attachment or host' }),
};

const direction = z.enum(['forward', 'back']).optional().meta({
  description:
    'Of a wire: from its first end, or to it; of anything else: out of it, or into it. Left out: both',
});

const converges = duration.optional().meta({
  description: 'After so long routers know of it; left out: tables stay as they are',
});

export const fail = z.strictObject({ kind: z.literal('fail'), ...timed, direction, converges });
export const repair = z.strictObject({ kind: z.literal('repair'), ...timed, direction, converges });

/** Down and up again, several times. */
export const flap = z.strictObject({
  kind: z.literal('flap'),
  ...timed,
  direction,
  down: duration.meta({ description: 'How long it fails each time' }),
  up: duration.meta({ description: 'How long it works in between' }),
  times: z.int().min(1).max(10_000).optional().meta({ description: 'Left out: once' }),
});

/** Live migration: a machine goes on at another place, with its addresses and connections. */
export const migrate = z.strictObject({
  kind: z.literal('migrate'),
  ...described,
  at: duration.meta({ description: 'When the machine is stopped' }),
  target: recordId.meta({ description: 'Workload' }),
  to: recordId.meta({ description: 'Wire of it that works from then on; the others do not' }),
  blackout: duration.meta({ description: 'How long it is stopped' }),
  converges: duration.optional().meta({
    description: 'After so long all switches of an EVPN know; left out: at once',
  }),
});

export const event = z.discriminatedUnion('kind', [fail, repair, flap, migrate]);

/** A quantity of one link, sampled over time. */
export const series = z.strictObject({
  kind: z.literal('series'),
  ...described,
  target: recordId,
  quantity: z.enum(['utilisation', 'queue-depth', 'queue-bytes', 'drops', 'marks']),
  every: interval,
});

/** A quantity of one flow, sampled over time. */
export const flowSeries = z.strictObject({
  kind: z.literal('flow-series'),
  ...described,
  target: recordId.meta({ description: 'Traffic' }),
  quantity: z.enum(['goodput', 'congestion-window', 'round-trip']),
  every: interval,
});

/** A quantity of one machine or device, sampled over time. */
export const nodeSeries = z.strictObject({
  kind: z.literal('node-series'),
  ...described,
  target: recordId.meta({ description: 'Workload, device or gateway' }),
  quantity: z.enum(['packet-rate', 'drops']),
  every: interval,
});

/** Every frame at one link, machine or device, byte by byte. */
export const capture = z.strictObject({
  kind: z.literal('capture'),
  ...described,
  target: recordId.meta({
    description: 'Link (both its ends), workload, device or virtual switch (all its interfaces)',
  }),
});
export const measurement = z.discriminatedUnion('kind', [series, flowSeries, nodeSeries, capture]);

export const simulation = z.strictObject({
  seed: z.int().min(0).max(4_294_967_295).optional(),
  duration: duration.optional().meta({ description: 'How long sources send; left out: 1 s' }),
});

const position = z.strictObject({ x: z.number(), y: z.number() });

/** How the canvas shows the document. Never changes an answer. */
export const view = z.strictObject({
  positions: z.record(recordId, position).optional(),
  collapsed: z.array(recordId).optional(),
});
