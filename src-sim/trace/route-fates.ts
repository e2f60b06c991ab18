import type { Fate } from '../fabric/fate.ts';
import type { Route } from '../fabric/fabric.ts';

/** How a packet ends whose route does not lead on. */
export const routeFates = {
  blackhole: 'blackhole',
  unreachable: 'unreachable',
  prohibit: 'prohibited',
  'no-neighbour': 'no-neighbour',
} as const satisfies Record<Exclude<Route['action']['kind'], 'forward'>, Fate>;
