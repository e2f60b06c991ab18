/** Google Cloud: VPC firewall rules, and firewall policies of organisations, folders and networks. */
import { z } from 'zod';
import { cidr, described, portRange, protocol, recordId } from './values.ts';

const tag = z.string().min(1).max(63);
const serviceAccount = z.string().min(1).max(200);
const tags = z.array(tag).min(1).max(256).optional();
const serviceAccounts = z.array(serviceAccount).min(1).max(10).optional();

const shared = {
  direction: z.enum(['ingress', 'egress']).optional().meta({ description: 'Left out: ingress' }),
  protocols: z
    .array(z.strictObject({ protocol, ports: portRange.optional() }))
    .min(1)
    .max(1000)
    .optional()
    .meta({ description: 'Left out: everything' }),
  ranges: z
    .array(cidr)
    .min(1)
    .max(5000)
    .optional()
    .meta({ description: 'Sources of ingress, destinations of egress; left out: any' }),
  targetServiceAccounts: serviceAccounts.meta({
    description: 'Machines it holds for, by the service account they run as; left out: all',
  }),
};

/** Stateful. Rules of a network are asked by priority, a deny before an allow of the same one. */
export const gcpFirewallRule = z.strictObject({
  kind: z.literal('gcp-firewall-rule'),
  ...described,
  network: recordId,
  action: z.enum(['allow', 'deny']),
  priority: z
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .meta({ description: 'The lowest number wins; left out: 1000' }),
  ...shared,
  sourceTags: tags.meta({ description: 'Of ingress: machines of the network with one of these tags, too' }),
  sourceServiceAccounts: serviceAccounts.meta({
    description: 'Of ingress: machines that run as one of these, too',
  }),
  targetTags: tags.meta({ description: 'Machines it holds for, by network tag; left out: all' }),
  disabled: z.boolean().optional().meta({ description: 'Written but not enforced; left out: false' }),
});

const policyRule = z.strictObject({
  priority: z.int().min(0).max(2_147_483_547),
  action: z.enum(['allow', 'deny', 'goto-next']),
  ...shared,
  note: z.string().max(20_000).optional(),
});

export const gcpFirewallPolicy = z.strictObject({
  kind: z.literal('gcp-firewall-policy'),
  ...described,
  level: z.enum(['organisation', 'folder', 'network']).meta({
    description:
      'Policies of organisation and folders come before the rules of a network, its own after them',
  }),
  networks: z
    .array(recordId)
    .min(1)
    .max(1000)
    .optional()
    .meta({ description: 'Networks it holds for: those below the folder; left out: all of Google Cloud' }),
  rules: z.array(policyRule).min(1).max(2000),
});
