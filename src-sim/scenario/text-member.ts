/** Entries of a record and items of a list, alike: what stands there, what becomes of it, and what is new. */
import { alignLists } from './list-alignment.ts';
import { collectionNames } from './schema.ts';
import type { TextEntry, TextItem, TextList, TextMap } from './text-tree.ts';
import { valueOf } from './text-tree.ts';

export interface PresentMember {
  readonly kind: 'kept' | 'removed';
  /** Of the key, of the dash, or of the value in a flow list. */
  readonly start: number;
  readonly part: TextEntry | TextItem;
  /** The value it gets, where it is kept. */
  readonly value: unknown;
}

export interface NewMember {
  readonly kind: 'new';
  /** Null in a list. */
  readonly key: string | null;
  readonly value: unknown;
}

export type Member = PresentMember | NewMember;

const topLevel: readonly string[] = [
  'netwright',
  'name',
  'description',
  'facts',
  'simulation',
  ...collectionNames,
  'view',
];

/** New keys of the document itself stand in the order of the schema; elsewhere they come last. */
function placed(present: readonly PresentMember[], added: readonly NewMember[], isRoot: boolean): Member[] {
  const members: Member[] = [...present];
  if (!isRoot) return [...members, ...added];
  const rank = (member: Member): number =>
    topLevel.indexOf(member.kind === 'new' ? (member.key ?? '') : (member.part as TextEntry).key);
  for (const one of [...added].sort((a, b) => rank(a) - rank(b))) {
    const own = rank(one);
    const after = own === -1 ? members.length - 1 : members.findLastIndex((member) => rank(member) < own);
    members.splice(after + 1, 0, one);
  }
  return members;
}

export function membersOf(node: TextMap | TextList, value: object, isRoot: boolean): Member[] {
  if (node.kind === 'map') {
    const values = value as Readonly<Record<string, unknown>>;
    const present = node.entries.map((entry): PresentMember => {
      const kept = Object.hasOwn(values, entry.key);
      return {
        kind: kept ? 'kept' : 'removed',
        start: entry.keyStart,
        part: entry,
        value: kept ? values[entry.key] : undefined,
      };
    });
    const keys = new Set(node.entries.map((entry) => entry.key));
    const added = Object.entries(values).flatMap(([key, inner]): NewMember[] =>
      keys.has(key) ? [] : [{ kind: 'new', key, value: inner }],
    );
    return placed(present, added, isRoot);
  }
  const values = value as readonly unknown[];
  const keysBefore = node.items.map((item) => JSON.stringify(valueOf(item.node)));
  return alignLists(
    keysBefore,
    values.map((item) => JSON.stringify(item)),
  ).map(({ from, to }): Member => {
    if (from === null) return { kind: 'new', key: null, value: values[to!] };
    const item = node.items[from];
    return {
      kind: to === null ? 'removed' : 'kept',
      start: item.start,
      part: item,
      value: to === null ? undefined : values[to],
    };
  });
}

export const behindOf = (part: TextEntry | TextItem, inFlow: boolean): number =>
  'colonEnd' in part ? part.colonEnd : inFlow ? part.start : part.start + 1;
