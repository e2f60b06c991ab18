/** Every field of a record that names another record, and what it may name. A new kind of record is a few lines here. */
import type { CollectionName } from './schema.ts';

export interface ReferenceTarget {
  readonly collection: CollectionName;
  /** Left out: any kind of the collection. */
  readonly kinds?: readonly string[];
}

export interface ReferenceField {
  readonly collection: CollectionName;
  readonly kinds: readonly string[];
  /** Steps below the record; `*` stands for every item of a list. */
  readonly field: readonly string[];
  readonly targets: readonly ReferenceTarget[];
}

const to = (collection: CollectionName, ...kinds: string[]): ReferenceTarget =>
  kinds.length === 0 ? { collection } : { collection, kinds };

function field(
  owner: CollectionName,
  kinds: string,
  steps: string,
  ...targets: ReferenceTarget[]
): ReferenceField {
  return { collection: owner, kinds: kinds.split(' '), field: steps.split('.'), targets };
}

const vpc = to('networks', 'aws-vpc');
const transitGateway = to('gateways', 'aws-transit-gateway');
const transitRouteTable = to('routeTables', 'aws-transit-gateway-route-table');

export const referenceFields: readonly ReferenceField[] = [
  field('sites', 'aws-region data-centre internet', 'within', to('sites')),
  field('pools', 'pool', 'site', to('sites')),
  field('networks', 'aws-vpc', 'site', to('sites', 'aws-region')),
  field('networks', 'lan', 'site', to('sites', 'data-centre', 'internet')),
  field('networks', 'aws-vpc lan', 'pool', to('pools')),
  field('subnets', 'aws-subnet', 'network', vpc),
  field('subnets', 'aws-subnet', 'routeTable', to('routeTables', 'aws-route-table')),
  field('subnets', 'segment', 'network', to('networks', 'lan')),
  field('subnets', 'segment', 'gateway', to('devices')),
  field('gateways', 'aws-transit-gateway', 'site', to('sites', 'aws-region')),
  field('gateways', 'aws-internet-gateway', 'network', vpc),
  field('attachments', 'aws-transit-gateway-attachment', 'gateway', transitGateway),
  field('attachments', 'aws-transit-gateway-attachment', 'network', vpc),
  field('attachments', 'aws-transit-gateway-attachment', 'subnets.*', to('subnets', 'aws-subnet')),
  field('attachments', 'aws-transit-gateway-attachment', 'association', transitRouteTable),
  field('attachments', 'aws-transit-gateway-attachment', 'propagation.*', transitRouteTable),
  field('attachments', 'aws-vpc-peering', 'requester', vpc),
  field('attachments', 'aws-vpc-peering', 'accepter', vpc),
  field('routeTables', 'aws-route-table', 'network', vpc),
  field(
    'routeTables',
    'aws-route-table',
    'routes.*.via',
    to('gateways'),
    to('attachments', 'aws-vpc-peering'),
    to('workloads'),
  ),
  field('routeTables', 'aws-transit-gateway-route-table', 'gateway', transitGateway),
  field(
    'routeTables',
    'aws-transit-gateway-route-table',
    'routes.*.via',
    to('attachments', 'aws-transit-gateway-attachment'),
  ),
  field('securityGroups', 'aws-security-group', 'network', vpc),
  field(
    'securityGroups',
    'aws-security-group',
    'inbound.*.group',
    to('securityGroups', 'aws-security-group'),
  ),
  field(
    'securityGroups',
    'aws-security-group',
    'outbound.*.group',
    to('securityGroups', 'aws-security-group'),
  ),
  field('devices', 'router', 'site', to('sites')),
  field('devices', 'router', 'routes.*.via', to('devices'), to('workloads')),
  field('hosts', 'hypervisor', 'site', to('sites')),
  field('switches', 'standard-switch', 'host', to('hosts')),
  field('links', 'wire', 'ends.*.to', to('devices'), to('workloads')),
  field('links', 'wire', 'subnet', to('subnets', 'segment')),
  field('workloads', 'virtual-machine', 'subnet', to('subnets')),
  field('workloads', 'virtual-machine', 'securityGroups.*', to('securityGroups', 'aws-security-group')),
  field('traffic', 'constant-rate poisson bulk', 'from', to('workloads')),
  field('traffic', 'constant-rate poisson bulk', 'to', to('workloads')),
  field('traffic', 'constant-rate poisson', 'to.*', to('workloads')),
  field('events', 'fail repair flap', 'target', to('links'), to('devices'), to('attachments')),
  field('measurements', 'series', 'target', to('links')),
  field('measurements', 'capture', 'target', to('links'), to('workloads'), to('devices')),
];
