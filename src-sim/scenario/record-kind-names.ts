/** What kinds and collections are called in a sentence. */
import type { ReferenceTarget } from './reference-table.ts';
import type { CollectionName } from './schema.ts';

const nouns: Readonly<Record<CollectionName, string>> = {
  sites: 'a site',
  pools: 'an address pool',
  networks: 'a network',
  subnets: 'a subnet',
  gateways: 'a gateway',
  attachments: 'an attachment',
  routeTables: 'a route table',
  securityGroups: 'a security group',
  devices: 'a device',
  hosts: 'a host',
  switches: 'a virtual switch',
  links: 'a link',
  workloads: 'a workload',
  traffic: 'a traffic source',
  events: 'an event',
  measurements: 'a measurement',
  intents: 'an intent',
};

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;

export const collectionNoun = (collection: CollectionName): string => nouns[collection];

/** "a gateway, an attachment (aws-vpc-peering) or a workload". */
export function targetNouns(targets: readonly ReferenceTarget[]): string {
  return listed(
    targets.map(({ collection, kinds }) =>
      kinds === undefined ? nouns[collection] : `${nouns[collection]} (${kinds.join(' or ')})`,
    ),
  );
}
