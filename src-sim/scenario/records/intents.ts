/** What the network is for, and what it must never do: each is judged by following packets through the design. */
import { z } from 'zod';
import { described, duration, protocol, recordId } from './values.ts';

const group = z.strictObject({
  select: z
    .string()
    .regex(/^[A-Za-z0-9_*-]{1,200}$/, 'write an id, with * for any characters: web-*')
    .meta({ description: 'Ids of workloads, * for any characters' }),
  within: z
    .array(recordId)
    .min(1)
    .max(1000)
    .optional()
    .meta({ description: 'Only what stands in these sites, networks and subnets' }),
  except: z.array(recordId).min(1).max(1000).optional().meta({ description: 'All but what these stand for' }),
});

const party = z.union([recordId, z.array(recordId).min(1).max(1000), group]).meta({
  description: 'Workload, or all of a subnet, network or site; several of them; or a selection by id',
});

const asked = {
  ...described,
  from: party,
  to: party,
  protocol: protocol.exclude(['any']).optional().meta({
    description: 'Left out: tcp where a port is given, else anything that gets through',
  }),
  port: z.int().min(0).max(65_535).optional().meta({ description: 'Destination port; left out: any' }),
};

/** It arrives, and the answer returns. */
export const mustReach = z.strictObject({ kind: z.literal('must-reach'), ...asked });

/** Nothing arrives. */
export const mustNotReach = z.strictObject({ kind: z.literal('must-not-reach'), ...asked });

/** Both ways touch no other places. */
export const staysWithin = z
  .strictObject({
    kind: z.literal('stays-within'),
    ...asked,
    sites: z.array(recordId).min(1).max(1000).optional().meta({
      description: 'Sites, and all that is within them',
    }),
    countries: z
      .array(z.string().regex(/^(?:[A-Z]{2}|EEA)$/, 'write two letters (ISO 3166-1: DE), EU or EEA'))
      .min(1)
      .max(250)
      .optional()
      .meta({ description: 'ISO 3166-1 codes, EU or EEA' }),
  })
  .refine(({ sites, countries }) => sites !== undefined || countries !== undefined, {
    error: 'write sites or countries, or both',
  });

/** Between two sites it is encrypted, both ways. */
export const encrypted = z.strictObject({ kind: z.literal('encrypted'), ...asked });

/** It still works without any one line, tunnel or port on its way. */
export const redundant = z.strictObject({ kind: z.literal('redundant'), ...asked });

/** The lines on the way there delay it less than this in sum. */
export const latencyBelow = z.strictObject({
  kind: z.literal('latency-below'),
  ...asked,
  limit: duration.meta({ description: 'One way' }),
});

export const intent = z.discriminatedUnion('kind', [
  mustReach,
  mustNotReach,
  staysWithin,
  encrypted,
  redundant,
  latencyBelow,
]);
