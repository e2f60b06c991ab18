/** Address spaces that are routed as one: a VPC, a local network of routed segments. */
import { z } from 'zod';
import { azureVirtualHub } from './azure-wan.ts';
import { azureVnet } from './azure.ts';
import { gcpVpc } from './gcp.ts';
import { avsPrivateCloud } from './vmware.ts';
import { cidr, cidrOrAuto, described, recordId } from './values.ts';

export const awsVpc = z.strictObject({
  kind: z.literal('aws-vpc'),
  ...described,
  site: recordId,
  cidrs: z.array(cidrOrAuto).min(1).max(100),
  pool: recordId.optional().meta({ description: 'Pool that auto blocks are taken from' }),
});

export const lan = z.strictObject({
  kind: z.literal('lan'),
  ...described,
  site: recordId,
  cidrs: z.array(cidrOrAuto).min(1).max(100),
  pool: recordId.optional(),
});

export const network = z.discriminatedUnion('kind', [
  awsVpc,
  azureVnet,
  azureVirtualHub,
  avsPrivateCloud,
  gcpVpc,
  lan,
]);

/** A stock of addresses that `auto/LENGTH` takes from. */
export const pool = z.strictObject({
  kind: z.literal('pool'),
  ...described,
  cidr,
  site: recordId.optional().meta({ description: 'Only networks of this site take from the pool' }),
});
