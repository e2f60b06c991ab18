/** Fields and names of the AWS kinds of record. */
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

const network = reference('network', 'Network', ['networks'], ['aws-vpc']);
const subnet = reference('subnet', 'Subnet', ['subnets'], ['aws-subnet']);
const interfaces: Field = {
  ...rows('interfaces', 'Interfaces', 'Interface', { subnet: '' }, [
    subnet,
    text('address', 'Address', 'auto'),
  ]),
  required: true,
};
const asn = number('asn', 'ASN');
const transitTable = ['aws-transit-gateway-route-table'];
const association = reference('association', 'Association', ['routeTables'], transitTable, false);
const propagation = references('propagation', 'Propagation', ['routeTables'], transitTable);
const device = reference('device', 'Device', ['devices']);
const applianceMode = flag('applianceMode', 'Appliance mode');
const subnets = references('subnets', 'Subnets', ['subnets'], ['aws-subnet'], true);
const prefixList = reference('prefixList', 'Prefix list', ['routeTables'], ['aws-prefix-list'], false);

const routes = rows('routes', 'Routes', 'Route', { to: '0.0.0.0/0', drop: true }, [
  text('to', 'To', '0.0.0.0/0'),
  prefixList,
  reference('via', 'Via', ['gateways', 'attachments', 'workloads'], undefined, false),
  flag('drop', 'Drop'),
]);

const groupRules = (field: string, label: string): Field =>
  rows(field, label, 'Rule', { protocol: 'tcp', ports: 443, cidr: '10.0.0.0/8' }, [
    choice('protocol', 'Protocol', protocols),
    { type: 'port', field: 'ports', label: 'Ports' },
    text('cidr', 'CIDR', '10.0.0.0/8'),
    reference('group', 'Group', ['securityGroups'], ['aws-security-group'], false),
    prefixList,
  ]);

const aclRules = (field: string, label: string): Field =>
  rows(field, label, 'Rule', { rule: 100, action: 'allow', cidr: '0.0.0.0/0' }, [
    { ...number('rule', 'Number'), required: true },
    choice('action', 'Action', ['allow', 'deny']),
    choice('protocol', 'Protocol', protocols),
    { type: 'port', field: 'ports', label: 'Ports' },
    text('cidr', 'CIDR', '0.0.0.0/0', true),
  ]);

const inspectionRules: readonly Field[] = [
  rows('rules', 'Rules', 'Rule', { action: 'pass', protocol: 'tcp', ports: 443 }, [
    choice('action', 'Action', ['pass', 'drop']),
    choice('protocol', 'Protocol', protocols),
    { type: 'port', field: 'ports', label: 'Ports' },
    text('from', 'From', '10.0.0.0/8'),
    text('to', 'To', '0.0.0.0/0'),
  ]),
  choice('otherwise', 'Otherwise', ['drop', 'pass']),
];

