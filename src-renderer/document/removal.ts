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
  networks: ['pool'],
  subnets: ['gateway', 'routeTable'],
  attachments: ['association', 'propagation'],
  devices: ['routes'],
  workloads: ['securityGroups'],
  routeTables: ['routes'],
  securityGroups: ['inbound', 'outbound'],
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

function mentionFields(entry: RecordEntry): string[] {
  const lists = entry.collection === 'attachments' ? ['subnets'] : [];
  return [...(optionalFields[entry.collection] ?? []), ...lists].filter((field) => field in entry.fields);
}

function needs(entry: RecordEntry, id: string): boolean {
  const optional = optionalFields[entry.collection] ?? [];
  for (const [field, value] of Object.entries(entry.fields)) {
    if (optional.includes(field) || texts.has(field)) continue;
    if (value === id) return true;
    if (!Array.isArray(value)) continue;
    if (field === 'ends' && value.some((end: { to?: string }) => end.to === id)) return true;
    if (field === 'subnets' && value.length === 1 && value[0] === id) return true;
  }
  return false;
}

const texts: ReadonlySet<string> = new Set(['kind', 'name', 'note', 'zone', 'region', 'protocol']);

/** Removals from the back to the front, so that earlier positions in a list stay what they were. */
function mentions(value: unknown, path: readonly PathStep[], gone: ReadonlySet<string>): Edit[] {
  if (typeof value === 'string') return gone.has(value) ? [{ op: 'remove', path }] : [];
  if (!Array.isArray(value)) return [];
  const edits: Edit[] = [];
  for (let index = value.length - 1; index >= 0; index--)
    if (names(value[index], gone)) edits.push({ op: 'remove', path: [...path, index] });
  return edits;
}

/** A route or rule whose target is gone goes as a whole. */
function names(item: unknown, gone: ReadonlySet<string>): boolean {
  if (typeof item === 'string') return gone.has(item);
  if (typeof item !== 'object' || item === null) return false;
  const { via, group } = item as { via?: unknown; group?: unknown };
  return [via, group].some((target) => typeof target === 'string' && gone.has(target));
}
