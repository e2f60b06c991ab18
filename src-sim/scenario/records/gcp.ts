/** Google Cloud: regions, VPC networks with their regional subnets, what routes in them, and what joins them. */
import { z } from 'zod';
import {
  address,
  addressOrAuto,
  mtu,
  cidr,
  cidrOrAuto,
  described,
  duration,
  rate,
  recordId,
} from './values.ts';

const autonomousSystem = z.int().min(1).max(4_294_967_294);
const project = z.string().min(1).max(80);
/** Of routes and advertisements: 16 bits, the lowest number wins. */
const priority = z.int().min(0).max(65_535);

export const gcpRegion = z.strictObject({
  kind: z.literal('gcp-region'),
  ...described,
  within: recordId.optional().meta({ description: 'Site this one is a part of' }),
  region: z.string().regex(/^[a-z]+-[a-z]+\d+$/, 'a Google Cloud region id such as europe-west1'),
});

/** A VPC network is global: it stands in no region and has no block of its own, its subnets do. */
export const gcpVpc = z.strictObject({
  kind: z.literal('gcp-vpc'),
  ...described,
  project: project
    .optional()
    .meta({ description: 'Project it belongs to; of a Shared VPC, the host project' }),
  sharedWith: z
    .array(project)
    .max(1000)
    .optional()
    .meta({ description: 'Service projects whose machines may stand in its subnets' }),
  subnetMode: z
    .enum(['auto', 'custom'])
    .optional()
    .meta({ description: 'auto: one subnet of 10.128.0.0/9 in each region; left out: custom' }),
  routing: z
    .enum(['regional', 'global'])
    .optional()
    .meta({ description: 'Where routes of Cloud Routers apply; left out: regional' }),
  mtu: mtu.optional().meta({ description: 'Left out: 1460 B' }),
  defaultRoute: z
    .boolean()
    .optional()
    .meta({ description: 'Whether it still has the default route to the internet; left out: true' }),
  pool: recordId.optional().meta({ description: 'Pool that auto blocks of its subnets are taken from' }),
});

export const gcpSubnet = z.strictObject({
  kind: z.literal('gcp-subnet'),
  ...described,
  network: recordId,
  site: recordId.meta({ description: 'Region it stands in' }),
  cidr: cidrOrAuto,
  secondary: z
    .array(z.strictObject({ name: z.string().min(1).max(63), cidr }))
    .max(1000)
    .optional()
    .meta({ description: 'Secondary ranges, which alias addresses come from' }),
});

export const gcpCloudRouter = z.strictObject({
  kind: z.literal('gcp-cloud-router'),
  ...described,
  network: recordId,
  site: recordId.meta({ description: 'Region it stands in' }),
  asn: autonomousSystem
    .optional()
    .meta({ description: 'Left out: it speaks no BGP and serves Cloud NAT only' }),
  advertiseSubnets: z
    .boolean()
    .optional()
    .meta({ description: 'Tells its peers the subnets of its network; left out: true' }),
  advertises: z
    .array(cidr)
    .max(1000)
    .optional()
    .meta({ description: 'Custom advertised ranges, beside the subnets' }),
});

export const gcpVpnGateway = z.strictObject({
  kind: z.literal('gcp-vpn-gateway'),
  ...described,
  network: recordId,
  site: recordId.meta({ description: 'Region it stands in' }),
  type: z.enum(['ha', 'classic']).optional().meta({ description: 'Left out: ha' }),
  router: recordId
    .optional()
    .meta({ description: 'Cloud Router of its tunnels; left out: the one of its network and region' }),
});

export const gcpVlanAttachment = z.strictObject({
  kind: z.literal('gcp-vlan-attachment'),
  ...described,
  network: recordId,
  site: recordId.meta({ description: 'Region it stands in' }),
  type: z.enum(['dedicated', 'partner']).optional().meta({ description: 'Left out: dedicated' }),
  rate,
  router: recordId
    .optional()
    .meta({ description: 'Cloud Router it uses; left out: the one of its network and region' }),
  device: recordId.optional().meta({ description: 'Router at the other end, if no circuit is drawn' }),
  delay: duration.optional().meta({ description: 'One way, to that router; left out: 0' }),
  mtu: mtu.optional().meta({ description: '1440, 1460, 1500 or 8896 B; left out: 1440 B' }),
  priority: priority.optional().meta({ description: 'Base advertised priority (MED); left out: 100' }),
});

export const gcpCloudNat = z.strictObject({
  kind: z.literal('gcp-cloud-nat'),
  ...described,
  router: recordId.meta({ description: 'Cloud Router that says in which network and region it works' }),
  addresses: z.array(address).min(1).max(250),
  subnets: z.array(recordId).min(1).max(1000).optional().meta({ description: 'Left out: all of the region' }),
  minPortsPerVm: z
    .int()
    .min(2)
    .max(57_344)
    .optional()
    .meta({ description: 'Ports each machine has on its own; left out: 64' }),
  maxPortsPerVm: z
    .int()
    .min(32)
    .max(65_536)
    .optional()
    .meta({ description: 'Dynamic port allocation: a machine gets up to so many; left out: static' }),
  endpointIndependent: z
    .boolean()
    .optional()
    .meta({ description: 'One port serves one inner port, whatever the destination; left out: false' }),
});

