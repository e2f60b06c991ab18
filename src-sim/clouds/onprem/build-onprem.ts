/** Routers, segments and wires, in phases: places, then what joins them, then the tables that use the joints. */
import type { BuildContext } from '../build-context.ts';
import { emptyOnpremParts } from './onprem-parts.ts';
import { fillRouterTables, placeRouters } from './router.ts';
import { placeSegments } from './segment.ts';
import { drawWires } from './wire.ts';

export function buildOnprem(context: BuildContext): void {
  const parts = emptyOnpremParts();
  placeRouters(context, parts);
  placeSegments(context, parts);
  drawWires(context, parts);
  fillRouterTables(context, parts);
}
