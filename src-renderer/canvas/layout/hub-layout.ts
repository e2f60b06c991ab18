/**
 * Where things go that nobody has placed yet. Deterministic: the same document always gives the same picture.
 *
 * Each box packs its contents in rows, in document order. A box with gateways or routers in it is laid out around them:
 * they stand in a middle row, the first of the other contents above, the rest below, which is how people draw hub and
 * spoke. Left out: crossing reduction; whoever wants it otherwise drags, and what was dragged stays.
 */
import type { ContainmentTree } from '../../document/containment.ts';
import { boxAround, type Box, hull, overlaps, type Point, type Size } from '../geometry/box.ts';
import { boxCaption, boxPadding, emptyBox, gap, symbolRoom } from './sizes.ts';

export interface LayoutInput {
  readonly tree: ContainmentTree;
  /** Drawn as a box even when nothing stands in it. */
  isBox(id: string): boolean;
  /** Gateways and routers: what other things gather around. */
  isJunction(id: string): boolean;
}

export type Positions = ReadonlyMap<string, Point>;

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

const roomOf = (id: string, input: LayoutInput): Size => (input.isBox(id) ? emptyBox : symbolRoom);

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

/** Beside what already stands in the same box, or else below everything: never on top of something. */
function freePlace(id: string, input: LayoutInput, taken: Positions): Point {
  const size = roomOf(id, input);
  const boxes = new Map([...taken].map(([other, at]) => [other, boxAround(at, roomOf(other, input))]));
  const everything = hull([...boxes.values()]);
  if (everything === null) return { x: 0, y: 0 };

  for (let parent = input.tree.parentOf(id); parent !== null; parent = input.tree.parentOf(parent)) {
    const inside = leavesOf(parent, input.tree).flatMap((leaf) => boxes.get(leaf) ?? []);
    const siblings = hull(inside);
    if (siblings === null) continue;
    const beside: Box = {
      x: siblings.x + siblings.width + boxPadding * levelsBetween(id, parent, input.tree),
      y: siblings.y,
      ...size,
    };
    return rounded(shiftedClear(beside, [...boxes.values()]));
  }
  return rounded({ ...size, x: everything.x, y: everything.y + everything.height + gap + 3 * boxPadding });
}

/** Each box between the two draws its own margin. */
function levelsBetween(id: string, ancestor: string, tree: ContainmentTree): number {
  let levels = 0;
  for (let at = tree.parentOf(id); at !== null && at !== ancestor; at = tree.parentOf(at)) levels++;
  return 1 + 2 * levels;
}

function shiftedClear(start: Box, taken: readonly Box[]): Box {
  let { x } = start;
  for (let tries = 0; tries <= taken.length; tries++) {
    const hit = taken.find((other) => overlaps({ ...start, x }, other));
    if (hit === undefined) break;
    x = hit.x + hit.width;
  }
  return { ...start, x };
}

const rounded = (box: Box): Point => ({
  x: Math.round(box.x + box.width / 2),
  y: Math.round(box.y + box.height / 2),
});

function leavesOf(id: string, tree: ContainmentTree): readonly string[] {
  const children = tree.childrenOf(id);
  return children.length === 0 ? [id] : children.flatMap((child) => leavesOf(child, tree));
}
