/** Fields and names of the Azure and VMware kinds of record. */
import {
  choice,
  type Field,
  flag,
  list,
  number,
  protocols,
  reference,
  references,
  rows,
  text,
} from './field.ts';

const site = reference('site', 'Site', ['sites'], ['azure-region']);
const vnet = reference('network', 'Virtual network', ['networks'], ['azure-vnet']);
const privateCloud = reference('network', 'Private cloud', ['networks'], ['avs-private-cloud']);
const subnet = reference('subnet', 'Subnet', ['subnets'], ['azure-subnet']);
const pool = reference('pool', 'Pool', ['pools'], undefined, false);
const hub = reference('hub', 'Hub', ['networks'], ['azure-virtual-hub']);
const device = reference('device', 'Device', ['devices']);
const cidr = text('cidr', 'CIDR', 'auto/24', true);
const cidrs: Field = { ...list('cidrs', 'CIDR', 'CIDR', 'auto/24'), required: true };
const asn = number('asn', 'ASN');
const ports: Field = { type: 'port', field: 'ports', label: 'Ports' };
const hubTable = ['azure-virtual-hub-route-table'];
const publicAddresses = list('publicAddresses', 'Public addresses', 'Address', '203.0.113.1');
const prefixes = (field: string, label: string): Field => list(field, label, 'Prefix', '192.168.0.0/24');

const groupRules = (field: string, label: string): Field =>
  rows(field, label, 'Rule', { priority: 100, access: 'allow', protocol: 'tcp', ports: 443 }, [
    { ...number('priority', 'Priority'), required: true },
    choice('access', 'Access', ['allow', 'deny']),
    choice('protocol', 'Protocol', protocols),
    ports,
    text('from', 'From', 'VirtualNetwork'),
    text('to', 'To', '10.0.0.0/8'),
  ]);

const orderedRules = (access: readonly string[]): Field =>
  rows('rules', 'Rules', 'Rule', { access: access[0], protocol: 'tcp', ports: 443 }, [
    choice('access', 'Access', access),
    choice('protocol', 'Protocol', protocols),
    ports,
    text('from[0]', 'From', '10.0.0.0/8'),
    text('to[0]', 'To', '10.0.0.0/8'),
  ]);

const peeringEnd = (n: number, which: string): Field[] => [
  flag(`ends[${n}].allowForwardedTraffic`, `${which}: takes forwarded traffic`),
  flag(`ends[${n}].allowGatewayTransit`, `${which}: lets its gateways be used`),
  flag(`ends[${n}].useRemoteGateways`, `${which}: uses the other's gateways`),
];

