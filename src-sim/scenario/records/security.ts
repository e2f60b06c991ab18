/** Rules on who may talk to whom. */
import { z } from 'zod';
import { cidr, described, portRange, protocol, recordId } from './values.ts';

const securityGroupRule = z
  .strictObject({
    protocol: protocol.optional(),
    ports: portRange.optional(),
    cidr: cidr.optional(),
    group: recordId.optional().meta({ description: 'Members of this security group' }),
    note: z.string().max(20_000).optional(),
  })
  .refine(
    (rule) => (rule.cidr === undefined) !== (rule.group === undefined),
    'a rule names either a cidr or a group',
  );

/** Stateful; what no rule allows is denied. `outbound` left out allows everything, as a new group does. */
export const awsSecurityGroup = z.strictObject({
  kind: z.literal('aws-security-group'),
  ...described,
  network: recordId,
  inbound: z.array(securityGroupRule).max(1000).optional(),
  outbound: z.array(securityGroupRule).max(1000).optional(),
});

export const securityRule = z.discriminatedUnion('kind', [awsSecurityGroup]);
