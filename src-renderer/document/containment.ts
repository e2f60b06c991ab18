/**
 * What stands in what: site ⊃ network ⊃ subnet ⊃ workload, gateways and devices in their site. One tree for the canvas'
 * nested boxes and the outline, so that both always agree.
 * A reference to something that is not there, or a ring of sites, makes the record stand at the top: the document is
 * wrong then and says so elsewhere, but nothing disappears from view.
 */
import type { CollectionName } from '../../src-sim/index.ts';
import { type RecordEntry, textField } from './records.ts';

const parentField: Partial<Record<CollectionName, readonly string[]>> = {
  sites: ['within'],
  networks: ['site'],
  subnets: ['network'],
  gateways: ['subnet', 'hub', 'network', 'site'],
  devices: ['site'],
  hosts: ['site'],
  switches: ['host'],
  workloads: ['subnet'],
};

/** Collections drawn as boxes or symbols; the others are lines, tables and texts. */
export const drawnCollections = Object.keys(parentField) as CollectionName[];

export function isDrawn(entry: RecordEntry): boolean {
  return parentField[entry.collection] !== undefined;
}

export interface ContainmentTree {
  readonly roots: readonly string[];
  childrenOf(id: string): readonly string[];
  parentOf(id: string): string | null;
}

export function containment(records: ReadonlyMap<string, RecordEntry>): ContainmentTree {
  const parents = new Map<string, string>();
  for (const entry of records.values()) {
    const parent = (parentField[entry.collection] ?? [])
      .map((field) => textField(entry, field))
      .find((id): id is string => id !== null);
    const target = parent === undefined ? undefined : records.get(parent);
    if (target !== undefined && isDrawn(target) && !wouldClose(parents, entry.id, target.id))
      parents.set(entry.id, target.id);
  }
  const children = new Map<string, string[]>();
  const roots: string[] = [];
  for (const entry of records.values()) {
    if (!isDrawn(entry)) continue;
    const parent = parents.get(entry.id);
    if (parent === undefined) roots.push(entry.id);
    else children.set(parent, [...(children.get(parent) ?? []), entry.id]);
  }
  return {
    roots,
    childrenOf: (id) => children.get(id) ?? [],
    parentOf: (id) => parents.get(id) ?? null,
  };
}

function wouldClose(parents: ReadonlyMap<string, string>, child: string, parent: string): boolean {
  for (let at: string | undefined = parent; at !== undefined; at = parents.get(at))
    if (at === child) return true;
  return false;
}
