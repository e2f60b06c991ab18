/** What sends and receives: virtual machines, and the traffic between them. */
import { z } from 'zod';
import {
  addressOrAuto,
  byteSize,
  described,
  duration,
  portRange,
  protocol,
  rate,
  recordId,
} from './values.ts';
import { queue } from './queues.ts';

export const virtualMachine = z.strictObject({
  kind: z.literal('virtual-machine'),
  ...described,
  subnet: recordId,
  address: addressOrAuto.optional().meta({ description: 'Left out: auto' }),
  securityGroups: z.array(recordId).max(16).optional(),
  nic: z
    .strictObject({ rate: rate.optional(), delay: duration.optional(), queue: queue.optional() })
    .optional(),
});

export const workload = z.discriminatedUnion('kind', [virtualMachine]);

const trafficClass = z
  .int()
  .min(0)
  .max(7)
  .optional()
  .meta({ description: 'Traffic class, by which queues tell packets apart; left out: 0' });

const flow = {
  ...described,
  from: recordId,
  to: z
    .union([recordId, z.array(recordId).min(1).max(10_000)])
    .meta({ description: 'Workload, or several: each packet goes to one of them' }),
  protocol: protocol.exclude(['any']).optional().meta({ description: 'Left out: udp' }),
  port: portRange
    .optional()
    .meta({ description: 'Destination port, or a range: each packet goes to one of them; left out: 9' }),
  start: duration.optional(),
  stop: duration.optional(),
  class: trafficClass,
};

/** Packets of one size at even intervals. */
export const constantRate = z.strictObject({
  kind: z.literal('constant-rate'),
  ...flow,
  rate,
  packetSize: byteSize.optional().meta({ description: 'IP packet; left out: 1500 B' }),
});

/** Packets of one size at exponentially distributed intervals. */
export const poisson = z.strictObject({
  kind: z.literal('poisson'),
  ...flow,
  rate,
  packetSize: byteSize.optional(),
});

/** The bytes of one TCP connection, as fast as it carries them. */
export const bulk = z.strictObject({
  kind: z.literal('bulk'),
  ...described,
  from: recordId,
  to: recordId,
  port: z.int().min(0).max(65535).optional().meta({ description: 'Destination port; left out: 5001' }),
  start: duration.optional(),
  stop: duration.optional(),
  class: trafficClass,
  size: byteSize.optional().meta({ description: 'Bytes to send; left out: until stopped' }),
  congestion: z
    .enum(['reno', 'cubic', 'bbr', 'dctcp'])
    .optional()
    .meta({ description: 'Congestion control; left out: cubic' }),
  ecn: z.boolean().optional(),
  initialWindow: z.int().min(1).max(1000).optional().meta({ description: 'Segments; left out: 10' }),
  sendBuffer: byteSize.optional(),
  receiveBuffer: byteSize.optional(),
});

export const traffic = z.discriminatedUnion('kind', [constantRate, poisson, bulk]);
