/** Which object an arrow key goes to: the nearest one in that direction, where straying sideways counts double. */
import type { Point } from './box.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

export interface Placed {
  readonly id: string;
  readonly at: Point;
}

const towards: Record<Direction, Point> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

/** Null where nothing lies in that direction. Equal distances are decided by the order of `others`. */
export function neighbour(from: Placed, direction: Direction, others: readonly Placed[]): string | null {
  const axis = towards[direction];
  let best: { id: string; cost: number } | null = null;
  for (const other of others) {
    if (other.id === from.id) continue;
    const [dx, dy] = [other.at.x - from.at.x, other.at.y - from.at.y];
    const ahead = dx * axis.x + dy * axis.y;
    const aside = Math.abs(dx * axis.y) + Math.abs(dy * axis.x);
    // Within 60 degrees to either side: a thing mostly beside us is not "above".
    if (ahead <= 0 || aside > ahead * 1.75) continue;
    const cost = ahead + 2 * aside;
    if (best === null || cost < best.cost) best = { id: other.id, cost };
  }
  return best?.id ?? null;
}
