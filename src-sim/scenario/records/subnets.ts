/** Parts of a network's addresses that workloads stand in. */
import { z } from 'zod';
import { azureSubnets } from './azure.ts';
import { gcpSubnet } from './gcp.ts';
import { remoteAccess } from './routers.ts';
import { nsxSegment } from './vmware.ts';
import { mtu, cidrOrAuto, described, duration, rate, recordId } from './values.ts';

/** How a subnet carries frames to its members; left out, the provider's figures or an ideal wire stand in. */
const wire = {
  rate: rate.optional(),
  delay: duration.optional(),
  mtu: mtu.optional(),
};

export const awsSubnet = z.strictObject({
  kind: z.literal('aws-subnet'),
  ...described,
  network: recordId,
  cidr: cidrOrAuto,
  zone: z
    .string()
    .regex(/^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/, 'an availability zone such as eu-central-1a')
    .optional(),
  routeTable: recordId.optional().meta({ description: "Left out: the VPC's main route table" }),
  networkAcl: recordId.optional().meta({ description: "Left out: the VPC's default one" }),
});

/** A segment of a LAN: one broadcast domain with one gateway, the router named here. */
export const segment = z.strictObject({
  kind: z.literal('segment'),
  ...described,
  network: recordId,
  cidr: cidrOrAuto,
  gateway: recordId.optional().meta({ description: 'Device that routes for this segment' }),
  ...wire,
});

export const subnet = z.discriminatedUnion('kind', [
  awsSubnet,
  ...azureSubnets,
  nsxSegment,
  gcpSubnet,
  segment,
  remoteAccess,
]);
