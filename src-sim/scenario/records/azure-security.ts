/** Azure network security groups and the groups of machines their rules name. */
import { z } from 'zod';
import { cidr, described, portRange, protocol, recordId } from './values.ts';

/** Address prefixes and service tags. Tags of Azure's own services hold address lists nobody can derive; write prefixes for them. */
const peer = z.union([z.enum(['VirtualNetwork', 'Internet', 'AzureLoadBalancer']), cidr]);

const side = (what: string) => ({
  addresses: z
    .union([peer, z.array(peer).min(1).max(4000)])
    .optional()
    .meta({ description: `${what} prefixes or service tags; left out, with no groups: any` }),
  groups: z
    .array(recordId)
    .min(1)
    .max(10)
    .optional()
    .meta({ description: `${what} application security groups` }),
});

const source = side('Source');
const destination = side('Destination');

const rule = z.strictObject({
  priority: z.int().min(100).max(4096).meta({ description: 'The lowest number decides' }),
  access: z.enum(['allow', 'deny']),
  protocol: protocol.optional().meta({ description: 'Left out: any' }),
  ports: portRange.optional().meta({ description: 'Destination port or range; left out: all' }),
  from: source.addresses,
  fromGroups: source.groups,
  to: destination.addresses,
  toGroups: destination.groups,
  note: z.string().max(20_000).optional(),
});

/** Stateful; the default rules of Azure follow those written. */
export const azureNetworkSecurityGroup = z.strictObject({
  kind: z.literal('azure-network-security-group'),
  ...described,
  inbound: z.array(rule).max(5000).optional(),
  outbound: z.array(rule).max(5000).optional(),
});

export const azureApplicationSecurityGroup = z.strictObject({
  kind: z.literal('azure-application-security-group'),
  ...described,
  network: recordId,
});
