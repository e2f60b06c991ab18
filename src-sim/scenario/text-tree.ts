/**
 * A document as its text holds it: every value with the stretch of text it was written in. Positions, edits and
 * formatting all work on this tree, so that what a person wrote stays as it was wherever it need not change.
 */
import type { PathStep } from './edit.ts';

export type ScalarValue = string | number | boolean | null;

export interface TextScalar {
  readonly kind: 'scalar';
  readonly value: ScalarValue;
  readonly style: 'plain' | 'single' | 'double' | 'block' | 'empty';
  readonly start: number;
  /** First offset after the value, never after a line end. */
  readonly end: number;
}

export interface TextEntry {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** First offset after the colon, or after the key where a flow map leaves the colon out. */
  readonly colonEnd: number;
  readonly node: TextNode;
}

export interface TextMap {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly entries: readonly TextEntry[];
  readonly start: number;
  readonly end: number;
}

export interface TextItem {
  /** Offset of the dash of a block list, of the value itself in a flow list. */
  readonly start: number;
  readonly node: TextNode;
}

export interface TextList {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly items: readonly TextItem[];
  readonly start: number;
  readonly end: number;
}

export type TextNode = TextScalar | TextMap | TextList;

export interface TextComment {
  readonly start: number;
  readonly end: number;
}

const indexes = new WeakMap<TextMap, Map<string, TextEntry>>();

/** Keys are looked up through an index built on first use: a collection may hold thousands of records. */
export function entryOf(map: TextMap, key: string): TextEntry | undefined {
  let index = indexes.get(map);
  if (index === undefined) {
    index = new Map();
    for (const entry of map.entries) if (!index.has(entry.key)) index.set(entry.key, entry);
    indexes.set(map, index);
  }
  return index.get(key);
}

export function childOf(node: TextNode, step: PathStep): TextNode | undefined {
  if (node.kind === 'map') return typeof step === 'string' ? entryOf(node, step)?.node : undefined;
  if (node.kind === 'list') return typeof step === 'number' ? node.items[step]?.node : undefined;
  return undefined;
}

/** The plain value; keys are own properties whatever their name. */
export function valueOf(node: TextNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map((item) => valueOf(item.node));
  return Object.fromEntries(node.entries.map((entry) => [entry.key, valueOf(entry.node)]));
}
