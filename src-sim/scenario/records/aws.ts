/** AWS gateways, endpoints and inspection: what stands at the edge of a VPC or in one of its subnets; prefix lists and ACLs. */
import { z } from 'zod';
import { addressOrAuto, cidr, described, portRange, protocol, recordId } from './values.ts';

const autonomousSystem = z.int().min(1).max(4_294_967_294);

/** Network interfaces, one for each zone; a route that names the record leads to the one of the sender's zone. */
const interfaces = z
  .array(
    z.strictObject({
      subnet: recordId,
      address: addressOrAuto.optional().meta({ description: 'Left out: auto' }),
    }),
  )
  .min(1)
  .max(16);

export const awsEgressOnlyGateway = z.strictObject({
  kind: z.literal('aws-egress-only-gateway'),
  ...described,
  network: recordId,
});

/** Zonal with one interface, in the subnet it stands in; regional with one in each zone. */
export const awsNatGateway = z.strictObject({
  kind: z.literal('aws-nat-gateway'),
  ...described,
  network: recordId,
  interfaces,
  connectivity: z
    .enum(['public', 'private'])
    .optional()
    .meta({ description: 'Private: its own address is the translated one; left out: public' }),
});

export const awsVirtualPrivateGateway = z.strictObject({
  kind: z.literal('aws-virtual-private-gateway'),
  ...described,
  network: recordId,
  asn: autonomousSystem.optional(),
});

export const awsDirectConnectGateway = z.strictObject({
  kind: z.literal('aws-direct-connect-gateway'),
  ...described,
  asn: autonomousSystem.optional(),
});

/** In order; the first that matches decides. */
const inspectionRules = z
  .array(
    z.strictObject({
      action: z.enum(['pass', 'drop']),
      protocol: protocol.optional(),
      ports: portRange.optional(),
      from: cidr.optional().meta({ description: 'Left out: anybody' }),
      to: cidr.optional().meta({ description: 'Left out: anybody' }),
      note: z.string().max(20_000).optional(),
    }),
  )
  .max(30_000);

const inspection = {
  rules: inspectionRules.optional(),
  otherwise: z
    .enum(['pass', 'drop'])
    .optional()
    .meta({ description: 'What becomes of packets no rule matches; left out: drop' }),
};

/** A firewall with an endpoint in each zone. Each endpoint remembers only what it has seen itself. */
export const awsNetworkFirewall = z.strictObject({
  kind: z.literal('aws-network-firewall'),
  ...described,
  network: recordId,
  interfaces,
  ...inspection,
});

/** A load balancer with its appliances, which stand as one in each zone. Reached through its endpoints only. */
export const awsGatewayLoadBalancer = z.strictObject({
  kind: z.literal('aws-gateway-load-balancer'),
  ...described,
  network: recordId,
  interfaces,
  crossZone: z
    .boolean()
    .optional()
    .meta({ description: 'Endpoints of all zones share the first zone; left out: each has its own' }),
  ...inspection,
});

export const awsGatewayLoadBalancerEndpoint = z.strictObject({
  kind: z.literal('aws-gateway-load-balancer-endpoint'),
  ...described,
  network: recordId,
  loadBalancer: recordId,
  interfaces,
});

/** A service behind a network load balancer, for interface endpoints of other VPCs. */
export const awsEndpointService = z.strictObject({
  kind: z.literal('aws-endpoint-service'),
  ...described,
  network: recordId,
  interfaces,
  targets: z.array(recordId).min(1).max(3000),
  port: z.int().min(1).max(65535).optional().meta({ description: 'Port of the listener; left out: all' }),
  targetPort: z.int().min(1).max(65535).optional().meta({ description: 'Left out: that of the listener' }),
});

export const awsInterfaceEndpoint = z.strictObject({
  kind: z.literal('aws-interface-endpoint'),
  ...described,
  network: recordId,
  service: recordId,
  interfaces,
  securityGroups: z.array(recordId).max(16).optional(),
});

export const segmentName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/, 'a segment or group is 1 to 64 letters and digits, a letter first');

/** Cloud WAN: one router per edge location, and the policy that divides it into segments. */
export const awsCoreNetwork = z.strictObject({
  kind: z.literal('aws-core-network'),
  ...described,
  edges: z.array(recordId).min(1).max(40).meta({ description: 'Regions in which it has an edge' }),
  asn: autonomousSystem.optional().meta({ description: 'Of the first edge; the others count on from there' }),
  segments: z
    .array(
      z.strictObject({
        name: segmentName,
        isolateAttachments: z
          .boolean()
          .optional()
          .meta({ description: 'Its attachments do not reach each other; left out: they do' }),
      }),
    )
    .min(1)
    .max(100),
  functionGroups: z.array(segmentName).max(100).optional(),
  sharing: z
    .array(z.strictObject({ segment: segmentName, with: z.array(segmentName).min(1) }))
    .max(1000)
    .optional(),
  insertion: z
    .array(
      z.strictObject({
        action: z.enum(['send-via', 'send-to']),
        segment: segmentName,
        with: z
          .array(segmentName)
          .min(1)
          .optional()
          .meta({ description: 'send-via: only towards these segments; left out: all it reaches' }),
        functionGroup: segmentName,
      }),
    )
    .max(1000)
    .optional(),
  routes: z
    .array(
      z.strictObject({
        segment: segmentName,
        to: cidr,
        via: recordId.optional().meta({ description: 'Attachment; left out: drop' }),
      }),
    )
    .max(10_000)
    .optional(),
});

/** Prefixes under one name, for routes and security groups. */
export const awsPrefixList = z.strictObject({
  kind: z.literal('aws-prefix-list'),
  ...described,
  entries: z.array(cidr).max(1000),
});

const networkAclRule = z.strictObject({
  rule: z.int().min(1).max(32766).meta({ description: 'Rules are asked in the order of their numbers' }),
  action: z.enum(['allow', 'deny']),
  protocol: protocol.optional(),
  ports: portRange.optional(),
  cidr,
  note: z.string().max(20_000).optional(),
});

/** Stateless. */
export const awsNetworkAcl = z.strictObject({
  kind: z.literal('aws-network-acl'),
  ...described,
  network: recordId,
  default: z.boolean().optional().meta({ description: 'For all subnets of the VPC that name no other' }),
  inbound: z.array(networkAclRule).max(100).optional(),
  outbound: z.array(networkAclRule).max(100).optional(),
});

export const awsGateways = [
  awsEgressOnlyGateway,
  awsNatGateway,
  awsVirtualPrivateGateway,
  awsDirectConnectGateway,
  awsNetworkFirewall,
  awsGatewayLoadBalancer,
  awsGatewayLoadBalancerEndpoint,
  awsEndpointService,
  awsInterfaceEndpoint,
  awsCoreNetwork,
] as const;
