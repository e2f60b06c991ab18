/** Azure Virtual WAN: hubs that route between networks, branches and users, and the tables they route by. */
import { z } from 'zod';
import { address, cidr, cidrOrAuto, described, recordId } from './values.ts';

export const azureVirtualWan = z.strictObject({
  kind: z.literal('azure-virtual-wan'),
  ...described,
  branchToBranch: z.boolean().optional().meta({ description: 'Left out: true' }),
});

export const azureVirtualHub = z.strictObject({
  kind: z.literal('azure-virtual-hub'),
  ...described,
  wan: recordId,
  site: recordId,
  cidrs: z.array(cidrOrAuto).length(1).meta({ description: 'Addresses of the hub itself' }),
  pool: recordId.optional().meta({ description: 'Pool that an auto block is taken from' }),
  routingIntent: z
    .strictObject({
      private: recordId.optional().meta({ description: 'Firewall that private traffic passes' }),
      internet: recordId.optional().meta({ description: 'Firewall that internet traffic passes' }),
    })
    .optional(),
});

export const azureVirtualHubConnection = z.strictObject({
  kind: z.literal('azure-virtual-hub-connection'),
  ...described,
  hub: recordId,
  network: recordId,
  association: recordId.optional().meta({ description: 'Hub route table; left out: the default one' }),
  propagation: z.array(recordId).optional().meta({
    description: 'Hub route tables that learn this network; left out, with labels: the default one',
  }),
  labels: z.array(z.string().min(1).max(80)).optional().meta({
    description: 'All hub route tables with one of these labels learn this network; left out: default',
  }),
  internetSecurity: z
    .boolean()
    .optional()
    .meta({ description: 'Learns the default route of the hub; left out: true' }),
});

export const azureVirtualHubRouteTable = z.strictObject({
  kind: z.literal('azure-virtual-hub-route-table'),
  ...described,
  hub: recordId,
  default: z.boolean().optional().meta({ description: 'Stands for defaultRouteTable; left out: false' }),
  labels: z.array(z.string().min(1).max(80)).optional(),
  routes: z
    .array(
      z.strictObject({
        to: cidr,
        via: recordId.meta({ description: 'Connection of the hub, or its firewall' }),
        address: address.optional().meta({
          description: 'Of a machine that forwards, in the network of the connection',
        }),
        note: z.string().max(20_000).optional(),
      }),
    )
    .max(1000)
    .optional(),
});
