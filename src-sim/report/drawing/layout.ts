/**
 * Where each box goes: from the leaves upwards, every container just large enough for what stands in it. A container
 * follows the positions of the canvas where it has any; without, gateways and devices go into the middle and the
 * networks around them, the first ones above: the way a hub with spokes is usually drawn.
 *
 * Deterministic: the same document gives the same drawing.
 */
import type { DrawnBox } from './drawing-tree.ts';
import { placeByPosition } from './place-by-position.ts';
import { placeInRows, stackRows } from './place-in-rows.ts';
import { boundsOf, centreOf, type Point, type Rectangle, type Size } from './rectangle.ts';

export interface PlacedBox extends Rectangle {
  readonly box: DrawnBox;
  /** 0 for a box that stands in no other. */
  readonly depth: number;
}

export type Positions = Readonly<Record<string, Point>>;

export const LEAF: Size = { width: 148, height: 46 };
/** Room for title and subtitle above what stands in a container. */
export const HEADER_HEIGHT = 40;
const PADDING = 14;
const CONTAINER_WIDTH_MIN = 176;
const GAP = 22;
const GAP_OUTSIDE = 40;
/** Finding free places takes cubic time; beyond this many siblings positions only give the order. */
const POSITIONED_MAX = 120;
/** Positions come from a file; beyond this they are as good as this. */
const FARTHEST = 1e6;
/** Width to height of what nobody placed: a page on its side. */
const ASPECT = 1.8;

interface Arranged extends Size {
  readonly box: DrawnBox;
  readonly inside: readonly Placed[];
}

type Placed = Rectangle & { readonly arranged: Arranged };

interface Wished {
  readonly arranged: Arranged;
  readonly centre: Point;
}

/** Containers come before what stands in them. All at or right of and below the origin. */
export function layout(roots: readonly DrawnBox[], positions: Positions = {}): PlacedBox[] {
  const placed: PlacedBox[] = [];
  const put = (arranged: Arranged, x: number, y: number, depth: number): void => {
    const { box, width, height } = arranged;
    placed.push({ box, depth, x: Math.round(x), y: Math.round(y), width, height });
    for (const child of arranged.inside)
      put(child.arranged, Math.round(x) + child.x, Math.round(y) + child.y, depth + 1);
  };
  for (const root of arrange(roots, positions, GAP_OUTSIDE)) put(root.arranged, root.x, root.y, 0);
  return placed;
}

function sized(box: DrawnBox, positions: Positions): Arranged {
  if (box.children.length === 0 && !isContainer(box)) return { box, ...LEAF, inside: [] };
  const content = arrange(box.children, positions, box.collection === 'sites' ? GAP_OUTSIDE : GAP);
  const { width, height } = boundsOf(content);
  const outerWidth = Math.max(CONTAINER_WIDTH_MIN, Math.ceil(width) + 2 * PADDING);
  const left = (outerWidth - width) / 2;
  const inside = content.map((child) => moved(child, left, HEADER_HEIGHT));
  return { box, width: outerWidth, height: Math.ceil(height) + HEADER_HEIGHT + PADDING, inside };
}

/** Places siblings with the origin at the top left of them all: those with positions, below them the others. */
function arrange(boxes: readonly DrawnBox[], positions: Positions, gap: number): Placed[] {
  const wished: Wished[] = [];
  const others: Arranged[] = [];
  for (const box of boxes) {
    const arranged = sized(box, positions);
    const centre = wishedCentre(box, positions);
    if (centre === null) others.push(arranged);
    else wished.push({ arranged, centre });
  }
  const blocks = [placeWished(wished, gap), ...inBands(others, gap)];
  return stackBlocks(
    blocks.filter((block) => block.length > 0),
    gap,
  );
}

function placeWished(wished: readonly Wished[], gap: number): Placed[] {
  if (wished.length > POSITIONED_MAX) {
    const sorted = [...wished].sort((a, b) => a.centre.y - b.centre.y || a.centre.x - b.centre.x);
    return inRows(
      sorted.map(({ arranged }) => arranged),
      gap,
    );
  }
  const sizes = wished.map(({ arranged: { width, height }, centre }) => ({ width, height, centre }));
  return placeByPosition(sizes, gap).map((each, index) => placedAt(each, wished[index].arranged));
}

const inRows = (boxes: readonly Arranged[], gap: number, aspect = ASPECT): Placed[] =>
  placeInRows(boxes, gap, aspect).map((each, index) => placedAt(each, boxes[index]));

function stackBlocks(blocks: readonly (readonly Placed[])[], gap: number): Placed[] {
  const bounds = blocks.map(boundsOf);
  const frames = stackRows(
    bounds.map((each) => [each]),
    gap,
  );
  return blocks.flatMap((block, index) => {
    const dx = frames[index].x - bounds[index].x;
    const dy = frames[index].y - bounds[index].y;
    return block.map((each) => moved(each, dx, dy));
  });
}

const placedAt = ({ x, y, width, height }: Rectangle, arranged: Arranged): Placed => ({
  x,
  y,
  width,
  height,
  arranged,
});

const moved = (each: Placed, dx: number, dy: number): Placed => ({ ...each, x: each.x + dx, y: each.y + dy });

/** First half of the networks, what joins them, the other half; each half is flat, so that lines reach every network. */
function inBands(boxes: readonly Arranged[], gap: number): Placed[][] {
  const hubs = boxes.filter(isHub);
  const others = boxes.filter((each) => !isHub(each));
  if (hubs.length === 0) return [inRows(others, gap)];
  const above = Math.floor(others.length / 2);
  return [others.slice(0, above), hubs, others.slice(above)].map((band) => inRows(band, gap, 2 * ASPECT));
}

const isHub = ({ box }: Arranged): boolean => box.collection === 'gateways' || box.collection === 'devices';

/** Its own position, else the middle of the positions of what stands in it. */
function wishedCentre(box: DrawnBox, positions: Positions): Point | null {
  const points: Rectangle[] = [];
  const gather = (each: DrawnBox): void => {
    if (Object.hasOwn(positions, each.id)) {
      const { x, y } = positions[each.id];
      points.push({ x: clamp(x), y: clamp(y), width: 0, height: 0 });
    } else for (const child of each.children) gather(child);
  };
  gather(box);
  return points.length === 0 ? null : centreOf(boundsOf(points));
}

const isContainer = ({ collection }: DrawnBox): boolean =>
  collection === 'sites' || collection === 'networks' || collection === 'subnets' || collection === 'hosts';

const clamp = (value: number): number => Math.min(FARTHEST, Math.max(-FARTHEST, value));
