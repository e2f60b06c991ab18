/**
 * The straight line between two boxes, from border to border: upright or level where the boxes face each other,
 * else between the points where the line of centres leaves them.
 */
import { centreOf, type Point, type Rectangle } from './rectangle.ts';

export function connect(a: Rectangle, b: Rectangle): readonly [Point, Point] {
  const x = facing(a.x, a.width, b.x, b.width);
  const y = facing(a.y, a.height, b.y, b.height);
  if (x !== null && y === null) {
    return a.y < b.y
      ? [
          { x, y: a.y + a.height },
          { x, y: b.y },
        ]
      : [
          { x, y: a.y },
          { x, y: b.y + b.height },
        ];
  }
  if (y !== null && x === null) {
    return a.x < b.x
      ? [
          { x: a.x + a.width, y },
          { x: b.x, y },
        ]
      : [
          { x: a.x, y },
          { x: b.x + b.width, y },
        ];
  }
  return [leaving(a, centreOf(b)), leaving(b, centreOf(a))];
}

/** Middle of the range two intervals share, or null. */
function facing(a: number, aLength: number, b: number, bLength: number): number | null {
  const from = Math.max(a, b);
  const to = Math.min(a + aLength, b + bLength);
  return from <= to ? Math.round((from + to) / 2) : null;
}

/** Where the line from the centre of the box to the target crosses its border; the centre if the target is inside. */
function leaving(box: Rectangle, target: Point): Point {
  const centre = centreOf(box);
  const dx = target.x - centre.x;
  const dy = target.y - centre.y;
  const steps = Math.min(box.width / 2 / Math.abs(dx), box.height / 2 / Math.abs(dy));
  if (!(steps < 1)) return centre;
  return { x: Math.round(centre.x + dx * steps), y: Math.round(centre.y + dy * steps) };
}