export const azureFields: Readonly<Record<string, readonly Field[]>> = {
  'azure-region': [text('region', 'Region', 'westeurope', true)],
  'azure-vnet': [cidrs, site, pool],
  'azure-virtual-hub': [
    reference('wan', 'Virtual WAN', ['gateways'], ['azure-virtual-wan']),
    cidrs,
    site,
    pool,
    reference('routingIntent.private', 'Private traffic through', ['gateways'], ['azure-firewall'], false),
    reference('routingIntent.internet', 'Internet through', ['gateways'], ['azure-firewall'], false),
  ],
  'avs-private-cloud': [
    text('block', 'Management block', '10.0.0.0/22', true),
    cidrs,
    site,
    number('hosts', 'Hosts'),
    pool,
  ],
  'azure-subnet': [
    cidr,
    vnet,
    choice('purpose', 'Purpose', ['gateway', 'firewall', 'bastion', 'route-server']),
    reference('routeTable', 'Route table', ['routeTables'], ['azure-route-table'], false),
    reference('securityGroup', 'Security group', ['securityGroups'], ['azure-network-security-group'], false),
    reference('natGateway', 'NAT gateway', ['gateways'], ['azure-nat-gateway'], false),
    flag('endpointPolicies', 'Endpoint policies'),
  ],
  'azure-clients': [cidr, reference('network', 'Network', ['networks'], ['azure-vnet', 'azure-virtual-hub'])],
  'nsx-segment': [
    cidr,
    privateCloud,
    reference('gateway', 'Tier-1 gateway', ['gateways'], ['nsx-tier-1'], false),
  ],
  'azure-firewall': [
    { ...subnet, required: false },
    { ...hub, required: false },
    choice('sku', 'SKU', ['basic', 'standard', 'premium']),
    publicAddresses,
    orderedRules(['allow', 'deny']),
  ],
  'azure-nat-gateway': [site, publicAddresses, text('idle', 'Idle time-out', '240 s')],
  'azure-vpn-gateway': [
    subnet,
    choice('sku', 'SKU', [
      'basic',
      'vpngw1az',
      'vpngw2az',
      'vpngw3az',
      'vpngw2az-gen2',
      'vpngw3az-gen2',
      'vpngw4az-gen2',
      'vpngw5az-gen2',
    ]),
    asn,
    flag('activeActive', 'Active-active'),
  ],
  'azure-expressroute-gateway': [
    subnet,
    choice('sku', 'SKU', ['ergw1az', 'ergw2az', 'ergw3az', 'ergwscale']),
    number('scaleUnits', 'Scale units'),
  ],
  'azure-expressroute-circuit': [
    reference('site', 'Peering location', ['sites'], undefined, false),
    { ...device, required: false },
    text('rate', 'Rate', '1 Gbit/s', true),
    text('delay', 'Delay', '1 ms'),
    choice('tier', 'Tier', ['local', 'standard', 'premium']),
    prefixes('announces', 'Announces'),
  ],
  'azure-route-server': [subnet, flag('branchToBranch', 'Branch to branch')],
  'azure-virtual-wan': [flag('branchToBranch', 'Branch to branch')],
  'nsx-tier-1': [privateCloud, flag('advertised', 'Segments advertised')],
  'azure-vnet-peering': [
    reference('ends[0].network', 'First network', ['networks'], ['azure-vnet']),
    reference('ends[1].network', 'Second network', ['networks'], ['azure-vnet']),
    ...peeringEnd(0, 'First'),
    ...peeringEnd(1, 'Second'),
    flag('initiated', 'Only the first half exists'),
  ],
  'azure-connectivity': [
    choice('topology', 'Topology', ['hub-and-spoke', 'mesh']),
    reference('hub', 'Hub', ['networks'], ['azure-vnet'], false),
    references('members', 'Members', ['networks'], ['azure-vnet'], true),
    flag('directConnectivity', 'Direct connectivity'),
    flag('useHubGateway', 'Use gateways of the hub'),
  ],
  'azure-public-address': [
    reference('workload', 'Machine', ['workloads']),
    text('address', 'Address', '203.0.113.1', true),
  ],
  'azure-vpn-connection': [
    reference('gateway', 'Gateway', ['gateways', 'networks'], ['azure-vpn-gateway', 'azure-virtual-hub']),
    device,
    flag('bgp', 'BGP'),
    prefixes('prefixes', 'Prefixes behind it'),
    text('delay', 'Delay', '10 ms'),
  ],
  'azure-expressroute-connection': [
    reference(
      'gateway',
      'Gateway',
      ['gateways', 'networks'],
      ['azure-expressroute-gateway', 'azure-virtual-hub'],
    ),
    reference(
      'circuit',
      'Circuit',
      ['gateways', 'networks'],
      ['azure-expressroute-circuit', 'avs-private-cloud'],
    ),
    number('weight', 'Weight'),
  ],
  'azure-global-reach': [
    reference(
      'circuits[0]',
      'First circuit',
      ['gateways', 'networks'],
      ['azure-expressroute-circuit', 'avs-private-cloud'],
    ),
    reference(
      'circuits[1]',
      'Second circuit',
      ['gateways', 'networks'],
      ['azure-expressroute-circuit', 'avs-private-cloud'],
    ),
  ],
  'azure-route-server-peer': [
    reference('server', 'Route server', ['gateways'], ['azure-route-server']),
    reference('workload', 'Machine', ['workloads']),
    asn,
    prefixes('announces', 'Announces'),
  ],
  'azure-virtual-hub-connection': [
    hub,
    vnet,
    reference('association', 'Association', ['routeTables'], hubTable, false),
    references('propagation', 'Propagation', ['routeTables'], hubTable),
    list('labels', 'Labels', 'Label', 'default'),
    flag('internetSecurity', 'Learns the default route'),
  ],
  'azure-route-table': [
    flag('propagation', 'Takes learned routes'),
    rows('routes', 'Routes', 'Route', { to: '0.0.0.0/0', drop: true }, [
      text('to', 'To', '0.0.0.0/0', true),
      reference('via', 'Via', ['gateways', 'workloads'], ['azure-firewall', 'virtual-machine'], false),
      text('address', 'Address', '10.0.0.4'),
      choice('hop', 'Next hop', ['virtual-network', 'internet', 'gateway']),
      flag('drop', 'Drop'),
    ]),
  ],
  'azure-virtual-hub-route-table': [
    hub,
    flag('default', 'Default table'),
    list('labels', 'Labels', 'Label', 'default'),
    rows('routes', 'Routes', 'Route', { to: '0.0.0.0/0', via: '' }, [
      text('to', 'To', '0.0.0.0/0', true),
      reference(
        'via',
        'Via',
        ['attachments', 'gateways'],
        ['azure-virtual-hub-connection', 'azure-firewall'],
      ),
      text('address', 'Address', '10.0.0.4'),
    ]),
  ],
  'azure-network-security-group': [groupRules('inbound', 'Inbound'), groupRules('outbound', 'Outbound')],
  'azure-application-security-group': [vnet],
  'nsx-distributed-firewall': [
    privateCloud,
    references('segments', 'Segments', ['subnets'], ['nsx-segment']),
    orderedRules(['allow', 'drop', 'reject']),
  ],
  'azure-private-endpoint': [
    text('address', 'Address', 'auto'),
    subnet,
    text('service', 'Service', 'storage account'),
  ],
};

