/** Devices that route: routers, firewalls, the routers and ports of an exchange. */
import { z } from 'zod';
import { bgp } from './bgp.ts';
import { forwarding } from './forwarding.ts';
import { mtu, cidr, cidrOrAuto, described, duration, portRange, protocol, rate, recordId } from './values.ts';

const route = z
  .strictObject({
    to: cidr,
    via: recordId.optional().meta({ description: 'Neighbour, or the wire or connection that leads to it' }),
    drop: z.literal(true).optional().meta({ description: 'Blackhole' }),
    backup: z
      .literal(true)
      .optional()
      .meta({ description: 'Used only where BGP tells no route to the prefix' }),
    note: z.string().max(20_000).optional(),
  })
  .refine(
    ({ via, drop }) => (via === undefined) !== (drop === undefined),
    'a route has either via or drop: true',
  );

/** What everything that routes has. */
export const routing = {
  site: recordId.optional(),
  routes: z.array(route).max(10_000).optional(),
  bgp: bgp.optional(),
};

const zoneName = z.string().regex(/^[A-Za-z0-9][\w-]{0,79}$/u, 'a zone is a word such as inside');

/** Policies come before zones, so a firewall has none. */
const { policy: _, ...filteringDevice } = forwarding;

export const firewall = z.strictObject({
  kind: z.literal('firewall'),
  ...described,
  ...routing,
  ...filteringDevice,
  zones: z
    .array(z.strictObject({ name: zoneName, members: z.array(recordId).min(1).max(1000) }))
    .max(100)
    .optional()
    .meta({ description: 'Wires, segments and connections of each zone; one in no zone is a zone itself' }),
  rules: z
    .array(
      z.strictObject({
        action: z.enum(['allow', 'deny']),
        from: zoneName.optional().meta({ description: 'Zone; left out: any' }),
        to: zoneName.optional().meta({ description: 'Zone; left out: any' }),
        source: z.array(cidr).min(1).max(1000).optional().meta({ description: 'Left out: any address' }),
        destination: z.array(cidr).min(1).max(1000).optional().meta({ description: 'Left out: any address' }),
        protocol: protocol.optional(),
        ports: portRange.optional(),
        note: z.string().max(20_000).optional(),
      }),
    )
    .max(10_000)
    .optional()
    .meta({
      description: 'In order, between zones; the first that matches decides, and nothing else passes',
    }),
});

/** A router that an exchange runs for its customer. */
export const exchangeRouter = z.strictObject({
  kind: z.literal('exchange-router'),
  ...described,
  ...routing,
  site: recordId,
});

/** A port at an exchange with the line that joins it to a device. */
export const exchangePort = z.strictObject({
  kind: z.literal('exchange-port'),
  ...described,
  site: recordId,
  device: recordId.meta({ description: 'Device at the other end of the line' }),
  rate,
  delay: duration
    .optional()
    .meta({ description: 'One way, from the device to the exchange; left out: none' }),
});

export const routingDevices = [firewall, exchangeRouter, exchangePort] as const;

/** Users who dial in: each machine in it has a tunnel of its own to the gateway. */
export const remoteAccess = z.strictObject({
  kind: z.literal('remote-access'),
  ...described,
  network: recordId,
  cidr: cidrOrAuto,
  gateway: recordId.meta({ description: 'Device the tunnels end at; it has the first address' }),
  rate: rate.optional().meta({ description: 'Of each user; left out: no limit' }),
  delay: duration.optional().meta({ description: 'One way, over the internet; left out: none' }),
  mtu: mtu.optional().meta({ description: 'Inside the tunnel; left out: what ESP leaves of 1500 B' }),
});
