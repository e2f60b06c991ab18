/**
 * What the palette adds: a record that is valid as it stands, in the place the selection suggests. Addresses are left to
 * address management (`auto`), so that adding never overlaps.
 */
import type { CollectionName, Edit } from '../../src-sim/index.ts';
import type { ContainmentTree } from './containment.ts';
import type { RecordEntry } from './records.ts';

export type Noun =
  | 'region'
  | 'azure-region'
  | 'gcp-region'
  | 'data-centre'
  | 'network'
  | 'subnet'
  | 'machine'
  | 'transit-gateway'
  | 'router'
  | 'switch';

export interface Addition {
  readonly id: string;
  readonly label: string;
  readonly edits: readonly Edit[];
}

export type AdditionOutcome = Addition | { readonly refusal: string };

export interface Surroundings {
  readonly records: ReadonlyMap<string, RecordEntry>;
  readonly tree: ContainmentTree;
  readonly selected: string | null;
}

/** The kind of network that stands in a kind of site, and the kind of subnet in that. */
const networkIn: Readonly<Record<string, { readonly kind: string; readonly called: string }>> = {
  'aws-region': { kind: 'aws-vpc', called: 'a VPC' },
  'azure-region': { kind: 'azure-vnet', called: 'a virtual network' },
  'gcp-region': { kind: 'gcp-vpc', called: 'a VPC network' },
  'data-centre': { kind: 'lan', called: 'a network' },
};
const subnetIn: Readonly<Record<string, string>> = {
  'aws-vpc': 'aws-subnet',
  'azure-vnet': 'azure-subnet',
  'avs-private-cloud': 'nsx-segment',
  'gcp-vpc': 'gcp-subnet',
  lan: 'segment',
};

export function additionOf(noun: Noun, around: Surroundings): AdditionOutcome {
  const place = (collection: CollectionName, kinds?: readonly string[]) => nearest(around, collection, kinds);
  switch (noun) {
    case 'region':
      return added(around, 'sites', 'region', 'an AWS region', {
        kind: 'aws-region',
        region: 'eu-central-1',
      });
    case 'azure-region':
      return added(around, 'sites', 'region', 'an Azure region', {
        kind: 'azure-region',
        region: 'westeurope',
      });
    case 'gcp-region':
      return added(around, 'sites', 'region', 'a Google Cloud region', {
        kind: 'gcp-region',
        region: 'europe-west1',
      });
    case 'data-centre':
      return added(around, 'sites', 'data-centre', 'a data centre', { kind: 'data-centre' });
    case 'network': {
      const site = place('sites', Object.keys(networkIn));
      if (site === null)
        return { refusal: 'A network stands in a region or data centre: add one of those first.' };
      const { kind, called } = networkIn[site.kind];
      // A network of Google Cloud is global and has no block: its subnets have.
      const record = kind === 'gcp-vpc' ? { kind } : { kind, site: site.id, cidrs: ['auto/16'] };
      return added(around, 'networks', 'network', called, record, poolIfNone(around));
    }
    case 'subnet': {
      const network = place('networks', Object.keys(subnetIn));
      if (network === null) return { refusal: 'A subnet stands in a network: add a network first.' };
      const kind = subnetIn[network.kind];
      const region = place('sites', ['gcp-region']);
      if (kind === 'gcp-subnet' && region === null)
        return { refusal: 'A subnet of Google Cloud stands in a region: add a region first.' };
      return added(around, 'subnets', `${network.id}-subnet`, 'a subnet', {
        kind,
        network: network.id,
        ...(kind === 'gcp-subnet' ? { site: region?.id } : {}),
        cidr: 'auto/24',
      });
    }
    case 'machine': {
      const subnet = place('subnets');
      if (subnet === null) return { refusal: 'A virtual machine stands in a subnet: add a subnet first.' };
      const record = { kind: 'virtual-machine', subnet: subnet.id, address: 'auto' };
      return added(around, 'workloads', 'machine', 'a virtual machine', record);
    }
    case 'transit-gateway': {
      const site = place('sites', ['aws-region']);
      if (site === null) return { refusal: 'A transit gateway stands in an AWS region: add a region first.' };
      const record = { kind: 'aws-transit-gateway', site: site.id };
      return added(around, 'gateways', 'transit', 'a transit gateway', record, (id) => {
        const table = freeId(around.records, `${id}-routes`);
        return [set('routeTables', table, { kind: 'aws-transit-gateway-route-table', gateway: id })];
      });
    }
    case 'router': {
      const site = place('sites', ['data-centre']);
      const record = site === null ? { kind: 'router' } : { kind: 'router', site: site.id };
      return added(around, 'devices', 'router', 'a router', record);
    }
    case 'switch': {
      const site = place('sites', ['data-centre']);
      const record = site === null ? { kind: 'switch' } : { kind: 'switch', site: site.id };
      return added(around, 'devices', 'switch', 'a switch', record);
    }
  }
}

/** The first of `stem`, `stem-2`, `stem-3`, … that no record has. */
export function freeId(records: ReadonlyMap<string, RecordEntry>, stem: string): string {
  if (!records.has(stem)) return stem;
  for (let count = 2; ; count++) if (!records.has(`${stem}-${count}`)) return `${stem}-${count}`;
}

/** The selected record or the closest one around it in this collection; without a selection the first there is. */
function nearest(
  around: Surroundings,
  collection: CollectionName,
  kinds?: readonly string[],
): RecordEntry | null {
  const fits = (entry: RecordEntry | undefined): entry is RecordEntry =>
    entry?.collection === collection && (kinds === undefined || kinds.includes(entry.kind));
  for (let id = around.selected; id !== null; id = around.tree.parentOf(id)) {
    const entry = around.records.get(id);
    if (fits(entry)) return entry;
    // A machine beside the selected machine's neighbours, a subnet in the selected site's first network.
    const child = around.tree
      .childrenOf(id)
      .map((at) => around.records.get(at))
      .find(fits);
    if (child !== undefined) return child;
  }
  return [...around.records.values()].find(fits) ?? null;
}

function added(
  around: Surroundings,
  collection: CollectionName,
  stem: string,
  noun: string,
  record: Readonly<Record<string, unknown>>,
  besides: (id: string) => readonly Edit[] = () => [],
): Addition {
  const id = freeId(around.records, stem);
  return { id, label: `Add ${noun}`, edits: [...besides(id), set(collection, id, record)] };
}

const set = (collection: CollectionName, id: string, value: unknown): Edit => ({
  op: 'set',
  path: [collection, id],
  value,
});

/** `auto` needs a stock of addresses to take from; a new document gets the largest private one. */
function poolIfNone(around: Surroundings): () => readonly Edit[] {
  const hasPool = [...around.records.values()].some((entry) => entry.collection === 'pools');
  const id = freeId(around.records, 'private');
  return () => (hasPool ? [] : [set('pools', id, { kind: 'pool', cidr: '10.0.0.0/8' })]);
}
