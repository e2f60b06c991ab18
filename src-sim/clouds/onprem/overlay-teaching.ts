/** Writes down in switches and tables what EVPN makes known, and tells what an overlay costs. */
import type { BuildContext } from '../build-context.ts';
import type { OnpremParts } from './onprem-parts.ts';
import { figuresFinding, figuresOf } from './overlay-figures.ts';
import { knowledgeOf, prefixRoutes } from './overlay-knowledge.ts';
import { hasControl, type OverlayPart } from './overlay-parts.ts';
import { layoutAfter, moved, sightings } from './overlay-sightings.ts';

export function teachOverlays(
  context: BuildContext,
  parts: OnpremParts,
  overlays: readonly OverlayPart[],
): void {
  const { builder, changed, findings } = context;
  for (const overlay of overlays) {
    const { layout } = builder;
    const seen = sightings(overlay, layout);
    const prefixes = overlay.ends.flatMap((end) => prefixRoutes(context, parts, overlay, end)).length;
    findings.push(figuresFinding(overlay, figuresOf(overlay, seen.length, prefixes, layout)));
    if (!hasControl(overlay.record)) continue;
    const told = changed.size === 0 ? seen : moved(seen, sightings(overlay, layoutAfter(layout, changed)));
    for (const { end, fixed, answers, tables } of knowledgeOf(context, parts, overlay, told, layout)) {
      const { bridge } = layout.nodes[end.bridge];
      builder.setNode(end.bridge, { bridge: { ...bridge!, floodsUnknown: false, fixed, answers } });
      for (const { table, routes } of tables) for (const route of routes) builder.addRoute(table, route);
    }
  }
}