export const awsFields: Readonly<Record<string, readonly Field[]>> = {
  'aws-subnet': [
    text('cidr', 'CIDR', 'auto/24', true),
    text('zone', 'Zone', 'eu-central-1a'),
    reference('network', 'Network', ['networks']),
    reference('routeTable', 'Route table', ['routeTables'], ['aws-route-table'], false),
    reference('networkAcl', 'Network ACL', ['securityGroups'], ['aws-network-acl'], false),
  ],
  'aws-internet-gateway': [
    network,
    reference('routeTable', 'Route table', ['routeTables'], ['aws-route-table'], false),
  ],
  'aws-egress-only-gateway': [network],
  'aws-nat-gateway': [network, interfaces, choice('connectivity', 'Connectivity', ['public', 'private'])],
  'aws-virtual-private-gateway': [network, asn],
  'aws-direct-connect-gateway': [asn],
  'aws-network-firewall': [network, interfaces, ...inspectionRules],
  'aws-gateway-load-balancer': [network, interfaces, flag('crossZone', 'Cross-zone'), ...inspectionRules],
  'aws-gateway-load-balancer-endpoint': [
    network,
    reference('loadBalancer', 'Load balancer', ['gateways'], ['aws-gateway-load-balancer']),
    interfaces,
  ],
  'aws-endpoint-service': [
    network,
    interfaces,
    references('targets', 'Targets', ['workloads'], undefined, true),
    number('port', 'Port'),
    number('targetPort', 'Target port'),
  ],
  'aws-interface-endpoint': [
    network,
    reference('service', 'Service', ['gateways'], ['aws-endpoint-service']),
    interfaces,
    references('securityGroups', 'Security groups', ['securityGroups'], ['aws-security-group']),
  ],
  'aws-core-network': [
    references('edges', 'Edges', ['sites'], ['aws-region'], true),
    asn,
    rows('segments', 'Segments', 'Segment', { name: 'production' }, [
      text('name', 'Name', 'production', true),
      flag('isolateAttachments', 'Isolate'),
    ]),
    list('functionGroups', 'Function groups', 'Group', 'inspection'),
    rows('routes', 'Routes', 'Route', { segment: 'production', to: '0.0.0.0/0' }, [
      text('segment', 'Segment', 'production', true),
      text('to', 'To', '0.0.0.0/0', true),
      reference('via', 'Via', ['attachments'], ['aws-core-network-attachment'], false),
    ]),
  ],
  'aws-transit-gateway-attachment': [
    reference('gateway', 'Gateway', ['gateways'], ['aws-transit-gateway']),
    reference('network', 'Network', ['networks']),
    { type: 'references', field: 'subnets', label: 'Subnets', collections: ['subnets'], required: true },
    association,
    propagation,
    applianceMode,
  ],
  'aws-transit-gateway-peering': [
    reference('requester', 'Requester', ['gateways'], ['aws-transit-gateway']),
    reference('accepter', 'Accepter', ['gateways'], ['aws-transit-gateway']),
    reference('requesterAssociation', 'Association of requester', ['routeTables'], transitTable, false),
    reference('accepterAssociation', 'Association of accepter', ['routeTables'], transitTable, false),
  ],
  'aws-transit-gateway-connect': [
    reference('gateway', 'Gateway', ['gateways'], ['aws-transit-gateway']),
    reference('transport', 'Transport', ['attachments'], ['aws-direct-connect-association']),
    device,
    number('peers', 'Peers'),
    association,
    propagation,
  ],
  'aws-elastic-address': [
    text('address', 'Address', '203.0.113.10', true),
    reference('target', 'Target', ['workloads', 'gateways']),
  ],
  'aws-vpn-connection': [
    reference('gateway', 'Gateway', ['gateways'], ['aws-transit-gateway', 'aws-virtual-private-gateway']),
    device,
    list('routes', 'Static routes', 'Route', '192.168.0.0/16'),
    number('tunnels', 'Tunnels'),
    text('delay', 'Delay', '10 ms'),
    association,
    propagation,
  ],
  'aws-direct-connect': [
    device,
    reference('site', 'Location', ['sites'], undefined, false),
    text('rate', 'Rate', '1 Gbit/s', true),
    text('delay', 'Delay', '5 ms'),
  ],
  'aws-virtual-interface': [
    reference('connection', 'Connection', ['attachments'], ['aws-direct-connect']),
    reference(
      'gateway',
      'Gateway',
      ['gateways'],
      ['aws-direct-connect-gateway', 'aws-virtual-private-gateway'],
    ),
    choice('type', 'Type', ['private', 'transit']),
    number('vlan', 'VLAN'),
    flag('jumbo', 'Jumbo frames'),
  ],
  'aws-direct-connect-association': [
    reference('directConnectGateway', 'Direct Connect gateway', ['gateways'], ['aws-direct-connect-gateway']),
    reference('gateway', 'Gateway', ['gateways'], ['aws-transit-gateway', 'aws-virtual-private-gateway']),
    list('allowedPrefixes', 'Allowed prefixes', 'Prefix', '10.0.0.0/8'),
    association,
    propagation,
  ],
  'aws-core-network-attachment': [
    reference('gateway', 'Core network', ['gateways'], ['aws-core-network']),
    network,
    subnets,
    text('segment', 'Segment', 'production'),
    text('functionGroup', 'Function group', 'inspection'),
    applianceMode,
  ],
  'aws-route-table': [
    reference('network', 'Network', ['networks']),
    flag('main', 'Main table'),
    routes,
    references('propagation', 'Propagation', ['gateways'], ['aws-virtual-private-gateway']),
  ],
  'aws-transit-gateway-route-table': [reference('gateway', 'Gateway', ['gateways']), routes],
  'aws-prefix-list': [{ ...list('entries', 'Entries', 'Prefix', '10.0.0.0/8'), required: true }],
  'aws-security-group': [
    reference('network', 'Network', ['networks']),
    groupRules('inbound', 'Inbound'),
    groupRules('outbound', 'Outbound'),
  ],
  'aws-network-acl': [
    network,
    flag('default', 'Default ACL'),
    aclRules('inbound', 'Inbound'),
    aclRules('outbound', 'Outbound'),
  ],
};

export const awsNouns: Readonly<Record<string, string>> = {
  'aws-egress-only-gateway': 'Egress-only internet gateway',
  'aws-nat-gateway': 'NAT gateway',
  'aws-virtual-private-gateway': 'Virtual private gateway',
  'aws-direct-connect-gateway': 'Direct Connect gateway',
  'aws-network-firewall': 'Network firewall',
  'aws-gateway-load-balancer': 'Gateway load balancer',
  'aws-gateway-load-balancer-endpoint': 'Gateway load balancer endpoint',
  'aws-endpoint-service': 'Endpoint service',
  'aws-interface-endpoint': 'Interface endpoint',
  'aws-core-network': 'Core network (Cloud WAN)',
  'aws-transit-gateway-peering': 'Transit gateway peering',
  'aws-transit-gateway-connect': 'Transit gateway Connect',
  'aws-elastic-address': 'Elastic address',
  'aws-vpn-connection': 'VPN connection',
  'aws-direct-connect': 'Direct Connect connection',
  'aws-virtual-interface': 'Virtual interface',
  'aws-direct-connect-association': 'Direct Connect gateway association',
  'aws-core-network-attachment': 'Core network attachment',
  'aws-prefix-list': 'Prefix list',
  'aws-network-acl': 'Network ACL',
};
