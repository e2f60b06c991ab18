/** Origins of fabric elements: the vendor's word for each kind of record, and where the record stands in the document. */
import type { Origin } from '../fabric/origin.ts';
import type { CollectionName, RecordOf } from '../scenario/schema.ts';

type Kind = RecordOf<CollectionName>['kind'];

const nouns: Readonly<Record<Kind, string>> = {
  'aws-region': 'region',
  'data-centre': 'data centre',
  internet: 'internet',
  pool: 'pool',
  'aws-vpc': 'VPC',
  lan: 'LAN',
  'aws-subnet': 'subnet',
  segment: 'segment',
  'aws-transit-gateway': 'transit gateway',
  'aws-internet-gateway': 'internet gateway',
  'aws-transit-gateway-attachment': 'transit gateway attachment',
  'aws-vpc-peering': 'VPC peering',
  'aws-route-table': 'route table',
  'aws-transit-gateway-route-table': 'transit gateway route table',
  'aws-security-group': 'security group',
  router: 'router',
  hypervisor: 'host',
  'standard-switch': 'standard switch',
  wire: 'wire',
  'virtual-machine': 'virtual machine',
  'constant-rate': 'traffic',
  bulk: 'transfer',
  poisson: 'traffic',
  fail: 'failure',
  repair: 'repair',
  flap: 'flapping',
  series: 'measurement',
  capture: 'capture',
};

interface Described {
  readonly kind: Kind;
  readonly name?: string | undefined;
}

export function recordOrigin(collection: CollectionName, id: string, record: Described): Origin {
  return { path: `${collection}.${id}`, noun: nouns[record.kind], name: record.name ?? id };
}

/** A part of a record: `partOrigin(origin, 'routes[2]', 'route')`. */
export function partOrigin(whole: Origin, part: string, noun: string): Origin {
  return { path: `${whole.path}.${part}`, noun, name: whole.name };
}
