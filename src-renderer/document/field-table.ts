/**
 * What the inspector shows of each kind of record: which fields, what they are called, how they are typed. The document's
 * schema decides what is right; this table only decides what is offered. Fields it does not list stay in the file.
 */
import type { CollectionName } from '../../src-sim/index.ts';

export type FieldType =
  | { readonly type: 'text'; readonly example?: string }
  | { readonly type: 'number' }
  /** A port or a range: a number where it is one. */
  | { readonly type: 'port' }
  | { readonly type: 'flag' }
  | { readonly type: 'choice'; readonly options: readonly string[] }
  | {
      readonly type: 'reference';
      readonly collections: readonly CollectionName[];
      readonly kinds?: readonly string[];
    }
  | {
      readonly type: 'references';
      readonly collections: readonly CollectionName[];
      readonly kinds?: readonly string[];
    }
  | { readonly type: 'list'; readonly item: string; readonly fresh: string }
  | {
      readonly type: 'rows';
      readonly row: string;
      readonly columns: readonly Field[];
      readonly fresh: Readonly<Record<string, unknown>>;
    };

export type Field = FieldType & {
  /** Dotted where it lies deeper: `nic.rate`. */
  readonly field: string;
  readonly label: string;
  readonly required?: boolean;
};

const text = (field: string, label: string, example?: string, required = false): Field => ({
  type: 'text',
  field,
  label,
  required,
  ...(example === undefined ? {} : { example }),
});
const reference = (
  field: string,
  label: string,
  collections: readonly CollectionName[],
  kinds?: readonly string[],
  required = true,
): Field => ({
  type: 'reference',
  field,
  label,
  collections,
  required,
  ...(kinds === undefined ? {} : { kinds }),
});
const number = (field: string, label: string): Field => ({ type: 'number', field, label });
const protocols = ['any', 'icmp', 'tcp', 'udp'] as const;

const site = reference('site', 'Site', ['sites']);
const network = reference('network', 'Network', ['networks']);
const cidrs: Field = {
  type: 'list',
  field: 'cidrs',
  label: 'CIDR',
  item: 'CIDR',
  fresh: 'auto/24',
  required: true,
};
const cidr = text('cidr', 'CIDR', 'auto/24', true);
const routes: Field = {
  type: 'rows',
  field: 'routes',
  label: 'Routes',
  row: 'Route',
  fresh: { to: '0.0.0.0/0', drop: true },
  columns: [
    text('to', 'To', '0.0.0.0/0', true),
    reference('via', 'Via', ['gateways', 'attachments', 'devices', 'links'], undefined, false),
    { type: 'flag', field: 'drop', label: 'Drop' },
  ],
};
const rules = (field: string, label: string): Field => ({
  type: 'rows',
  field,
  label,
  row: 'Rule',
  fresh: { protocol: 'tcp', ports: 443, cidr: '10.0.0.0/8' },
  columns: [
    { type: 'choice', field: 'protocol', label: 'Protocol', options: protocols },
    { type: 'port', field: 'ports', label: 'Ports' },
    text('cidr', 'CIDR', '10.0.0.0/8'),
    reference('group', 'Group', ['securityGroups'], undefined, false),
  ],
});
const queueLimit = (within: string): Field => number(`${within}.packets`, 'Queue, packets');
const flow: readonly Field[] = [
  reference('from', 'From', ['workloads']),
  reference('to', 'To', ['workloads']),
  { type: 'choice', field: 'protocol', label: 'Protocol', options: ['udp', 'tcp', 'icmp'] },
  number('port', 'Port'),
  text('rate', 'Rate', '10 Mbit/s', true),
  text('packetSize', 'Packet size', '1500 B'),
  text('start', 'Start', '0 ms'),
  text('stop', 'Stop', '1 s'),
];

