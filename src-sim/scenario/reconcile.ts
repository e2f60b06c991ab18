/**
 * The least change of a text that makes it hold another value. Values that stay keep their characters; entries that go
 * take the comment lines attached to them along; new ones are written the way their neighbours are.
 */
import { reconcileBlock } from './reconcile-block.ts';
import { reconcileFlow } from './reconcile-flow.ts';
import { printBehind, printFlow, printQuoted, printScalar } from './print-value.ts';
import { sameValue } from './same-value.ts';
import type { Place } from './text-place.ts';
import type { TextLayout } from './text-layout.ts';
import type { Splice } from './text-splice.ts';
import { valueOf } from './text-tree.ts';
import type { TextMap, TextNode, TextScalar } from './text-tree.ts';

const isCollection = (value: unknown): value is object => typeof value === 'object' && value !== null;

function replacedText(node: TextScalar, value: unknown, layout: TextLayout): string {
  if (typeof value === 'string' && node.style === 'double') return printQuoted(value);
  const single =
    typeof value === 'string' && node.style === 'single' && !/[^\P{C}]|[\u2028\u2029]/u.test(value);
  return single ? `'${value.replaceAll("'", "''")}'` : printScalar(value, layout.style);
}

function replaced(node: TextNode, value: unknown, place: Place, layout: TextLayout): Splice {
  const needsColon = place.inFlow && !place.inList && layout.text[place.behind - 1] !== ':';
  if (place.inFlow) {
    const text =
      node.kind === 'scalar' && !isCollection(value)
        ? replacedText(node, value, layout)
        : printFlow(value, layout.style);
    const empty = node.kind === 'scalar' && node.style === 'empty';
    return empty
      ? { start: place.behind, end: place.behind, text: `${needsColon ? ':' : ''} ${text}` }
      : { start: node.start, end: node.end, text };
  }
  const onOneLine = layout.hasCommentBehind(node.end);
  const isScalar = node.kind === 'scalar' && !isCollection(value);
  const isText = typeof value === 'string' && value.includes('\n') && !onOneLine;
  if (isScalar && !isText && node.style !== 'empty') {
    return { start: node.start, end: node.end, text: replacedText(node, value, layout) };
  }
  const text = onOneLine
    ? ` ${printFlow(value, layout.style)}`
    : printBehind(value, place.indent, layout.column(place.behind), layout.style, { inList: place.inList });
  return { start: place.behind, end: Math.max(place.behind, node.end), text };
}

export function reconcile(
  node: TextNode,
  value: unknown,
  place: Place,
  layout: TextLayout,
  splices: Splice[],
): void {
  if (sameValue(valueOf(node), value)) return;
  const done = sameShape(node, value) && reconcileMembers(node, value, place, layout, splices);
  if (!done) splices.push(replaced(node, value, place, layout));
}

/** An empty collection has no neighbours to write new members like: it is written anew. */
function sameShape(node: TextNode, value: unknown): value is object {
  if (node.kind === 'list') return Array.isArray(value) && node.items.length > 0;
  return node.kind === 'map' && isCollection(value) && !Array.isArray(value) && node.entries.length > 0;
}

function reconcileMembers(
  node: TextNode,
  value: object,
  place: Place,
  layout: TextLayout,
  splices: Splice[],
): boolean {
  if (node.kind === 'scalar') return false;
  return node.flow
    ? reconcileFlow(node, value, layout, splices, reconcile)
    : reconcileBlock(node, value, place, layout, splices, reconcile);
}

/** The whole document; its root stays a record. */
export function reconcileRoot(root: TextMap, value: object, layout: TextLayout): Splice[] {
  const splices: Splice[] = [];
  reconcile(root, value, { inFlow: false, behind: root.start, inList: false, indent: '' }, layout, splices);
  return splices;
}
