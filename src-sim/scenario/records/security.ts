/** Rules on who may talk to whom. */
import { z } from 'zod';
import { awsNetworkAcl } from './aws.ts';
import { azureApplicationSecurityGroup, azureNetworkSecurityGroup } from './azure-security.ts';
import { gcpFirewallPolicy, gcpFirewallRule } from './gcp-firewall.ts';
import { cidr, described, portRange, protocol, recordId } from './values.ts';
import { nsxDistributedFirewall } from './vmware.ts';

const securityGroupRule = z
  .strictObject({
    protocol: protocol.optional(),
    ports: portRange.optional(),
    cidr: cidr.optional(),
    group: recordId.optional().meta({ description: 'Members of this security group' }),
    prefixList: recordId.optional().meta({ description: 'Entries of this prefix list' }),
    note: z.string().max(20_000).optional(),
  })
  .refine(
    ({ cidr: prefix, group, prefixList }) =>
      [prefix, group, prefixList].filter((peer) => peer !== undefined).length === 1,
    'a rule names one of cidr, group and prefixList',
  );

/** Stateful; what no rule allows is denied. `outbound` left out allows everything, as a new group does. */
export const awsSecurityGroup = z.strictObject({
  kind: z.literal('aws-security-group'),
  ...described,
  network: recordId,
  inbound: z.array(securityGroupRule).max(1000).optional(),
  outbound: z.array(securityGroupRule).max(1000).optional(),
});

export const securityRule = z.discriminatedUnion('kind', [
  awsSecurityGroup,
  awsNetworkAcl,
  azureNetworkSecurityGroup,
  azureApplicationSecurityGroup,
  nsxDistributedFirewall,
  gcpFirewallRule,
  gcpFirewallPolicy,
]);