export const gcpNccHub = z.strictObject({
  kind: z.literal('gcp-ncc-hub'),
  ...described,
  topology: z.enum(['mesh', 'star']).optional().meta({ description: 'Left out: mesh' }),
});

const flag = (description: string) => z.boolean().optional().meta({ description });

const peeringEnd = z.strictObject({
  network: recordId,
  exportCustomRoutes: flag('Offers its static and dynamic routes; left out: false'),
  importCustomRoutes: flag('Takes static and dynamic routes of the other network; left out: false'),
  exportPublicSubnets: flag('Offers subnets that privately use public addresses; left out: true'),
  importPublicSubnets: flag('Takes subnets that privately use public addresses; left out: false'),
});

export const gcpVpcPeering = z.strictObject({
  kind: z.literal('gcp-vpc-peering'),
  ...described,
  ends: z.tuple([peeringEnd, peeringEnd]),
  inactive: flag('Only the half of the first end exists: the peering carries nothing'),
});

export const gcpVpnConnection = z.strictObject({
  kind: z.literal('gcp-vpn-connection'),
  ...described,
  gateway: recordId,
  device: recordId.meta({ description: 'Router, or VPN gateway of another network, at the other end' }),
  tunnels: z.int().min(1).max(4).optional().meta({ description: 'Left out: 2, of a classic gateway 1' }),
  routes: z
    .array(cidr)
    .min(1)
    .max(1000)
    .optional()
    .meta({ description: 'Static routes into the tunnels; left out: what BGP says' }),
  priority: priority.optional().meta({
    description: 'Base advertised priority (MED), or that of its static routes; left out: 100, or 1000',
  }),
  delay: duration.optional().meta({ description: 'Of the way over the internet; left out: 0' }),
});

export const gcpExternalAddress = z.strictObject({
  kind: z.literal('gcp-external-address'),
  ...described,
  workload: recordId,
  address,
});

const ranges = z.array(cidr).min(1).max(1000);

/** A VPC network on a hub, or connections of a network to premises. */
export const gcpNccSpoke = z
  .strictObject({
    kind: z.literal('gcp-ncc-spoke'),
    ...described,
    hub: recordId,
    network: recordId.optional().meta({ description: 'Of a VPC spoke' }),
    connections: z
      .array(recordId)
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'Of a hybrid spoke: VPN connections or VLAN attachments of one network' }),
    group: z.enum(['center', 'edge']).optional().meta({ description: 'In a star; left out: edge' }),
    includeRanges: ranges
      .optional()
      .meta({ description: 'Only subnets within these are offered; left out: all' }),
    excludeRanges: ranges.optional().meta({ description: 'Subnets within these are not offered' }),
    siteToSite: flag('Carries data between the premises of such spokes; left out: false'),
    importsSubnets: flag('Tells its premises the subnets of VPC spokes; left out: false'),
  })
  .refine(
    ({ network, connections }) => (network === undefined) !== (connections === undefined),
    'a spoke has either network or connections',
  );

const route = z
  .strictObject({
    to: cidr,
    via: recordId
      .optional()
      .meta({ description: 'Machine that forwards, or VPN connection of a classic gateway' }),
    address: address.optional().meta({ description: 'Next hop by address: of a machine that forwards' }),
    hop: z.literal('internet').optional().meta({ description: 'Default internet gateway' }),
    priority: priority.optional().meta({ description: 'The lowest number wins; left out: 1000' }),
    tags: z
      .array(z.string().min(1).max(63))
      .min(1)
      .max(256)
      .optional()
      .meta({ description: 'Only for machines with one of these network tags; left out: for all' }),
    note: z.string().max(20_000).optional(),
  })
  .refine(
    ({ via, address: by, hop }) => [via, by, hop].filter((given) => given !== undefined).length === 1,
    'a route has one of via, address and hop',
  );

/** Custom static routes of a network, which has no route tables: each route holds everywhere its tags say. */
export const gcpRoutes = z.strictObject({
  kind: z.literal('gcp-routes'),
  ...described,
  network: recordId,
  routes: z.array(route).min(1).max(10_000),
});

/** Private Service Connect: an address in the own network that leads to a service of somebody else. */
export const gcpPscEndpoint = z.strictObject({
  kind: z.literal('gcp-psc-endpoint'),
  ...described,
  subnet: recordId,
  address: addressOrAuto.optional().meta({ description: 'Left out: auto' }),
  service: z.string().max(200).optional().meta({ description: 'What answers here, such as a database' }),
});

export const gcpGateways = [
  gcpCloudRouter,
  gcpVpnGateway,
  gcpVlanAttachment,
  gcpCloudNat,
  gcpNccHub,
] as const;

export const gcpAttachments = [gcpVpcPeering, gcpVpnConnection, gcpExternalAddress, gcpNccSpoke] as const;
