/**
 * The rectangle that each box of the canvas draws around what stands in it, with room for its own caption. Computed here
 * and not by the drawing: only boxes whose contents moved change, which keeps thousands of objects quick.
 */
import { type Box, boxAround, centre, hull, type Point } from './box.ts';
import { captionRoom, emptyBox, framePadding, labelGap, labelLine, symbol } from '../layout/sizes.ts';

export interface FramedNode {
  readonly id: string;
  readonly parent: string | null;
  readonly shape: 'box' | 'symbol';
  readonly label: string;
}

/**
 * Frames of all boxes. `nodes` has every box before what stands in it; `at` places everything without contents;
 * `widthOf` measures one line of text.
 */
export function framesOf(
  nodes: readonly FramedNode[],
  at: ReadonlyMap<string, Point>,
  widthOf: (line: string, shape: 'box' | 'symbol') => number,
): ReadonlyMap<string, Box> {
  const contents = new Map<string, Box[]>();
  const frames = new Map<string, Box>();
  for (const node of nodes.toReversed()) {
    const inside = contents.get(node.id);
    const place = at.get(node.id) ?? { x: 0, y: 0 };
    const extent =
      node.shape === 'symbol'
        ? symbolExtent(place, node.label, widthOf)
        : boxExtent(node, inside ?? [], place, widthOf);
    if (node.shape === 'box') frames.set(node.id, extent);
    if (node.parent === null) continue;
    const siblings = contents.get(node.parent);
    if (siblings === undefined) contents.set(node.parent, [extent]);
    else siblings.push(extent);
  }
  return frames;
}

/** A symbol and the lines of text below it. */
function symbolExtent(place: Point, label: string, widthOf: (line: string, shape: 'symbol') => number): Box {
  const lines = label.split('\n');
  const width = Math.max(symbol.width, ...lines.map((line) => widthOf(line, 'symbol')));
  const top = place.y - symbol.height / 2;
  return {
    x: place.x - width / 2,
    y: top,
    width,
    height: symbol.height + labelGap + lines.length * labelLine,
  };
}

function boxExtent(
  node: FramedNode,
  inside: readonly Box[],
  place: Point,
  widthOf: (line: string, shape: 'box') => number,
): Box {
  const caption = widthOf(node.label, 'box') + captionRoom;
  const around = hull(inside);
  if (around === null) return boxAround(place, { ...emptyBox, width: Math.max(emptyBox.width, caption) });
  const width = Math.max(around.width + 2 * framePadding.side, caption);
  return {
    x: centre(around).x - width / 2,
    y: around.y - framePadding.top,
    width,
    height: around.height + framePadding.top + framePadding.bottom,
  };
}
