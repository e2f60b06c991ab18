/**
 * Where one more object goes in a drawing whose other objects stand where somebody put them: on the side of its siblings
 * where their box can grow without running into anything.
 */
import type { ContainmentTree } from '../../document/containment.ts';
import { type Box, boxAround, centre, hull, overlaps, type Point, type Size } from '../geometry/box.ts';
import { type LayoutInput, type Positions, roomOf } from './layout-input.ts';
import { boxCaption, boxPadding, gap } from './sizes.ts';

/** Beside what already stands in the same box, or else below everything: never on top of something. */
export function freePlace(id: string, input: LayoutInput, taken: Positions): Point {
  const size = roomOf(id, input);
  const boxes = new Map([...taken].map(([other, at]) => [other, boxAround(at, roomOf(other, input))]));
  const everything = hull([...boxes.values()]);
  if (everything === null) return { x: 0, y: 0 };

  for (let parent = input.tree.parentOf(id); parent !== null; parent = input.tree.parentOf(parent)) {
    const inside = new Set(leavesOf(parent, input.tree));
    const around = new Set([parent, ...ancestorsOf(parent, input.tree)]);
    const withBoxes = (leaf: string, box: Box): Box =>
      ancestorsOf(leaf, input.tree).reduce(
        (grown, ancestor) => (around.has(ancestor) ? grown : widened(grown)),
        box,
      );
    const siblings = hull(
      [...boxes].flatMap(([leaf, box]) => (inside.has(leaf) ? [withBoxes(leaf, box)] : [])),
    );
    if (siblings === null) continue;
    const margin =
      (input.isBox(id) ? gap : boxPadding) + 2 * boxPadding * levelsBetween(id, parent, input.tree);
    const outside = [...boxes].flatMap(([leaf, box]) => (inside.has(leaf) ? [] : [withBoxes(leaf, box)]));
    const sides = placesBeside(siblings, size, margin);
    const free = sides.find(
      (place) => !outside.some((box) => overlaps(widened(hullOf(siblings, place)), box)),
    );
    if (free !== undefined) return middle(free);
    return middle(shiftedClear(sides[0], [...boxes.values()]));
  }
  return middle({ ...size, x: everything.x, y: everything.y + everything.height + gap + 3 * boxPadding });
}

/** Right, below, left, above. */
function placesBeside(siblings: Box, size: Size, margin: number): readonly Box[] {
  const { x, y, width, height } = siblings;
  return [
    { ...size, x: x + width + margin, y },
    { ...size, x, y: y + height + margin },
    { ...size, x: x - margin - size.width, y },
    { ...size, x, y: y - margin - size.height },
  ];
}

const hullOf = (a: Box, b: Box): Box => hull([a, b]) ?? a;

/** With the margin and caption that the box around it draws. */
const widened = (box: Box): Box => ({
  x: box.x - boxPadding,
  y: box.y - boxPadding - boxCaption,
  width: box.width + 2 * boxPadding,
  height: box.height + 2 * boxPadding + boxCaption,
});

/** Each box between the two draws its own margin. */
function levelsBetween(id: string, ancestor: string, tree: ContainmentTree): number {
  return ancestorsOf(id, tree).indexOf(ancestor);
}

/** Innermost first. */
function ancestorsOf(id: string, tree: ContainmentTree): readonly string[] {
  const found: string[] = [];
  for (let at = tree.parentOf(id); at !== null; at = tree.parentOf(at)) found.push(at);
  return found;
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

const middle = (box: Box): Point => {
  const { x, y } = centre(box);
  return { x: Math.round(x), y: Math.round(y) };
};

function leavesOf(id: string, tree: ContainmentTree): readonly string[] {
  const children = tree.childrenOf(id);
  return children.length === 0 ? [id] : children.flatMap((child) => leavesOf(child, tree));
}
