/** What is no cloud's, in phases: places, then what joins them, then the tables that use the joints. */
import type { BuildContext } from '../build-context.ts';
import { fillAttached } from './attached-interface.ts';
import { openBgpSessions } from './bgp-session.ts';
import { setForwarding } from './forwarding.ts';
import { joinInternet, placeInternets } from './internet.ts';
import { drawIpsecTunnels } from './ipsec-tunnel.ts';
import { emptyOnpremParts } from './onprem-parts.ts';
import { drawPrivateCircuits } from './private-circuit.ts';
import { fillRouterTables, placeRouters } from './router.ts';
import { placeSegments } from './segment.ts';
import { bundleWires, placeSwitches } from './switch.ts';
import { teachOverlays } from './overlay-teaching.ts';
import type { OverlayPart } from './overlay-parts.ts';
import { drawOverlays } from './overlay.ts';
import { drawTunnels } from './tunnel.ts';
import { drawWires } from './wire.ts';

export function buildOnprem(context: BuildContext): void {
  const parts = emptyOnpremParts(context);
  const overlays: OverlayPart[] = [];
  placeInternets(context, parts);
  placeRouters(context, parts);
  placeSwitches(context, parts);
  placeSegments(context, parts);
  drawWires(context, parts);
  bundleWires(context, parts);
  fillAttached(context, parts);
  context.later.connect.push(
    () => joinInternet(context),
    () => drawPrivateCircuits(context),
    () => drawIpsecTunnels(context),
    () => drawTunnels(context, parts),
    () => overlays.push(...drawOverlays(context, parts)),
  );
  context.later.fill.push(
    () => fillRouterTables(context, parts),
    () => openBgpSessions(context, parts),
    () => setForwarding(context, parts),
    () => teachOverlays(context, parts, overlays),
  );
}
