/**
 * What the inspector shows of each kind of record: which fields, what they are called, how they are typed. The document's
 * schema decides what is right; this table only decides what is offered. Fields it does not list stay in the file.
 */
import { awsFields, awsNouns } from './aws-fields.ts';
import { azureFields, azureNouns } from './azure-fields.ts';
import { hostFields, hostNouns, machinePlugFields } from './host-fields.ts';
import { connectionFields, connectionNouns } from './connection-fields.ts';
import { gcpFields, gcpNouns } from './gcp-fields.ts';
import { type Field, number, reference, text } from './field.ts';
import { intentFields, intentNouns } from './intent-fields.ts';
import { trafficFields, trafficNouns } from './traffic-fields.ts';

export type { Field, FieldType } from './field.ts';

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
const queueLimit = (within: string): Field => number(`${within}.packets`, 'Queue, packets');
const fieldsByKind: Readonly<Record<string, readonly Field[]>> = {
  ...awsFields,
  ...azureFields,
  ...hostFields,
  ...gcpFields,
  ...trafficFields,
  ...intentFields,
  ...connectionFields,
  'aws-region': [text('region', 'Region', 'eu-central-1', true)],
  'data-centre': [number('latitude', 'Latitude'), number('longitude', 'Longitude')],
  'aws-vpc': [cidrs, site, reference('pool', 'Pool', ['pools'], undefined, false)],
  lan: [cidrs, site, reference('pool', 'Pool', ['pools'], undefined, false)],
  pool: [
    text('cidr', 'CIDR', '10.0.0.0/8', true),
    reference('site', 'Only for site', ['sites'], undefined, false),
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
  'aws-vpc-peering': [
    reference('requester', 'Requester', ['networks']),
    reference('accepter', 'Accepter', ['networks']),
  ],
  switch: [
    reference('site', 'Site', ['sites'], undefined, false),
    text('ageing', 'Ageing', '300 s'),
    number('addresses', 'Addresses'),
    text('mtu', 'MTU', '1500 B'),
  ],
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
    number('ends[0].metric', 'Metric of first end'),
    number('ends[1].metric', 'Metric of second end'),
    number('ends[0].access', 'VLAN at first end'),
    number('ends[1].access', 'VLAN at second end'),
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
    { type: 'list', field: 'tags', label: 'Network tags', item: 'Tag', fresh: 'web' },
    text('serviceAccount', 'Service account', 'web@shop'),
    text('project', 'Project', 'shop-prod'),
    { type: 'list', field: 'aliases', label: 'Alias addresses', item: 'Address', fresh: '10.128.0.10' },
    text('nic.rate', 'NIC rate', '10 Gbit/s'),
    text('nic.delay', 'NIC delay', '20 us'),
    queueLimit('nic.queue'),
    ...machinePlugFields,
  ],
  fail: [
    text('at', 'At', '500 ms', true),
    reference('target', 'Target', ['links', 'devices', 'attachments']),
  ],
  repair: [
    text('at', 'At', '800 ms', true),
    reference('target', 'Target', ['links', 'devices', 'attachments']),
  ],
  migrate: [
    text('at', 'At', '500 ms', true),
    reference('target', 'Machine', ['workloads']),
    reference('to', 'To wire', ['links']),
    text('blackout', 'Stopped for', '50 ms', true),
    text('converges', 'Switches know after', '100 ms'),
  ],
  flap: [
    text('at', 'At', '500 ms', true),
    reference('target', 'Target', ['links', 'devices', 'attachments']),
    text('down', 'Down for', '50 ms', true),
    text('up', 'Up for', '200 ms', true),
    number('times', 'Times'),
  ],
  capture: [reference('target', 'Target', ['links', 'workloads', 'devices'])],
};

export function fieldsOf(kind: string): readonly Field[] {
  return fieldsByKind[kind] ?? [];
}

const nouns: Readonly<Record<string, string>> = {
  ...awsNouns,
  ...azureNouns,
  ...hostNouns,
  ...gcpNouns,
  ...trafficNouns,
  ...intentNouns,
  ...connectionNouns,
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
  switch: 'Switch',
  wire: 'Wire',
  'virtual-machine': 'Virtual machine',
  fail: 'Failure',
  repair: 'Repair',
  flap: 'Repeated failure',
  migrate: 'Live migration',
  capture: 'Capture',
};

/** What a kind is called in a sentence or a heading. */
export function nounOf(kind: string): string {
  return nouns[kind] ?? kind;
}
