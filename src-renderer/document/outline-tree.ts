/** The document as one tree for the outline: things by what they stand in, then everything that is not drawn as a thing, by collection. */
import type { CollectionName } from '../../src-sim/index.ts';
import type { ContainmentTree } from './containment.ts';
import { isDrawn } from './containment.ts';
import type { RecordEntry } from './records.ts';

export interface OutlineItem {
  /** Record id, or `group:COLLECTION`, which no record can be called. */
  readonly key: string;
  readonly title: string;
  readonly entry: RecordEntry | null;
  readonly children: readonly OutlineItem[];
}

const groups: readonly (readonly [CollectionName, string])[] = [
  ['attachments', 'Attachments'],
  ['links', 'Links'],
  ['traffic', 'Traffic'],
  ['routeTables', 'Route tables'],
  ['securityGroups', 'Security groups'],
  ['pools', 'Address pools'],
  ['events', 'Events'],
  ['measurements', 'Measurements'],
];

export function outlineTree(
  records: ReadonlyMap<string, RecordEntry>,
  tree: ContainmentTree,
): readonly OutlineItem[] {
  const thing = (id: string): OutlineItem => {
    const entry = records.get(id)!;
    return { key: id, title: entry.title, entry, children: tree.childrenOf(id).map(thing) };
  };
  const others = [...records.values()].filter((entry) => !isDrawn(entry));
  const grouped = groups.flatMap(([collection, title]): OutlineItem[] => {
    const children = others
      .filter((entry) => entry.collection === collection)
      .map((entry) => ({ key: entry.id, title: entry.title, entry, children: [] }));
    return children.length === 0 ? [] : [{ key: `group:${collection}`, title, entry: null, children }];
  });
  return [...tree.roots.map(thing), ...grouped];
}

/** Everything around an item, outermost first: what must be open for it to be seen. */
export function ancestorsOf(items: readonly OutlineItem[], key: string): readonly string[] | null {
  for (const item of items) {
    if (item.key === key) return [];
    const below = ancestorsOf(item.children, key);
    if (below !== null) return [item.key, ...below];
  }
  return null;
}

export function keysWithChildren(items: readonly OutlineItem[]): readonly string[] {
  return items.flatMap((item) =>
    item.children.length === 0 ? [] : [item.key, ...keysWithChildren(item.children)],
  );
}
