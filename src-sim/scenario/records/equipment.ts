/** Things with ports: routers and switches, and the wires between. */
import { z } from 'zod';
import { forwarding } from './forwarding.ts';
import { corruption, jitter, loss, reordering } from './impairments.ts';
import { queue } from './queues.ts';
import { routing, routingDevices } from './routers.ts';
import { endVlans, networkSwitch } from './switching.ts';
import { addressOrAuto, mtu, described, duration, percent, rate, recordId } from './values.ts';

export const router = z.strictObject({
  kind: z.literal('router'),
  ...described,
  ...routing,
  ...forwarding,
});

export const device = z.discriminatedUnion('kind', [router, networkSwitch, ...routingDevices]);

export { host, virtualSwitch } from './hosts.ts';

const end = z
  .strictObject({
    to: recordId.meta({ description: 'Device, workload or host at this end' }),
    address: addressOrAuto.optional(),
    metric: z.int().min(1).max(4_294_967_295).optional().meta({
      description:
        'Cost of sending out of this end, for interior routing between devices; left out: it takes no part',
    }),
    ...endVlans,
  })
  .refine(
    ({ access, trunk }) => access === undefined || trunk === undefined,
    'a port of a switch is either an access port or a trunk',
  )
  .refine(
    ({ native, trunk }) => native === undefined || trunk !== undefined,
    'native belongs to a trunk; an access port has access',
  )
  .refine(
    ({ address, interfaces }) => address === undefined || interfaces === undefined,
    'an end has either an address or interfaces with theirs',
  );

/** What of an Ethernet frame takes time on the wire: nothing, its header, also its check sequence, also preamble and gap. */
export const framing = z.enum(['packet', 'header', 'frame', 'line']).meta({
  description: 'What occupies the wire beside the IP packet: 0, 14, 18 or 38 bytes; left out: line',
});

/** A full-duplex wire between two devices, or a device and a workload. */
export const wire = z.strictObject({
  kind: z.literal('wire'),
  ...described,
  ends: z.tuple([end, end]),
  subnet: recordId.optional().meta({ description: 'Subnet the two ends take their addresses from' }),
  rate,
  delay: duration,
  mtu: mtu.optional(),
  queue: queue.optional(),
  framing: framing.optional(),
  loss: loss.optional(),
  corruption: corruption.optional(),
  duplication: percent.optional().meta({ description: 'Share of packets that arrive twice' }),
  reordering: reordering.optional(),
  jitter: jitter.optional(),
});

export const link = z.discriminatedUnion('kind', [wire]);
