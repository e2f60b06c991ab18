/** Azure: regions, virtual networks, what routes and translates in them, and what joins them. Private endpoints, too. */
import { z } from 'zod';
import {
  address,
  addressOrAuto,
  cidr,
  cidrOrAuto,
  described,
  duration,
  portRange,
  protocol,
  rate,
  recordId,
} from './values.ts';

const autonomousSystem = z.int().min(1).max(4_294_967_294);

export const azureRegion = z.strictObject({
  kind: z.literal('azure-region'),
  ...described,
  within: recordId.optional().meta({ description: 'Site this one is a part of' }),
  region: z.string().regex(/^[a-z]+\d?$/, 'an Azure region id such as westeurope'),
});

export const azureVnet = z.strictObject({
  kind: z.literal('azure-vnet'),
  ...described,
  site: recordId,
  cidrs: z.array(cidrOrAuto).min(1).max(100),
  pool: recordId.optional().meta({ description: 'Pool that auto blocks are taken from' }),
});

/** What Azure knows by the reserved names of subnets: GatewaySubnet, AzureFirewallSubnet and so on. */
const purpose = z
  .enum(['gateway', 'firewall', 'bastion', 'route-server'])
  .meta({ description: 'Reserved for one service; left out: a subnet for machines' });

export const azureSubnet = z.strictObject({
  kind: z.literal('azure-subnet'),
  ...described,
  network: recordId,
  cidr: cidrOrAuto,
  purpose: purpose.optional(),
  routeTable: recordId.optional().meta({ description: 'Left out: system routes and learned ones only' }),
  securityGroup: recordId.optional().meta({ description: 'Network security group of the whole subnet' }),
  natGateway: recordId.optional(),
  endpointPolicies: z.boolean().optional().meta({
    description: 'Private endpoints here heed security groups and routes; left out: false',
  }),
});

/** Addresses that the users of a point-to-site VPN get. */
export const azureClients = z.strictObject({
  kind: z.literal('azure-clients'),
  ...described,
  network: recordId.meta({ description: 'Virtual network of the VPN gateway, or virtual hub' }),
  cidr: cidrOrAuto.meta({ description: 'Outside the blocks of the network' }),
});

const publicAddresses = z.array(address).min(1).max(250);

export const azureFirewall = z.strictObject({
  kind: z.literal('azure-firewall'),
  ...described,
  subnet: recordId.optional().meta({ description: 'Of purpose firewall; left out: in the hub named' }),
  hub: recordId.optional().meta({ description: 'Virtual hub it secures' }),
  sku: z.enum(['basic', 'standard', 'premium']).optional().meta({ description: 'Left out: standard' }),
  publicAddresses: publicAddresses.optional(),
  rules: z
    .array(
      z.strictObject({
        access: z.enum(['allow', 'deny']).optional().meta({ description: 'Left out: allow' }),
        protocol: protocol.optional(),
        ports: portRange.optional(),
        from: z.array(cidr).min(1).max(1000).optional().meta({ description: 'Left out: anywhere' }),
        to: z.array(cidr).min(1).max(1000).optional().meta({ description: 'Left out: anywhere' }),
        note: z.string().max(20_000).optional(),
      }),
    )
    .max(10_000)
    .optional()
    .meta({ description: 'In order; the first that matches decides, and nothing else passes' }),
});

export const azureNatGateway = z.strictObject({
  kind: z.literal('azure-nat-gateway'),
  ...described,
  site: recordId,
  publicAddresses: publicAddresses.optional(),
  idle: duration.optional().meta({ description: 'Idle time-out of TCP connections; left out: 4 min' }),
});

/** The Generation 1 and 2 SKUs that are still sold. */
const vpnSku = z.enum([
  'basic',
  'vpngw1az',
  'vpngw2az',
  'vpngw3az',
  'vpngw2az-gen2',
  'vpngw3az-gen2',
  'vpngw4az-gen2',
  'vpngw5az-gen2',
]);

export const azureVpnGateway = z.strictObject({
  kind: z.literal('azure-vpn-gateway'),
  ...described,
  subnet: recordId.meta({ description: 'Of purpose gateway' }),
  sku: vpnSku.optional().meta({ description: 'Left out: vpngw1az' }),
  asn: autonomousSystem.optional().meta({ description: 'Left out: 65515' }),
  activeActive: z.boolean().optional(),
});

export const azureExpressRouteGateway = z.strictObject({
  kind: z.literal('azure-expressroute-gateway'),
  ...described,
  subnet: recordId.meta({ description: 'Of purpose gateway' }),
  sku: z
    .enum(['ergw1az', 'ergw2az', 'ergw3az', 'ergwscale'])
    .optional()
    .meta({ description: 'Left out: ergw1az' }),
  scaleUnits: z.int().min(1).max(40).optional().meta({ description: 'Of ergwscale; left out: 1' }),
});

export const azureExpressRouteCircuit = z.strictObject({
  kind: z.literal('azure-expressroute-circuit'),
  ...described,
  site: recordId.optional().meta({ description: 'Peering location' }),
  device: recordId.optional().meta({ description: 'Router at the far end of the circuit' }),
  rate,
  delay: duration.optional().meta({ description: 'From the far end to the peering location; left out: 0' }),
  tier: z.enum(['local', 'standard', 'premium']).optional().meta({ description: 'Left out: standard' }),
  asn: autonomousSystem.optional().meta({ description: 'Of the far end, if its router has none of its own' }),
  announces: z
    .array(cidr)
    .max(1000)
    .optional()
    .meta({ description: 'Prefixes the far end announces; left out: what its router announces' }),
});

