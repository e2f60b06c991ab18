/**
 * Deleting a thing as a person means it: what stands in it goes too, and so does what cannot be without it (an
 * attachment of a network that is gone). Lists that merely mention it lose that entry; the rest of the document is left
 * for the checks to speak about.
 */
import type { CollectionName, Edit, PathStep } from '../../src-sim/index.ts';
import type { ContainmentTree } from './containment.ts';
import type { RecordEntry } from './records.ts';

/** Fields without which the record still makes sense, and lists of which any but the last entry may go. */
const optionalFields: Partial<Record<CollectionName, readonly string[]>> = {
  pools: ['site'],
  networks: ['pool', 'routingIntent'],
  subnets: ['gateway', 'routeTable', 'networkAcl', 'securityGroup', 'natGateway'],
  gateways: ['routeTable', 'interfaces', 'targets', 'securityGroups', 'edges', 'routes', 'device', 'subnets'],
  attachments: [
    'association',
    'propagation',
    'requesterAssociation',
    'accepterAssociation',
    'over',
    'client',
  ],
  devices: ['routes', 'zones'],
  workloads: ['securityGroups'],
  routeTables: ['routes', 'propagation'],
  securityGroups: ['inbound', 'outbound', 'segments', 'networks'],
  links: ['subnet'],
};

export function removalEdits(
  ids: readonly string[],
  records: ReadonlyMap<string, RecordEntry>,
  tree: ContainmentTree,
  placed: Readonly<Record<string, unknown>>,
): Edit[] {
  const gone = new Set<string>();
  const take = (id: string): void => {
    if (gone.has(id)) return;
    gone.add(id);
    for (const child of tree.childrenOf(id)) take(child);
    for (const entry of records.values()) if (!gone.has(entry.id) && needs(entry, id)) take(entry.id);
  };
  for (const id of ids) if (records.has(id)) take(id);

  const edits: Edit[] = [];
  for (const entry of records.values()) {
    const path = [entry.collection, entry.id] as const;
    if (gone.has(entry.id)) edits.push({ op: 'remove', path });
    else
      for (const field of mentionFields(entry))
        edits.push(...mentions(entry.fields[field], [...path, field], gone));
  }
  for (const id of gone) if (id in placed) edits.push({ op: 'remove', path: ['view', 'positions', id] });
  return edits;
}

/** Of these, all but the last entry may go. */
const listFields: Partial<Record<CollectionName, readonly string[]>> = {
  attachments: ['subnets', 'members', 'connections'],
  intents: ['from', 'to', 'sites'],
};

function mentionFields(entry: RecordEntry): string[] {
  const lists = (listFields[entry.collection] ?? []).filter((field) => Array.isArray(entry.fields[field]));
  return [...(optionalFields[entry.collection] ?? []), ...lists].filter((field) => field in entry.fields);
}

function needs(entry: RecordEntry, id: string): boolean {
  const optional = optionalFields[entry.collection] ?? [];
  for (const [field, value] of Object.entries(entry.fields)) {
    if (neverEmpty.has(field) && Array.isArray(value) && value.length === 1) {
      if (names(value[0], new Set([id]))) return true;
    }
    if (optional.includes(field) || texts.has(field)) continue;
    if (value === id) return true;
    if (!Array.isArray(value)) continue;
    if (field === 'circuits' && value.includes(id)) return true;
    const isEnd = (end: { to?: string; network?: string }) => end.to === id || end.network === id;
    if (field === 'ends' && value.some(isEnd)) return true;
  }
  return false;
}

/** Lists whose last entry takes the record along. */
const neverEmpty: ReadonlySet<string> = new Set([
  'subnets',
  'interfaces',
  'targets',
  'edges',
  'members',
  'segments',
  'networks',
  'connections',
  'from',
  'to',
  'sites',
]);

const texts: ReadonlySet<string> = new Set([
  'kind',
  'name',
  'note',
  'zone',
  'region',
  'protocol',
  'purpose',
  'sku',
  'tier',
  'topology',
  'service',
  'project',
  'serviceAccount',
  'type',
  'level',
  'direction',
  'routing',
  'subnetMode',
  'group',
  'action',
]);

/** Removals from the back to the front, so that earlier positions in a list stay what they were. */
function mentions(value: unknown, path: readonly PathStep[], gone: ReadonlySet<string>): Edit[] {
  if (typeof value === 'string') return gone.has(value) ? [{ op: 'remove', path }] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, inner]) => mentions(inner, [...path, key], gone));
  }
  const edits: Edit[] = [];
  for (let index = value.length - 1; index >= 0; index--) {
    const item: unknown = value[index];
    if (names(item, gone)) edits.push({ op: 'remove', path: [...path, index] });
    else for (const groups of groupLists) edits.push(...mentionsIn(item, groups, [...path, index], gone));
  }
  return edits;
}

/** Lists of groups inside a rule. */
const groupLists = ['fromGroups', 'toGroups'] as const;

function mentionsIn(
  item: unknown,
  field: (typeof groupLists)[number],
  path: readonly PathStep[],
  gone: ReadonlySet<string>,
): Edit[] {
  if (typeof item !== 'object' || item === null || !(field in item)) return [];
  return mentions((item as Readonly<Record<string, unknown>>)[field], [...path, field], gone);
}

/** A route or rule whose target is gone goes as a whole. */
function names(item: unknown, gone: ReadonlySet<string>): boolean {
  if (typeof item === 'string') return gone.has(item);
  if (typeof item !== 'object' || item === null) return false;
  const rule = item as Readonly<Record<string, unknown>>;
  const { via, group, prefixList, subnet } = rule;
  // Without the last of its groups a rule would speak of everybody.
  const emptied = groupLists.some((field) => {
    const groups = rule[field];
    return Array.isArray(groups) && groups.length > 0 && groups.every((each) => gone.has(String(each)));
  });
  if (emptied) return true;
  return [via, group, prefixList, subnet].some((target) => typeof target === 'string' && gone.has(target));
}
