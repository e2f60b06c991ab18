/** Where on the canvas the packet is that is followed: on a link, or at a node. */
import { recordOfPath } from '../document/record-path.ts';
import { usePlayback } from '../ui/use-desk.ts';

export function usePacketPlace(): string | null {
  return usePlayback(({ answer, stand }) => {
    const sight = answer?.opened?.sight ?? null;
    if (sight === null || stand === null) return null;
    const { links, nodes } = stand.result;
    const place =
      sight.direction === null
        ? nodes.find(({ id }) => id === sight.node)
        : links.find(({ id }) => id === sight.direction);
    return place === undefined ? null : recordOfPath(place.record);
  });
}