const fieldsByKind: Readonly<Record<string, readonly Field[]>> = {
  'aws-region': [text('region', 'Region', 'eu-central-1', true)],
  'data-centre': [number('latitude', 'Latitude'), number('longitude', 'Longitude')],
  'aws-vpc': [cidrs, site, reference('pool', 'Pool', ['pools'], undefined, false)],
  lan: [cidrs, site, reference('pool', 'Pool', ['pools'], undefined, false)],
  pool: [
    text('cidr', 'CIDR', '10.0.0.0/8', true),
    reference('site', 'Only for site', ['sites'], undefined, false),
  ],
  'aws-subnet': [
    cidr,
    text('zone', 'Zone', 'eu-central-1a'),
    network,
    reference('routeTable', 'Route table', ['routeTables'], ['aws-route-table'], false),
  ],
  segment: [
    cidr,
    network,
    reference('gateway', 'Gateway', ['devices'], undefined, false),
    text('rate', 'Rate', '1 Gbit/s'),
    text('delay', 'Delay', '10 us'),
    text('mtu', 'MTU', '1500 B'),
  ],
  'aws-transit-gateway': [site, number('asn', 'ASN')],
  'aws-internet-gateway': [network],
  'aws-transit-gateway-attachment': [
    reference('gateway', 'Gateway', ['gateways'], ['aws-transit-gateway']),
    network,
    { type: 'references', field: 'subnets', label: 'Subnets', collections: ['subnets'], required: true },
    reference('association', 'Association', ['routeTables'], ['aws-transit-gateway-route-table'], false),
    {
      type: 'references',
      field: 'propagation',
      label: 'Propagation',
      collections: ['routeTables'],
      kinds: ['aws-transit-gateway-route-table'],
    },
  ],
  'aws-vpc-peering': [
    reference('requester', 'Requester', ['networks']),
    reference('accepter', 'Accepter', ['networks']),
  ],
  'aws-route-table': [network, { type: 'flag', field: 'main', label: 'Main table' }, routes],
  'aws-transit-gateway-route-table': [reference('gateway', 'Gateway', ['gateways']), routes],
  'aws-security-group': [network, rules('inbound', 'Inbound'), rules('outbound', 'Outbound')],
  router: [reference('site', 'Site', ['sites'], undefined, false), routes],
  hypervisor: [site],
  'standard-switch': [reference('host', 'Host', ['hosts']), text('mtu', 'MTU', '1500 B')],
  wire: [
    text('rate', 'Rate', '1 Gbit/s', true),
    text('delay', 'Delay', '1 ms', true),
    text('mtu', 'MTU', '1500 B'),
    text('loss', 'Loss', '0.1 %'),
    text('duplication', 'Duplication', '0.1 %'),
    text('jitter.spread', 'Jitter', '1 ms'),
    queueLimit('queue'),
    reference('subnet', 'Subnet', ['subnets'], undefined, false),
    text('ends[0].address', 'Address of first end', 'auto'),
    text('ends[1].address', 'Address of second end', 'auto'),
  ],
  'virtual-machine': [
    text('address', 'Address', 'auto'),
    reference('subnet', 'Subnet', ['subnets']),
    {
      type: 'references',
      field: 'securityGroups',
      label: 'Security groups',
      collections: ['securityGroups'],
    },
    text('nic.rate', 'NIC rate', '10 Gbit/s'),
    text('nic.delay', 'NIC delay', '20 us'),
    queueLimit('nic.queue'),
  ],
  'constant-rate': flow,
  poisson: flow,
  bulk: [
    reference('from', 'From', ['workloads']),
    reference('to', 'To', ['workloads']),
    number('port', 'Port'),
    text('size', 'Size', '10 MB'),
    {
      type: 'choice',
      field: 'congestion',
      label: 'Congestion control',
      options: ['cubic', 'reno', 'bbr', 'dctcp'],
    },
    { type: 'flag', field: 'ecn', label: 'ECN' },
    text('start', 'Start', '0 ms'),
    text('stop', 'Stop', '1 s'),
  ],
  fail: [
    text('at', 'At', '500 ms', true),
    reference('target', 'Target', ['links', 'devices', 'attachments']),
  ],
  repair: [
    text('at', 'At', '800 ms', true),
    reference('target', 'Target', ['links', 'devices', 'attachments']),
  ],
  flap: [
    text('at', 'At', '500 ms', true),
    reference('target', 'Target', ['links', 'devices', 'attachments']),
    text('down', 'Down for', '50 ms', true),
    text('up', 'Up for', '200 ms', true),
    number('times', 'Times'),
  ],
  capture: [reference('target', 'Target', ['links', 'workloads', 'devices'])],
  series: [
    reference('target', 'Target', ['links', 'attachments', 'workloads']),
    {
      type: 'choice',
      field: 'quantity',
      label: 'Quantity',
      options: ['utilisation', 'queue-depth', 'drops'],
    },
    text('every', 'Every', '10 ms', true),
  ],
};

export function fieldsOf(kind: string): readonly Field[] {
  return fieldsByKind[kind] ?? [];
}

const nouns: Readonly<Record<string, string>> = {
  'aws-region': 'AWS region',
  'data-centre': 'Data centre',
  internet: 'Internet',
  'aws-vpc': 'VPC',
  lan: 'Network',
  pool: 'Address pool',
  'aws-subnet': 'Subnet',
  segment: 'Segment',
  'aws-transit-gateway': 'Transit gateway',
  'aws-internet-gateway': 'Internet gateway',
  'aws-transit-gateway-attachment': 'Transit gateway attachment',
  'aws-vpc-peering': 'VPC peering',
  'aws-route-table': 'Route table',
  'aws-transit-gateway-route-table': 'Transit gateway route table',
  'aws-security-group': 'Security group',
  router: 'Router',
  hypervisor: 'Hypervisor',
  'standard-switch': 'Standard switch',
  wire: 'Wire',
  'virtual-machine': 'Virtual machine',
  'constant-rate': 'Traffic, constant rate',
  poisson: 'Traffic, Poisson',
  bulk: 'Traffic, one TCP connection',
  fail: 'Failure',
  repair: 'Repair',
  flap: 'Repeated failure',
  capture: 'Capture',
  series: 'Measured series',
};

/** What a kind is called in a sentence or a heading. */
export function nounOf(kind: string): string {
  return nouns[kind] ?? kind;
}
