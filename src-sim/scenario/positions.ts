/** Where the values of a document stand in its text. */
import type { PathStep } from './edit.ts';
import { formatPath } from './edit.ts';
import { linePosition } from './line-starts.ts';
import type { LinePosition } from './line-starts.ts';
import type { Finding, Problem } from './problem.ts';
import { entryOf } from './text-tree.ts';
import type { TextNode } from './text-tree.ts';

export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

export interface DocumentPositions {
  /** Of a single value itself; of a record or list its key. A value that is not there has the place of its nearest ancestor. */
  at(path: readonly PathStep[]): LinePosition;
  /** Of the key (of a list item: the value), whatever stands behind it. */
  keyAt(path: readonly PathStep[]): LinePosition;
  /** Offsets of the whole value, for marking it in the text; null where it is not there. */
  spanOf(path: readonly PathStep[]): TextSpan | null;
  has(path: readonly PathStep[]): boolean;
}

interface Found {
  readonly keyStart: number;
  readonly node: TextNode;
  readonly exact: boolean;
}

export function documentPositions(root: TextNode | null, lineStarts: readonly number[]): DocumentPositions {
  const find = (path: readonly PathStep[]): Found | null => {
    if (root === null) return null;
    let keyStart = root.start;
    let node = root;
    for (const step of path) {
      const entry = node.kind === 'map' && typeof step === 'string' ? entryOf(node, step) : undefined;
      const item = node.kind === 'list' && typeof step === 'number' ? node.items[step] : undefined;
      if (entry === undefined && item === undefined) return { keyStart, node, exact: false };
      keyStart = entry?.keyStart ?? item!.node.start;
      node = entry?.node ?? item!.node;
    }
    return { keyStart, node, exact: true };
  };
  const place = (offset: number | undefined): LinePosition =>
    offset === undefined ? { line: 1, column: 1 } : linePosition(lineStarts, offset);
  return {
    at(path) {
      const found = find(path);
      const single = found?.exact === true && found.node.kind === 'scalar' && found.node.style !== 'empty';
      return place(single ? found.node.start : found?.keyStart);
    },
    keyAt: (path) => place(find(path)?.keyStart),
    spanOf(path) {
      const found = find(path);
      return found?.exact === true ? { start: found.node.start, end: found.node.end } : null;
    },
    has: (path) => find(path)?.exact === true,
  };
}

/** A finding with its place in the file. */
export function locate(finding: Finding, positions: DocumentPositions): Problem {
  const { line, column } = positions.at(finding.path);
  return { ...finding, path: formatPath(finding.path), line, column };
}