export const azureRouteServer = z.strictObject({
  kind: z.literal('azure-route-server'),
  ...described,
  subnet: recordId.meta({ description: 'Of purpose route-server' }),
  branchToBranch: z
    .boolean()
    .optional()
    .meta({ description: 'Exchanges routes with the gateways of its network; left out: false' }),
});

const peeringEnd = z.strictObject({
  network: recordId,
  allowAccess: z.boolean().optional().meta({ description: 'Left out: true' }),
  allowForwardedTraffic: z.boolean().optional().meta({
    description: 'Takes packets from the other network that did not originate there; left out: false',
  }),
  allowGatewayTransit: z
    .boolean()
    .optional()
    .meta({ description: 'Lets the other network use its gateways; left out: false' }),
  useRemoteGateways: z
    .boolean()
    .optional()
    .meta({ description: 'Uses the gateways of the other network; left out: false' }),
});

export const azureVnetPeering = z.strictObject({
  kind: z.literal('azure-vnet-peering'),
  ...described,
  ends: z.tuple([peeringEnd, peeringEnd]),
  initiated: z
    .boolean()
    .optional()
    .meta({ description: 'Only the half of the first end exists: the peering carries nothing' }),
});

/** A connectivity configuration of Virtual Network Manager, deployed. */
export const azureConnectivity = z.strictObject({
  kind: z.literal('azure-connectivity'),
  ...described,
  topology: z.enum(['hub-and-spoke', 'mesh']),
  hub: recordId.optional(),
  members: z.array(recordId).min(1).max(1000),
  directConnectivity: z
    .boolean()
    .optional()
    .meta({ description: 'Spokes reach each other without the hub; left out: false' }),
  useHubGateway: z
    .boolean()
    .optional()
    .meta({ description: 'Spokes use the gateways of the hub; left out: false' }),
});

export const azurePublicAddress = z.strictObject({
  kind: z.literal('azure-public-address'),
  ...described,
  workload: recordId,
  address,
});

export const azureVpnConnection = z.strictObject({
  kind: z.literal('azure-vpn-connection'),
  ...described,
  gateway: recordId.meta({ description: 'VPN gateway or virtual hub' }),
  device: recordId.meta({ description: 'Router at the other end' }),
  bgp: z.boolean().optional().meta({ description: 'Left out: true if the router speaks BGP' }),
  prefixes: z
    .array(cidr)
    .max(1000)
    .optional()
    .meta({ description: 'Local network gateway: what is behind the router; left out: what BGP says' }),
  delay: duration.optional().meta({ description: 'Of the way over the internet; left out: 0' }),
});

export const azureExpressRouteConnection = z.strictObject({
  kind: z.literal('azure-expressroute-connection'),
  ...described,
  gateway: recordId.meta({ description: 'ExpressRoute gateway or virtual hub' }),
  circuit: recordId.meta({ description: 'Circuit, or private cloud of Azure VMware Solution' }),
  weight: z.int().min(0).max(32_000).optional().meta({ description: 'Greater is preferred; left out: 0' }),
});

export const azureGlobalReach = z.strictObject({
  kind: z.literal('azure-global-reach'),
  ...described,
  circuits: z.tuple([recordId, recordId]),
});

/** BGP between a route server and a machine that forwards. */
export const azureRouteServerPeer = z.strictObject({
  kind: z.literal('azure-route-server-peer'),
  ...described,
  server: recordId,
  workload: recordId,
  asn: autonomousSystem,
  announces: z.array(cidr).min(1).max(4000),
});

const route = z
  .strictObject({
    to: cidr,
    via: recordId
      .optional()
      .meta({ description: 'Virtual appliance: a firewall, or a machine that forwards' }),
    address: address.optional().meta({ description: 'Virtual appliance, by its address' }),
    hop: z
      .enum(['virtual-network', 'internet', 'gateway'])
      .optional()
      .meta({ description: 'Next hop types that need no address' }),
    drop: z.literal(true).optional().meta({ description: 'Next hop type None' }),
    note: z.string().max(20_000).optional(),
  })
  .refine(
    ({ via, address, hop, drop }) =>
      [via, address, hop, drop].filter((given) => given !== undefined).length === 1,
    'a route has one of via, address, hop and drop: true',
  );

export const azureRouteTable = z.strictObject({
  kind: z.literal('azure-route-table'),
  ...described,
  propagation: z
    .boolean()
    .optional()
    .meta({ description: 'Routes learned by gateways are taken over; left out: true' }),
  routes: z.array(route).max(10_000).optional(),
});

export const azurePrivateEndpoint = z.strictObject({
  kind: z.literal('azure-private-endpoint'),
  ...described,
  subnet: recordId,
  address: addressOrAuto.optional().meta({ description: 'Left out: auto' }),
  service: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'What answers here, such as a storage account' }),
});

export const azureSubnets = [azureSubnet, azureClients] as const;

export const azureGateways = [
  azureFirewall,
  azureNatGateway,
  azureVpnGateway,
  azureExpressRouteGateway,
  azureExpressRouteCircuit,
  azureRouteServer,
] as const;

export const azureAttachments = [
  azureVnetPeering,
  azureConnectivity,
  azurePublicAddress,
  azureVpnConnection,
  azureExpressRouteConnection,
  azureGlobalReach,
  azureRouteServerPeer,
] as const;
