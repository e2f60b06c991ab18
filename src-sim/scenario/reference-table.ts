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

const virtualPrivateGateway = to('gateways', 'aws-virtual-private-gateway');
const directConnectGateway = to('gateways', 'aws-direct-connect-gateway');
const prefixList = to('routeTables', 'aws-prefix-list');
const vnet = to('networks', 'azure-vnet');
const virtualHub = to('networks', 'azure-virtual-hub');
const privateCloud = to('networks', 'avs-private-cloud');
const azureSubnet = to('subnets', 'azure-subnet');
const azureRegion = to('sites', 'azure-region');
const azureFirewall = to('gateways', 'azure-firewall');
const circuit = to('gateways', 'azure-expressroute-circuit');
const hubRouteTable = to('routeTables', 'azure-virtual-hub-route-table');
const applicationGroup = to('securityGroups', 'azure-application-security-group');
const gcpVpc = to('networks', 'gcp-vpc');
const gcpRegion = to('sites', 'gcp-region');
const cloudRouter = to('gateways', 'gcp-cloud-router');
const gcpVpnGateway = to('gateways', 'gcp-vpn-gateway');
const awsWithInterfaces =
  'aws-nat-gateway aws-network-firewall aws-gateway-load-balancer aws-gateway-load-balancer-endpoint aws-endpoint-service aws-interface-endpoint';
const awsInVpc = `aws-internet-gateway aws-egress-only-gateway aws-virtual-private-gateway ${awsWithInterfaces}`;
const awsNextHops = [
  'aws-transit-gateway',
  'aws-internet-gateway',
  'aws-egress-only-gateway',
  'aws-nat-gateway',
  'aws-virtual-private-gateway',
  'aws-network-firewall',
  'aws-gateway-load-balancer-endpoint',
  'aws-core-network',
];
const awsOnTransitGateway = 'aws-transit-gateway-connect aws-vpn-connection aws-direct-connect-association';

const virtualSwitches = 'standard-switch distributed-switch ovs-bridge linux-bridge';
const teamedSwitches = `${virtualSwitches} port-group`;

const allTraffic = 'constant-rate poisson on-off video echo bulk request-response storage migration';

const allIntents = 'must-reach must-not-reach stays-within encrypted redundant latency-below';
const parties = [to('workloads'), to('subnets'), to('networks'), to('sites')];

