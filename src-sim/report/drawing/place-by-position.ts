/**
 * Boxes where somebody put them, moved apart where they would overlap. Boxes are set one after the other from the
 * top left; one that would come too near to those set takes the nearest free place beside, above or below one of
 * them. Then empty stripes wider than a box is high are narrowed, so that a stray box does not shrink the rest.
 */
import { closerThan, type Point, type Rectangle, type Size } from './rectangle.ts';

const EMPTY_STRIPE_MAX = 72;

export interface Wanted extends Size {
  /** Where its centre should be. */
  readonly centre: Point;
}

export function placeByPosition(wanted: readonly Wanted[], gap: number): Rectangle[] {
  const corners = wanted.map(({ centre, width, height }) => ({
    x: centre.x - width / 2,
    y: centre.y - height / 2,
    width,
    height,
  }));
  const order = corners.map((_, index) => index);
  order.sort((a, b) => corners[a].y - corners[b].y || corners[a].x - corners[b].x || a - b);
  const set: Rectangle[] = [];
  const placed: Rectangle[] = [];
  for (const index of order) {
    const box = nearestFree(corners[index], set, gap);
    set.push(box);
    placed[index] = box;
  }
  const xs = narrowed(placed.map(({ x, width }) => [x, width] as const));
  const ys = narrowed(placed.map(({ y, height }) => [y, height] as const));
  return placed.map(({ width, height }, index) => ({ x: xs[index], y: ys[index], width, height }));
}

function nearestFree(box: Rectangle, set: readonly Rectangle[], gap: number): Rectangle {
  const isFree = (candidate: Rectangle): boolean => !set.some((other) => closerThan(candidate, other, gap));
  if (isFree(box)) return box;
  // Right of the rightmost box is always free, so there is an answer.
  let nearest = box;
  let least = Infinity;
  for (const other of set) {
    const xs = [box.x, other.x - gap - box.width, other.x + other.width + gap];
    const ys = [box.y, other.y - gap - box.height, other.y + other.height + gap];
    for (const x of xs) {
      for (const y of ys) {
        const distance = (x - box.x) ** 2 + (y - box.y) ** 2;
        if (distance < least && isFree({ ...box, x, y })) {
          nearest = { ...box, x, y };
          least = distance;
        }
      }
    }
  }
  return nearest;
}

/** New starts of intervals after taking out of every empty stripe between them what exceeds the limit. */
function narrowed(intervals: readonly (readonly [start: number, length: number])[]): number[] {
  const order = intervals.map((_, index) => index).sort((a, b) => intervals[a][0] - intervals[b][0]);
  const starts: number[] = [];
  let end: number | null = null;
  let taken = 0;
  for (const index of order) {
    const [start, length] = intervals[index];
    if (end !== null) taken += Math.max(0, start - end - EMPTY_STRIPE_MAX);
    starts[index] = start - taken;
    end = Math.max(end ?? start, start + length);
  }
  return starts;
}
