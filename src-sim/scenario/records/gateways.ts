/** Points where networks meet, and what ties a network to them. */
import { z } from 'zod';
import { awsAttachments } from './aws-attachments.ts';
import { awsGateways } from './aws.ts';
import { azureVirtualHubConnection, azureVirtualWan } from './azure-wan.ts';
import { azureAttachments, azureGateways } from './azure.ts';
import { connections } from './connections.ts';
import { gcpAttachments, gcpGateways } from './gcp.ts';
import { described, recordId } from './values.ts';
import { overlay } from './overlays.ts';
import { tunnel } from './tunnels.ts';
import { nsxTier1 } from './vmware.ts';

const autonomousSystem = z.int().min(1).max(4_294_967_294);

export const awsTransitGateway = z.strictObject({
  kind: z.literal('aws-transit-gateway'),
  ...described,
  site: recordId,
  asn: autonomousSystem.optional(),
});

export const awsInternetGateway = z.strictObject({
  kind: z.literal('aws-internet-gateway'),
  ...described,
  network: recordId,
  routeTable: recordId.optional().meta({ description: 'Routes what comes in from the internet' }),
});

export const gateway = z.discriminatedUnion('kind', [
  awsTransitGateway,
  awsInternetGateway,
  ...awsGateways,
  ...azureGateways,
  azureVirtualWan,
  nsxTier1,
  ...gcpGateways,
]);

/** A VPC on a transit gateway, with the subnets (one per zone) its interfaces stand in. */
export const awsTransitGatewayAttachment = z.strictObject({
  kind: z.literal('aws-transit-gateway-attachment'),
  ...described,
  gateway: recordId,
  network: recordId,
  subnets: z.array(recordId).min(1),
  association: recordId
    .optional()
    .meta({ description: 'Transit gateway route table that routes what comes in here' }),
  propagation: z
    .array(recordId)
    .optional()
    .meta({ description: "Transit gateway route tables that learn this network's prefixes" }),
  applianceMode: z.boolean().optional().meta({
    description: 'Both directions of a flow enter in one zone; left out: each in that of its sender',
  }),
});

export const awsVpcPeering = z.strictObject({
  kind: z.literal('aws-vpc-peering'),
  ...described,
  requester: recordId,
  accepter: recordId,
});

export const attachment = z.discriminatedUnion('kind', [
  awsTransitGatewayAttachment,
  awsVpcPeering,
  ...awsAttachments,
  ...azureAttachments,
  azureVirtualHubConnection,
  ...gcpAttachments,
  ...connections,
  tunnel,
  overlay,
]);