export const azureNouns: Readonly<Record<string, string>> = {
  'azure-region': 'Azure region',
  'azure-vnet': 'Virtual network',
  'azure-virtual-hub': 'Virtual hub',
  'avs-private-cloud': 'Private cloud',
  'azure-subnet': 'Subnet',
  'azure-clients': 'VPN users',
  'nsx-segment': 'NSX segment',
  'azure-firewall': 'Azure Firewall',
  'azure-nat-gateway': 'NAT gateway',
  'azure-vpn-gateway': 'VPN gateway',
  'azure-expressroute-gateway': 'ExpressRoute gateway',
  'azure-expressroute-circuit': 'ExpressRoute circuit',
  'azure-route-server': 'Route server',
  'azure-virtual-wan': 'Virtual WAN',
  'nsx-tier-1': 'Tier-1 gateway',
  'azure-vnet-peering': 'Peering',
  'azure-connectivity': 'Connectivity configuration',
  'azure-public-address': 'Public address',
  'azure-vpn-connection': 'VPN connection',
  'azure-expressroute-connection': 'ExpressRoute connection',
  'azure-global-reach': 'Global Reach',
  'azure-route-server-peer': 'Route server peer',
  'azure-virtual-hub-connection': 'Virtual hub connection',
  'azure-route-table': 'Route table',
  'azure-virtual-hub-route-table': 'Virtual hub route table',
  'azure-network-security-group': 'Network security group',
  'azure-application-security-group': 'Application security group',
  'nsx-distributed-firewall': 'Distributed firewall',
  'azure-private-endpoint': 'Private endpoint',
};