export const referenceFields: readonly ReferenceField[] = [
  field('sites', 'aws-region azure-region gcp-region data-centre exchange internet', 'within', to('sites')),
  field('pools', 'pool', 'site', to('sites')),
  field('networks', 'aws-vpc', 'site', to('sites', 'aws-region')),
  field('networks', 'lan', 'site', to('sites', 'data-centre', 'internet')),
  field('networks', 'azure-vnet azure-virtual-hub avs-private-cloud', 'site', azureRegion),
  field('networks', 'azure-virtual-hub', 'wan', to('gateways', 'azure-virtual-wan')),
  field('networks', 'azure-virtual-hub', 'routingIntent.private', azureFirewall),
  field('networks', 'azure-virtual-hub', 'routingIntent.internet', azureFirewall),
  field('subnets', 'azure-subnet', 'network', vnet),
  field('subnets', 'azure-subnet', 'routeTable', to('routeTables', 'azure-route-table')),
  field('subnets', 'azure-subnet', 'securityGroup', to('securityGroups', 'azure-network-security-group')),
  field('subnets', 'azure-subnet', 'natGateway', to('gateways', 'azure-nat-gateway')),
  field('subnets', 'azure-clients', 'network', vnet, virtualHub),
  field('subnets', 'nsx-segment', 'network', privateCloud),
  field('subnets', 'nsx-segment', 'gateway', to('gateways', 'nsx-tier-1')),
  field(
    'gateways',
    'azure-firewall azure-vpn-gateway azure-expressroute-gateway azure-route-server',
    'subnet',
    azureSubnet,
  ),
  field('gateways', 'azure-firewall', 'hub', virtualHub),
  field('gateways', 'azure-nat-gateway', 'site', azureRegion),
  field('gateways', 'azure-expressroute-circuit', 'site', to('sites')),
  field('gateways', 'azure-expressroute-circuit', 'device', to('devices')),
  field('gateways', 'nsx-tier-1', 'network', privateCloud),
  field('attachments', 'azure-vnet-peering', 'ends.*.network', vnet),
  field('attachments', 'azure-connectivity', 'hub', vnet),
  field('attachments', 'azure-connectivity', 'members.*', vnet),
  field('attachments', 'azure-public-address', 'workload', to('workloads')),
  field('attachments', 'azure-vpn-connection', 'gateway', to('gateways', 'azure-vpn-gateway'), virtualHub),
  field('attachments', 'azure-vpn-connection', 'device', to('devices')),
  field(
    'attachments',
    'azure-expressroute-connection',
    'gateway',
    to('gateways', 'azure-expressroute-gateway'),
    virtualHub,
  ),
  field('attachments', 'azure-expressroute-connection', 'circuit', circuit, privateCloud),
  field('attachments', 'azure-global-reach', 'circuits.*', circuit, privateCloud),
  field('attachments', 'azure-route-server-peer', 'server', to('gateways', 'azure-route-server')),
  field('attachments', 'azure-route-server-peer', 'workload', to('workloads')),
  field('attachments', 'azure-virtual-hub-connection', 'hub', virtualHub),
  field('attachments', 'azure-virtual-hub-connection', 'network', vnet),
  field('attachments', 'azure-virtual-hub-connection', 'association', hubRouteTable),
  field('attachments', 'azure-virtual-hub-connection', 'propagation.*', hubRouteTable),
  field('routeTables', 'azure-route-table', 'routes.*.via', azureFirewall, to('workloads')),
  field('routeTables', 'azure-virtual-hub-route-table', 'hub', virtualHub),
  field(
    'routeTables',
    'azure-virtual-hub-route-table',
    'routes.*.via',
    to('attachments', 'azure-virtual-hub-connection'),
    azureFirewall,
  ),
  field('securityGroups', 'azure-application-security-group', 'network', vnet),
  field('securityGroups', 'azure-network-security-group', 'inbound.*.fromGroups.*', applicationGroup),
  field('securityGroups', 'azure-network-security-group', 'inbound.*.toGroups.*', applicationGroup),
  field('securityGroups', 'azure-network-security-group', 'outbound.*.fromGroups.*', applicationGroup),
  field('securityGroups', 'azure-network-security-group', 'outbound.*.toGroups.*', applicationGroup),
  field('securityGroups', 'nsx-distributed-firewall', 'network', privateCloud),
  field('securityGroups', 'nsx-distributed-firewall', 'segments.*', to('subnets', 'nsx-segment')),
  field('workloads', 'azure-private-endpoint', 'subnet', azureSubnet),
  field(
    'networks',
    'aws-vpc azure-vnet azure-virtual-hub avs-private-cloud gcp-vpc lan',
    'pool',
    to('pools'),
  ),
  field('subnets', 'aws-subnet', 'network', vpc),
  field('subnets', 'aws-subnet', 'routeTable', to('routeTables', 'aws-route-table')),
  field('subnets', 'segment', 'network', to('networks', 'lan')),
  field('subnets', 'segment', 'gateway', to('devices')),
  field('gateways', 'aws-transit-gateway', 'site', to('sites', 'aws-region')),
  field('subnets', 'aws-subnet', 'networkAcl', to('securityGroups', 'aws-network-acl')),
  field('gateways', awsInVpc, 'network', vpc),
  field('gateways', 'aws-internet-gateway', 'routeTable', to('routeTables', 'aws-route-table')),
  field('gateways', awsWithInterfaces, 'interfaces.*.subnet', to('subnets', 'aws-subnet')),
  field(
    'gateways',
    'aws-gateway-load-balancer-endpoint',
    'loadBalancer',
    to('gateways', 'aws-gateway-load-balancer'),
  ),
  field('gateways', 'aws-endpoint-service', 'targets.*', to('workloads')),
  field('gateways', 'aws-interface-endpoint', 'service', to('gateways', 'aws-endpoint-service')),
  field('gateways', 'aws-interface-endpoint', 'securityGroups.*', to('securityGroups', 'aws-security-group')),
  field('gateways', 'aws-core-network', 'edges.*', to('sites', 'aws-region')),
  field('gateways', 'aws-core-network', 'routes.*.via', to('attachments', 'aws-core-network-attachment')),
  field('attachments', 'aws-transit-gateway-attachment', 'gateway', transitGateway),
  field('attachments', 'aws-transit-gateway-attachment', 'network', vpc),
  field('attachments', 'aws-transit-gateway-attachment', 'subnets.*', to('subnets', 'aws-subnet')),
  field('attachments', 'aws-transit-gateway-attachment', 'association', transitRouteTable),
  field('attachments', 'aws-transit-gateway-attachment', 'propagation.*', transitRouteTable),
  field('attachments', 'aws-vpc-peering', 'requester', vpc),
  field('attachments', 'aws-vpc-peering', 'accepter', vpc),
  field('attachments', 'aws-transit-gateway-peering', 'requester', transitGateway),
  field('attachments', 'aws-transit-gateway-peering', 'accepter', transitGateway),
  field('attachments', 'aws-transit-gateway-peering', 'requesterAssociation', transitRouteTable),
  field('attachments', 'aws-transit-gateway-peering', 'accepterAssociation', transitRouteTable),
  field('attachments', awsOnTransitGateway, 'association', transitRouteTable),
  field('attachments', awsOnTransitGateway, 'propagation.*', transitRouteTable),
  field('attachments', 'aws-transit-gateway-connect', 'gateway', transitGateway),
  field(
    'attachments',
    'aws-transit-gateway-connect',
    'transport',
    to('attachments', 'aws-direct-connect-association'),
  ),
  field('attachments', 'aws-transit-gateway-connect aws-vpn-connection', 'device', to('devices')),
  field('attachments', 'aws-elastic-address', 'target', to('workloads'), to('gateways', 'aws-nat-gateway')),
  field('attachments', 'aws-vpn-connection', 'gateway', transitGateway, virtualPrivateGateway),
  field('attachments', 'aws-direct-connect', 'device', to('devices')),
  field('attachments', 'aws-direct-connect', 'site', to('sites')),
  field('attachments', 'aws-virtual-interface', 'connection', to('attachments', 'aws-direct-connect')),
  field('attachments', 'aws-virtual-interface', 'gateway', directConnectGateway, virtualPrivateGateway),
  field('attachments', 'aws-direct-connect-association', 'directConnectGateway', directConnectGateway),
  field('attachments', 'aws-direct-connect-association', 'gateway', transitGateway, virtualPrivateGateway),
  field('attachments', 'aws-core-network-attachment', 'gateway', to('gateways', 'aws-core-network')),
  field('attachments', 'aws-core-network-attachment', 'network', vpc),
  field('attachments', 'aws-core-network-attachment', 'subnets.*', to('subnets', 'aws-subnet')),
  field('routeTables', 'aws-route-table', 'network', vpc),
  field('routeTables', 'aws-route-table', 'propagation.*', virtualPrivateGateway),
  field('routeTables', 'aws-route-table aws-transit-gateway-route-table', 'routes.*.prefixList', prefixList),
  field(
    'routeTables',
    'aws-route-table',
    'routes.*.via',
    to('gateways', ...awsNextHops),
    to('attachments', 'aws-vpc-peering', 'aws-core-network-attachment'),
    to('workloads'),
  ),
  field('routeTables', 'aws-transit-gateway-route-table', 'gateway', transitGateway),
  field(
    'routeTables',
    'aws-transit-gateway-route-table',
    'routes.*.via',
    to(
      'attachments',
      'aws-transit-gateway-attachment',
      'aws-transit-gateway-peering',
      'aws-transit-gateway-connect',
      'aws-vpn-connection',
      'aws-direct-connect-association',
    ),
  ),
  field('securityGroups', 'aws-security-group aws-network-acl', 'network', vpc),
  field('securityGroups', 'aws-security-group', 'inbound.*.prefixList', prefixList),
  field('securityGroups', 'aws-security-group', 'outbound.*.prefixList', prefixList),
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
  field('devices', 'router firewall switch', 'site', to('sites')),
  field('devices', 'exchange-router exchange-port', 'site', to('sites', 'exchange')),
  field('devices', 'exchange-port', 'device', to('devices', 'router', 'firewall')),
  field(
    'devices',
    'router firewall exchange-router',
    'routes.*.via',
    to('devices'),
    to('workloads'),
    to('links'),
    to('attachments'),
    to('gateways'),
    to('networks'),
    to('sites', 'internet'),
  ),
  ...['translations.*.leaving', 'translations.*.entering', 'translations.*.at'].map((plug) =>
    field('devices', 'router firewall', plug, to('links'), to('subnets'), to('attachments')),
  ),
  field('devices', 'router firewall', 'translations.*.targets.*', to('workloads')),
  field('devices', 'router firewall', 'translations.*.target', to('workloads')),
  field('devices', 'router', 'policy.*.entering', to('links'), to('subnets'), to('attachments')),
  field(
    'devices',
    'router',
    'policy.*.via',
    to('devices'),
    to('workloads'),
    to('links'),
    to('attachments'),
    to('gateways'),
    to('networks'),
    to('sites', 'internet'),
  ),
  field('devices', 'firewall', 'zones.*.members.*', to('links'), to('subnets'), to('attachments')),
  field(
    'attachments',
    'bgp-session ipsec-tunnel private-circuit virtual-circuit',
    'ends.*.to',
    to('devices'),
    to('gateways'),
    to('networks'),
  ),
  field('attachments', 'tunnel', 'ends.*.to', to('devices', 'router', 'firewall', 'switch')),
  field('attachments', 'tunnel', 'ends.*.by', to('devices', 'router', 'firewall')),
  field('attachments', 'overlay', 'endpoints.*.at', to('devices', 'switch')),
  field('attachments', 'overlay', 'endpoints.*.by', to('devices', 'router', 'firewall')),
  field('attachments', 'overlay', 'segments.*.subnet', to('subnets', 'segment')),
  field('attachments', 'overlay', 'vrfs.*.routes.*.via', to('devices'), to('workloads')),
  field('attachments', 'overlay', 'evpn.reflectors.*', to('devices', 'router')),
  field('attachments', 'bgp-session', 'over', to('links'), to('attachments')),
  field('attachments', 'bgp-session', 'client', to('devices')),
  field('attachments', 'internet-access', 'device', to('devices', 'router', 'firewall')),
  field('attachments', 'internet-access', 'site', to('sites', 'internet')),
  field('attachments', 'dns-record', 'workload', to('workloads')),
  field('subnets', 'remote-access', 'network', to('networks', 'lan')),
  field('subnets', 'remote-access', 'gateway', to('devices', 'router', 'firewall')),
  field('subnets', 'gcp-subnet', 'network', gcpVpc),
  field('subnets', 'gcp-subnet', 'site', gcpRegion),
  field('gateways', 'gcp-cloud-router gcp-vpn-gateway gcp-vlan-attachment', 'network', gcpVpc),
  field('gateways', 'gcp-cloud-router gcp-vpn-gateway gcp-vlan-attachment', 'site', gcpRegion),
  field('gateways', 'gcp-vpn-gateway gcp-vlan-attachment gcp-cloud-nat', 'router', cloudRouter),
  field('gateways', 'gcp-vlan-attachment', 'device', to('devices')),
  field('gateways', 'gcp-cloud-nat', 'subnets.*', to('subnets', 'gcp-subnet')),
  field('attachments', 'gcp-vpc-peering', 'ends.*.network', gcpVpc),
  field('attachments', 'gcp-vpn-connection', 'gateway', gcpVpnGateway),
  field('attachments', 'gcp-vpn-connection', 'device', to('devices'), gcpVpnGateway),
  field('attachments', 'gcp-external-address', 'workload', to('workloads')),
  field('attachments', 'gcp-ncc-spoke', 'hub', to('gateways', 'gcp-ncc-hub')),
  field('attachments', 'gcp-ncc-spoke', 'network', gcpVpc),
  field(
    'attachments',
    'gcp-ncc-spoke',
    'connections.*',
    to('attachments', 'gcp-vpn-connection'),
    to('gateways', 'gcp-vlan-attachment'),
  ),
  field('routeTables', 'gcp-routes', 'network', gcpVpc),
  field(
    'routeTables',
    'gcp-routes',
    'routes.*.via',
    to('workloads'),
    to('attachments', 'gcp-vpn-connection'),
  ),
  field('securityGroups', 'gcp-firewall-rule', 'network', gcpVpc),
  field('securityGroups', 'gcp-firewall-policy', 'networks.*', gcpVpc),
  field('workloads', 'gcp-psc-endpoint', 'subnet', to('subnets', 'gcp-subnet')),
  field('hosts', 'hypervisor', 'site', to('sites')),
  field('switches', 'standard-switch ovs-bridge linux-bridge', 'host', to('hosts')),
  field('switches', 'distributed-switch', 'hosts.*', to('hosts')),
  field('switches', virtualSwitches, 'uplinks.*', to('links')),
  field('switches', teamedSwitches, 'teaming.active.*', to('links')),
  field('switches', teamedSwitches, 'teaming.standby.*', to('links')),
  field('switches', 'distributed-switch ovs-bridge', 'mirrors.*.from.*', to('workloads')),
  field('switches', 'distributed-switch ovs-bridge', 'mirrors.*.to', to('workloads')),
  field('switches', 'port-group', 'switch', to('switches', ...virtualSwitches.split(' '))),
  field('devices', 'switch', 'bundles.*.*', to('links')),
  field('links', 'wire', 'ends.*.to', to('devices'), to('workloads'), to('hosts')),
  field('links', 'wire', 'ends.*.interfaces.*.subnet', to('subnets', 'segment')),
  field('links', 'wire', 'subnet', to('subnets', 'segment')),
  field('workloads', 'virtual-machine', 'subnet', to('subnets')),
  field('workloads', 'virtual-machine', 'portGroup', to('switches', 'port-group')),
  field('workloads', 'virtual-machine', 'host', to('hosts')),
  field('workloads', 'virtual-machine', 'virtualFunction', to('links')),
  field('workloads', 'virtual-machine', 'guest.claims', to('workloads')),
  field(
    'workloads',
    'virtual-machine',
    'securityGroups.*',
    to(
      'securityGroups',
      'aws-security-group',
      'azure-network-security-group',
      'azure-application-security-group',
    ),
  ),
  field('traffic', allTraffic, 'from', to('workloads')),
  field('traffic', allTraffic, 'to', to('workloads')),
  field('traffic', 'constant-rate poisson on-off', 'to.*', to('workloads')),
  field('events', 'fail repair flap', 'target', to('links'), to('devices'), to('attachments'), to('hosts')),
  field('events', 'migrate', 'target', to('workloads')),
  field('events', 'migrate', 'to', to('links')),
  field('measurements', 'series', 'target', to('links')),
  field('measurements', 'flow-series', 'target', to('traffic')),
  field(
    'measurements',
    'node-series',
    'target',
    to('workloads'),
    to('devices'),
    to('gateways'),
    to('switches'),
  ),
  ...['from', 'to'].flatMap((end) =>
    ['', '.*', '.within.*', '.except.*'].map((steps) =>
      field('intents', allIntents, end + steps, ...parties),
    ),
  ),
  field('intents', 'stays-within', 'sites.*', to('sites')),
  field('measurements', 'capture', 'target', to('links'), to('workloads'), to('devices'), to('switches')),
];
