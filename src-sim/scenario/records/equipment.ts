/** Things with ports: routers, switches, hypervisors and the virtual switches inside them, and the wires between. */
import { z } from 'zod';
import { corruption, jitter, loss, reordering } from './impairments.ts';
import { queue } from './queues.ts';
import { routes } from './routes.ts';
import { addressOrAuto, byteSize, described, duration, percent, rate, recordId } from './values.ts';

export const router = z.strictObject({
  kind: z.literal('router'),
  ...described,
  site: recordId.optional(),
  routes: routes.optional(),
});

export const device = z.discriminatedUnion('kind', [router]);

export const hypervisor = z.strictObject({
  kind: z.literal('hypervisor'),
  ...described,
  site: recordId,
});

export const host = z.discriminatedUnion('kind', [hypervisor]);

export const standardSwitch = z.strictObject({
  kind: z.literal('standard-switch'),
  ...described,
  host: recordId,
  mtu: byteSize.optional(),
});

export const virtualSwitch = z.discriminatedUnion('kind', [standardSwitch]);

const end = z.strictObject({
  to: recordId.meta({ description: 'Device or workload at this end' }),
  address: addressOrAuto.optional(),
});

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
  mtu: byteSize.optional(),
  queue: queue.optional(),
  framing: framing.optional(),
  loss: loss.optional(),
  corruption: corruption.optional(),
  duplication: percent.optional().meta({ description: 'Share of packets that arrive twice' }),
  reordering: reordering.optional(),
  jitter: jitter.optional(),
});

export const link = z.discriminatedUnion('kind', [wire]);
