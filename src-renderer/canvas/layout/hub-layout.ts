/**
 * Where things go that nobody has placed yet. Deterministic: the same document always gives the same picture.
 *
 * Each box packs its contents in rows, in document order. A box with gateways or routers in it is laid out around them:
 * they stand in a middle row, the first of the other contents above, the rest below, which is how people draw hub and
 * spoke. Left out: crossing reduction; whoever wants it otherwise drags, and what was dragged stays.
 */
import type { Point, Size } from '../geometry/box.ts';
import { freePlace } from './free-place.ts';
import { type LayoutInput, type Positions, roomOf } from './layout-input.ts';
import { boxCaption, boxPadding, gap } from './sizes.ts';

/** Places every id that has no contents of its own; boxes follow from what is in them. */
export function hubLayout(input: LayoutInput, placed: Positions): Positions {
  const ideal = new Map<string, Point>();
  place(rows(input.tree.roots.map((id) => blockOf(id, input))), { x: 0, y: 0 }, ideal);
  if (placed.size === 0) return ideal;

  const result = new Map<string, Point>();
  for (const id of ideal.keys()) {
    const at = placed.get(id);
    if (at !== undefined) result.set(id, at);
  }
  for (const id of ideal.keys()) if (!result.has(id)) result.set(id, freePlace(id, input, result));
  return result;
}

/** Contents packed relative to the block's own upper left corner. */
interface Block extends Size {
  readonly leaf: string | null;
  readonly parts: readonly { readonly block: Block; readonly at: Point }[];
}

function blockOf(id: string, input: LayoutInput): Block {
  const children = input.tree.childrenOf(id);
  if (children.length === 0) return { ...roomOf(id, input), leaf: id, parts: [] };
  const junctions = children.filter((child) => input.isJunction(child)).map((child) => blockOf(child, input));
  const others = children.filter((child) => !input.isJunction(child)).map((child) => blockOf(child, input));
  const content =
    junctions.length === 0 || others.length === 0
      ? rows([...junctions, ...others])
      : around(junctions, others);
  const shifted = { x: boxPadding, y: boxPadding + boxCaption };
  return {
    width: content.width + 2 * boxPadding,
    height: content.height + 2 * boxPadding + boxCaption,
    leaf: null,
    parts: [{ block: content, at: shifted }],
  };
}

function around(junctions: readonly Block[], others: readonly Block[]): Block {
  const above = others.length > 3 ? Math.floor(others.length / 2) : 1;
  return stack(
    [rows(others.slice(0, above)), row(junctions), rows(others.slice(above))].filter(
      (part) => part.parts.length > 0,
    ),
  );
}

function rows(blocks: readonly Block[]): Block {
  const perRow = Math.max(1, Math.ceil(Math.sqrt(blocks.length * 1.6)));
  const lines: Block[] = [];
  for (let index = 0; index < blocks.length; index += perRow)
    lines.push(row(blocks.slice(index, index + perRow)));
  return stack(lines);
}

function row(blocks: readonly Block[]): Block {
  const height = Math.max(0, ...blocks.map((block) => block.height));
  let x = 0;
  const parts = blocks.map((block) => {
    const part = { block, at: { x, y: (height - block.height) / 2 } };
    x += block.width + gap;
    return part;
  });
  return { width: Math.max(0, x - gap), height, leaf: null, parts };
}

function stack(blocks: readonly Block[]): Block {
  const width = Math.max(0, ...blocks.map((block) => block.width));
  let y = 0;
  const parts = blocks.map((block) => {
    const part = { block, at: { x: (width - block.width) / 2, y } };
    y += block.height + gap;
    return part;
  });
  return { width, height: Math.max(0, y - gap), leaf: null, parts };
}

function place(block: Block, at: Point, into: Map<string, Point>): void {
  if (block.leaf !== null)
    into.set(block.leaf, { x: Math.round(at.x + block.width / 2), y: Math.round(at.y + block.height / 2) });
  for (const part of block.parts) place(part.block, { x: at.x + part.at.x, y: at.y + part.at.y }, into);
}
