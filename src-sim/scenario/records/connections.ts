/** What joins sites, clouds and exchanges: sessions, tunnels, circuits, the way to the internet. Names of hosts, too. */
import { z } from 'zod';
import { autonomousSystem, exports, imports, sessionEnd } from './bgp.ts';
import { mtu, cidr, described, duration, address, rate, recordId } from './values.ts';

/** BGP between two devices that reach each other by wires or routes. Connections below bring their own. */
export const bgpSession = z.strictObject({
  kind: z.literal('bgp-session'),
  ...described,
  ends: z.tuple([sessionEnd, sessionEnd]),
  over: recordId
    .optional()
    .meta({ description: 'Wire or connection it uses; left out: the first that joins them' }),
  client: recordId
    .optional()
    .meta({ description: 'End that is a route reflection client of the other; left out: none' }),
});

const exchanges = z
  .boolean()
  .optional()
  .meta({ description: 'Routes are exchanged where both ends speak BGP; left out: true' });

const underlay = {
  mtu: mtu.optional(),
  bgp: exchanges,
};

/** IPsec between two devices or gateways. */
export const ipsecTunnel = z.strictObject({
  kind: z.literal('ipsec-tunnel'),
  ...described,
  ends: z.tuple([sessionEnd, sessionEnd]),
  rate: rate
    .optional()
    .meta({ description: 'Where the internet between them is not drawn; left out: no limit' }),
  delay: duration
    .optional()
    .meta({ description: 'One way, where the internet between them is not drawn; left out: none' }),
  ...underlay,
});

/** A leased line, a wave, a cross-connect: from one site to another, to a cloud, or to an exchange. */
export const privateCircuit = z.strictObject({
  kind: z.literal('private-circuit'),
  ...described,
  ends: z.tuple([sessionEnd, sessionEnd]),
  rate,
  delay: duration.meta({ description: 'One way' }),
  lines: z
    .int()
    .min(1)
    .max(4)
    .optional()
    .meta({ description: 'Separate lines, each with the rate; left out: 1' }),
  ...underlay,
});

/** A circuit across an exchange: from a port or router there to a cloud, or to another one there. */
export const virtualCircuit = z.strictObject({
  kind: z.literal('virtual-circuit'),
  ...described,
  ends: z.tuple([sessionEnd, sessionEnd]),
  rate,
  delay: duration.optional().meta({ description: 'One way, across the exchange; left out: none' }),
  vlan: z.int().min(1).max(4094).optional(),
  ...underlay,
});

/** A device on the internet. */
export const internetAccess = z.strictObject({
  kind: z.literal('internet-access'),
  ...described,
  device: recordId,
  site: recordId.meta({ description: 'The internet' }),
  address: address.optional().meta({ description: 'Public address of the device' }),
  prefixes: z
    .array(cidr)
    .max(1000)
    .optional()
    .meta({ description: 'Public prefixes that the provider routes here' }),
  asn: autonomousSystem
    .optional()
    .meta({ description: 'Of the provider, with which the device speaks BGP; left out: static routes' }),
  imports: imports.optional(),
  exports: exports.optional(),
  rate: rate.optional(),
  delay: duration.optional(),
  mtu: mtu.optional().meta({ description: 'Left out: 1500 B' }),
});

/** A name in DNS and what it stands for. */
export const dnsRecord = z
  .strictObject({
    kind: z.literal('dns-record'),
    ...described,
    host: z
      .string()
      .max(253)
      .regex(
        /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/iu,
        'a name such as shop.example.com',
      ),
    workload: recordId.optional(),
    address: address.optional(),
    zone: z.enum(['public', 'private']).optional().meta({ description: 'Who can ask; left out: private' }),
  })
  .refine(
    ({ workload, address }) => (workload === undefined) !== (address === undefined),
    'a name stands for either a workload or an address',
  );

export const connections = [
  bgpSession,
  ipsecTunnel,
  privateCircuit,
  virtualCircuit,
  internetAccess,
  dnsRecord,
] as const;
