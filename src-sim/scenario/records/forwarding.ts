/** What devices do with packets beside looking up a route: translate addresses, choose tables, doubt sources, remember. */
import { z } from 'zod';
import { address, cidr, duration, portRange, protocol, recordId } from './values.ts';

const LIST_MAX = 1000;
const CONNECTIONS_MAX = 16_777_216;

const plug = recordId.meta({ description: 'Wire, segment or connection of the device' });

/** What a rule tells packets apart by. */
const match = {
  from: z.array(cidr).min(1).max(LIST_MAX).optional().meta({ description: 'Left out: any address' }),
  protocol: protocol.optional(),
  ports: portRange.optional().meta({ description: 'Destination ports; left out: any' }),
};
const destinations = z
  .array(cidr)
  .min(1)
  .max(LIST_MAX)
  .optional()
  .meta({ description: 'Left out: any address' });
const note = z.string().max(20_000).optional();

export const sourceTranslation = z.strictObject({
  kind: z.literal('source'),
  leaving: plug,
  ...match,
  to: destinations,
  pool: z.array(address).min(1).max(256).optional().meta({
    description: "Outer addresses, taken in turn as ports run out; left out: the device's own there",
  }),
  poolPorts: portRange.optional().meta({ description: 'Of each address; left out: 1024-65535' }),
  reuse: z.enum(['per-destination', 'never']).optional().meta({
    description:
      'Whether a port serves one connection to each destination, or one inner address and port at a time; left out: per-destination',
  }),
  portsEach: z
    .int()
    .min(1)
    .max(65_536)
    .optional()
    .meta({ description: 'Ports one inner address gets at most' }),
  idle: z
    .strictObject({ tcp: duration.optional(), udp: duration.optional(), icmp: duration.optional() })
    .optional()
    .meta({ description: 'After so long without a packet a port is free again' }),
  note,
});

export const destinationTranslation = z.strictObject({
  kind: z.literal('destination'),
  entering: plug,
  ...match,
  address: address.meta({ description: 'Published address' }),
  targets: z
    .array(recordId)
    .min(1)
    .max(LIST_MAX)
    .meta({ description: 'Workloads that connections are shared over' }),
  targetPort: z.int().min(1).max(65_535).optional().meta({ description: 'Left out: the port stays' }),
  note,
});

export const staticTranslation = z.strictObject({
  kind: z.literal('static'),
  at: plug,
  target: recordId.meta({ description: 'Workload that has the address, both ways' }),
  address: address.meta({ description: 'Its outer address' }),
  note,
});

const translation = z.discriminatedUnion('kind', [
  sourceTranslation,
  destinationTranslation,
  staticTranslation,
]);

const policyRoute = z
  .strictObject({
    entering: plug.optional(),
    ...match,
    to: destinations,
    via: recordId.optional().meta({ description: 'Neighbour, or the wire or connection that leads to it' }),
    drop: z.literal(true).optional().meta({ description: 'Blackhole' }),
    note,
  })
  .refine(
    ({ via, drop }) => (via === undefined) !== (drop === undefined),
    'a policy route has either via or drop: true',
  );

export const forwarding = {
  translations: z.array(translation).max(LIST_MAX).optional(),
  policy: z
    .array(policyRoute)
    .max(LIST_MAX)
    .optional()
    .meta({ description: 'Before the route table; the first that matches decides' }),
  reversePath: z
    .enum(['strict', 'loose'])
    .optional()
    .meta({ description: 'Drops packets whose source is not reached where they came in, or nowhere' }),
  hostModel: z
    .enum(['weak', 'strong'])
    .optional()
    .meta({ description: 'Strong: takes packets for an address at its own interface only; left out: weak' }),
  flowSharing: z.enum(['five-tuple', 'addresses']).optional().meta({
    description:
      'What shares flows over equal next hops: ports too, or addresses alone; left out: five-tuple',
  }),
  connections: z
    .int()
    .min(1)
    .max(CONNECTIONS_MAX)
    .optional()
    .meta({ description: 'Connections that are remembered at most; left out: any number' }),
};
