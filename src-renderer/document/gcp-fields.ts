/** Fields and names of the Google Cloud kinds of record. */
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

const site = reference('site', 'Region', ['sites'], ['gcp-region']);
const network = reference('network', 'Network', ['networks'], ['gcp-vpc']);
const router = reference('router', 'Cloud Router', ['gateways'], ['gcp-cloud-router'], false);
const priority = number('priority', 'Priority');
const prefixes = (field: string, label: string): Field => list(field, label, 'Prefix', '10.0.0.0/8');
const tags = (field: string, label: string): Field => list(field, label, 'Tag', 'web');
const accounts = (field: string, label: string): Field => list(field, label, 'Account', 'web@shop');
const direction = choice('direction', 'Direction', ['ingress', 'egress']);
const matches = rows('protocols', 'Protocols', 'Protocol', { protocol: 'tcp', ports: 443 }, [
  choice('protocol', 'Protocol', protocols),
  { type: 'port', field: 'ports', label: 'Ports' },
]);

const peeringEnd = (n: number, which: string): Field[] => [
  flag(`ends[${n}].exportCustomRoutes`, `${which}: exports custom routes`),
  flag(`ends[${n}].importCustomRoutes`, `${which}: imports custom routes`),
  flag(`ends[${n}].importPublicSubnets`, `${which}: imports public subnets`),
];

export const gcpFields: Readonly<Record<string, readonly Field[]>> = {
  'gcp-region': [text('region', 'Region', 'europe-west1', true)],
  'gcp-vpc': [
    choice('routing', 'Dynamic routing', ['regional', 'global']),
    choice('subnetMode', 'Subnet mode', ['custom', 'auto']),
    text('mtu', 'MTU', '1460 B'),
    flag('defaultRoute', 'Default route'),
    text('project', 'Project', 'net-host'),
    list('sharedWith', 'Shared with', 'Project', 'shop-prod'),
    reference('pool', 'Pool', ['pools'], undefined, false),
  ],
  'gcp-subnet': [
    text('cidr', 'CIDR', 'auto/24', true),
    network,
    site,
    rows('secondary', 'Secondary ranges', 'Range', { name: 'pods', cidr: '10.128.0.0/20' }, [
      text('name', 'Name', 'pods', true),
      text('cidr', 'CIDR', '10.128.0.0/20', true),
    ]),
  ],
  'gcp-cloud-router': [
    network,
    site,
    number('asn', 'ASN'),
    flag('advertiseSubnets', 'Advertises subnets'),
    prefixes('advertises', 'Advertises besides'),
  ],
  'gcp-vpn-gateway': [network, site, choice('type', 'Type', ['ha', 'classic']), router],
  'gcp-vlan-attachment': [
    network,
    site,
    choice('type', 'Type', ['dedicated', 'partner']),
    text('rate', 'Rate', '1 Gbit/s', true),
    router,
    reference('device', 'Device', ['devices'], undefined, false),
    text('delay', 'Delay', '1 ms'),
    text('mtu', 'MTU', '1440 B'),
    priority,
  ],
  'gcp-cloud-nat': [
    { ...router, required: true },
    list('addresses', 'Addresses', 'Address', '203.0.113.1'),
    references('subnets', 'Subnets', ['subnets'], ['gcp-subnet']),
    number('minPortsPerVm', 'Ports per machine'),
    number('maxPortsPerVm', 'Ports per machine at most'),
    flag('endpointIndependent', 'Endpoint independent'),
  ],
  'gcp-ncc-hub': [choice('topology', 'Topology', ['mesh', 'star'])],
  'gcp-vpc-peering': [
    reference('ends[0].network', 'First network', ['networks'], ['gcp-vpc']),
    reference('ends[1].network', 'Second network', ['networks'], ['gcp-vpc']),
    ...peeringEnd(0, 'First'),
    ...peeringEnd(1, 'Second'),
    flag('inactive', 'Only the first half exists'),
  ],
  'gcp-vpn-connection': [
    reference('gateway', 'Gateway', ['gateways'], ['gcp-vpn-gateway']),
    reference('device', 'Other end', ['devices', 'gateways']),
    number('tunnels', 'Tunnels'),
    list('routes', 'Static routes', 'Route', '192.168.0.0/16'),
    priority,
    text('delay', 'Delay', '10 ms'),
  ],
  'gcp-external-address': [
    reference('workload', 'Machine', ['workloads']),
    text('address', 'Address', '203.0.113.1', true),
  ],
  'gcp-ncc-spoke': [
    reference('hub', 'Hub', ['gateways'], ['gcp-ncc-hub']),
    reference('network', 'Network', ['networks'], ['gcp-vpc'], false),
    references(
      'connections',
      'Connections',
      ['attachments', 'gateways'],
      ['gcp-vpn-connection', 'gcp-vlan-attachment'],
    ),
    choice('group', 'Group', ['center', 'edge']),
    prefixes('includeRanges', 'Offers only'),
    prefixes('excludeRanges', 'Does not offer'),
    flag('siteToSite', 'Site-to-site data'),
    flag('importsSubnets', 'Tells its premises the subnets'),
  ],
  'gcp-routes': [
    network,
    rows('routes', 'Routes', 'Route', { to: '0.0.0.0/0', hop: 'internet' }, [
      text('to', 'To', '0.0.0.0/0', true),
      reference('via', 'Via', ['workloads', 'attachments'], ['virtual-machine', 'gcp-vpn-connection'], false),
      text('address', 'Address', '10.0.0.10'),
      choice('hop', 'Next hop', ['internet']),
      priority,
      tags('tags', 'Tags'),
    ]),
  ],
  'gcp-firewall-rule': [
    network,
    direction,
    choice('action', 'Action', ['allow', 'deny']),
    priority,
    matches,
    prefixes('ranges', 'Ranges'),
    tags('sourceTags', 'Source tags'),
    accounts('sourceServiceAccounts', 'Source service accounts'),
    tags('targetTags', 'Target tags'),
    accounts('targetServiceAccounts', 'Target service accounts'),
    flag('disabled', 'Disabled'),
  ],
  'gcp-firewall-policy': [
    choice('level', 'Level', ['organisation', 'folder', 'network']),
    references('networks', 'Networks', ['networks'], ['gcp-vpc']),
    rows('rules', 'Rules', 'Rule', { priority: 1000, action: 'allow' }, [
      { ...priority, required: true },
      direction,
      choice('action', 'Action', ['allow', 'deny', 'goto-next']),
    ]),
  ],
  'gcp-psc-endpoint': [
    text('address', 'Address', 'auto'),
    reference('subnet', 'Subnet', ['subnets'], ['gcp-subnet']),
    text('service', 'Service', 'database'),
  ],
};

export const gcpNouns: Readonly<Record<string, string>> = {
  'gcp-region': 'Google Cloud region',
  'gcp-vpc': 'VPC network',
  'gcp-subnet': 'Subnet',
  'gcp-cloud-router': 'Cloud Router',
  'gcp-vpn-gateway': 'Cloud VPN gateway',
  'gcp-vlan-attachment': 'VLAN attachment',
  'gcp-cloud-nat': 'Cloud NAT',
  'gcp-ncc-hub': 'NCC hub',
  'gcp-vpc-peering': 'Peering',
  'gcp-vpn-connection': 'VPN connection',
  'gcp-external-address': 'External address',
  'gcp-ncc-spoke': 'Spoke',
  'gcp-routes': 'Routes',
  'gcp-firewall-rule': 'Firewall rule',
  'gcp-firewall-policy': 'Firewall policy',
  'gcp-psc-endpoint': 'Private Service Connect endpoint',
};
