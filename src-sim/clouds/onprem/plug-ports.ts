/** Ports by which a device is plugged into something that the document names: a wire, a segment, a connection. */
import type { OnpremParts, RouterPart } from './onprem-parts.ts';

export function portsOfPlug(parts: OnpremParts, router: RouterPart, plug: string): number[] {
  const onWires = (parts.ends.get(router.id) ?? []).filter(({ wire }) => wire === plug);
  const atSegments = router.connected.flatMap(({ origin, action }) =>
    origin.path === `subnets.${plug}` && action.kind === 'forward' ? action.ports : [],
  );
  return [...new Set([...onWires.map(({ port }) => port), ...atSegments])];
}
