/** VMware: private clouds of Azure VMware Solution and the NSX gateways and segments inside them. */
import { z } from 'zod';
import { cidr, cidrOrAuto, described, portRange, protocol, recordId } from './values.ts';

export const avsPrivateCloud = z.strictObject({
  kind: z.literal('avs-private-cloud'),
  ...described,
  site: recordId,
  block: cidr.meta({ description: 'The /22 of management, vMotion and replication' }),
  cidrs: z.array(cidrOrAuto).min(1).max(100).meta({ description: 'Blocks that segments are cut from' }),
  pool: recordId.optional().meta({ description: 'Pool that auto blocks are taken from' }),
  hosts: z.int().min(3).max(1000).optional().meta({ description: 'Left out: 3' }),
});

export const nsxTier1 = z.strictObject({
  kind: z.literal('nsx-tier-1'),
  ...described,
  network: recordId.meta({ description: 'Private cloud' }),
  advertised: z
    .boolean()
    .optional()
    .meta({ description: 'Its segments are made known to tier 0 and beyond; left out: true' }),
});

const firewallRule = z.strictObject({
  access: z.enum(['allow', 'drop', 'reject']).optional().meta({ description: 'Left out: allow' }),
  protocol: protocol.optional(),
  ports: portRange.optional(),
  from: z.array(cidr).min(1).max(1000).optional().meta({ description: 'Left out: anywhere' }),
  to: z.array(cidr).min(1).max(1000).optional().meta({ description: 'Left out: anywhere' }),
  note: z.string().max(20_000).optional(),
});

/** The distributed firewall: at the interface of every machine of the segments it applies to. */
export const nsxDistributedFirewall = z.strictObject({
  kind: z.literal('nsx-distributed-firewall'),
  ...described,
  network: recordId.meta({ description: 'Private cloud' }),
  segments: z.array(recordId).min(1).optional().meta({ description: 'Left out: all of the private cloud' }),
  rules: z.array(firewallRule).max(10_000).optional(),
});

export const nsxSegment = z.strictObject({
  kind: z.literal('nsx-segment'),
  ...described,
  network: recordId.meta({ description: 'Private cloud' }),
  cidr: cidrOrAuto,
  gateway: recordId.optional().meta({ description: 'Tier-1 gateway; left out: not connected' }),
});
