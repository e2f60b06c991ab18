/** What sends and receives. */
import { z } from 'zod';
import { azurePrivateEndpoint } from './azure.ts';
import { gcpPscEndpoint } from './gcp.ts';
import { machinePlug } from './hosts.ts';
import { address, addressOrAuto, described, duration, rate, recordId } from './values.ts';
import { queue } from './queues.ts';

export const virtualMachine = z.strictObject({
  kind: z.literal('virtual-machine'),
  ...described,
  subnet: recordId,
  address: addressOrAuto.optional().meta({ description: 'Left out: auto' }),
  securityGroups: z.array(recordId).max(16).optional(),
  forwards: z.boolean().optional().meta({
    description: 'Takes packets for others and sends them on: IP forwarding is on; left out: false',
  }),
  tags: z
    .array(z.string().min(1).max(63))
    .max(64)
    .optional()
    .meta({ description: 'Network tags of Google Cloud, which routes and firewall rules look at' }),
  serviceAccount: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Service account of Google Cloud it runs as' }),
  project: z
    .string()
    .min(1)
    .max(80)
    .optional()
    .meta({ description: 'Project of Google Cloud; left out: that of its network' }),
  aliases: z
    .array(address)
    .max(150)
    .optional()
    .meta({ description: 'Alias addresses of Google Cloud, from ranges of its subnet' }),
  nic: z
    .strictObject({ rate: rate.optional(), delay: duration.optional(), queue: queue.optional() })
    .optional(),
  ...machinePlug,
});

export const workload = z.discriminatedUnion('kind', [virtualMachine, azurePrivateEndpoint, gcpPscEndpoint]);
