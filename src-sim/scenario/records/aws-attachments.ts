/** What ties AWS gateways to each other, to networks, to public addresses and to premises. */
import { z } from 'zod';
import { segmentName } from './aws.ts';
import { cidr, described, duration, address, rate, recordId } from './values.ts';

export const awsTransitGatewayPeering = z.strictObject({
  kind: z.literal('aws-transit-gateway-peering'),
  ...described,
  requester: recordId,
  accepter: recordId,
  requesterAssociation: recordId.optional().meta({ description: 'Route table of the requester' }),
  accepterAssociation: recordId.optional().meta({ description: 'Route table of the accepter' }),
});

const onTransitGateway = {
  association: recordId.optional().meta({ description: 'On a transit gateway: the table that routes it' }),
  propagation: z.array(recordId).optional().meta({ description: 'On a transit gateway: tables that learn' }),
};

/** GRE and BGP to a router over another attachment of the same gateway. */
export const awsTransitGatewayConnect = z.strictObject({
  kind: z.literal('aws-transit-gateway-connect'),
  ...described,
  gateway: recordId,
  transport: recordId.meta({ description: 'Attachment that carries the tunnels' }),
  device: recordId,
  peers: z.int().min(1).max(4).optional().meta({ description: 'GRE tunnels; left out: 1' }),
  ...onTransitGateway,
});

/** A public address and the machine or NAT gateway it stands for. */
export const awsElasticAddress = z.strictObject({
  kind: z.literal('aws-elastic-address'),
  ...described,
  address,
  target: recordId,
});

/** Two tunnels between a gateway and a router on premises. */
export const awsVpnConnection = z.strictObject({
  kind: z.literal('aws-vpn-connection'),
  ...described,
  gateway: recordId,
  device: recordId,
  routes: z
    .array(cidr)
    .max(1000)
    .optional()
    .meta({ description: 'Prefixes behind the router; left out: BGP tells' }),
  tunnels: z.int().min(1).max(2).optional().meta({ description: 'Tunnels that are up; left out: 2' }),
  delay: duration.optional().meta({ description: 'One way, over the internet; left out: none' }),
  ...onTransitGateway,
});

/** A port at a Direct Connect location and the line from there to a router. */
export const awsDirectConnect = z.strictObject({
  kind: z.literal('aws-direct-connect'),
  ...described,
  device: recordId,
  site: recordId.optional().meta({ description: 'The Direct Connect location' }),
  rate,
  delay: duration.optional().meta({ description: 'One way, from the router to the region; left out: none' }),
});

export const awsVirtualInterface = z.strictObject({
  kind: z.literal('aws-virtual-interface'),
  ...described,
  connection: recordId,
  gateway: recordId.meta({ description: 'Private: virtual private or Direct Connect gateway' }),
  type: z.enum(['private', 'transit']),
  vlan: z.int().min(1).max(4094).optional(),
  jumbo: z.boolean().optional().meta({ description: 'Packets beyond 1500 B; left out: false' }),
});

export const awsDirectConnectAssociation = z.strictObject({
  kind: z.literal('aws-direct-connect-association'),
  ...described,
  directConnectGateway: recordId,
  gateway: recordId.meta({ description: 'Virtual private or transit gateway' }),
  allowedPrefixes: z
    .array(cidr)
    .max(1000)
    .optional()
    .meta({ description: 'What is told to the premises; a virtual private gateway tells its VPC by itself' }),
  ...onTransitGateway,
});

export const awsCoreNetworkAttachment = z
  .strictObject({
    kind: z.literal('aws-core-network-attachment'),
    ...described,
    gateway: recordId,
    network: recordId,
    subnets: z.array(recordId).min(1),
    segment: segmentName.optional(),
    functionGroup: segmentName.optional(),
    applianceMode: z.boolean().optional(),
  })
  .refine(
    ({ segment, functionGroup }) => (segment === undefined) !== (functionGroup === undefined),
    'an attachment belongs either to a segment or to a functionGroup',
  );

export const awsAttachments = [
  awsTransitGatewayPeering,
  awsTransitGatewayConnect,
  awsElasticAddress,
  awsVpnConnection,
  awsDirectConnect,
  awsVirtualInterface,
  awsDirectConnectAssociation,
  awsCoreNetworkAttachment,
] as const;
