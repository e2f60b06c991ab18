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
  ['intents', 'Intents'],
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

/**
 * What is open at first: whole levels from the top, as long as no more than `rowsMax` rows show. Groups of things that
 * are not drawn stay closed except for links and traffic.
 */
export function openAtFirst(items: readonly OutlineItem[], rowsMax: number): ReadonlySet<string> {
  const open = new Set<string>();
  let rows = items.length;
  for (let level = items; level.length > 0; ) {
    const closed = level.filter(({ key, children }) => children.length > 0 && !closedAtFirst.has(key));
    const next = closed.flatMap(({ children }) => children);
    rows += next.length;
    if (rows > rowsMax) break;
    for (const { key } of closed) open.add(key);
    level = next;
  }
  return open;
}

const closedAtFirst: ReadonlySet<string> = new Set(
  ['routeTables', 'securityGroups', 'pools', 'events', 'measurements', 'attachments'].map(
    (name) => `group:${name}`,
  ),
);

/** How many rows show with these open. */
export function rowsShown(items: readonly OutlineItem[], open: ReadonlySet<string>): number {
  return items.reduce(
    (rows, { key, children }) => rows + 1 + (open.has(key) ? rowsShown(children, open) : 0),
    0,
  );
}
