/** What a packet is and where it is, in words. */
import type { PacketSight } from '../../../src-sim/index.ts';

export const kindWords: Readonly<Record<PacketSight['kind'], string>> = {
  data: 'data',
  segment: 'TCP segment',
  error: 'ICMP error',
  wrapped: 'in a tunnel',
  piece: 'fragment',
  resolution: 'who has this address',
  'echo-request': 'echo request',
  'echo-reply': 'echo reply',
};

const standingWords: Readonly<Record<PacketSight['standing'], string>> = {
  waiting: 'waits in front of',
  sending: 'is being sent on',
  travelling: 'travels on',
  held: 'is held at',
};

export function whereabouts({ standing, direction, node, waitsFor }: PacketSight): string {
  const place = direction === null ? node : direction.slice(direction.lastIndexOf(':') + 1);
  const neighbour = waitsFor === null ? '' : ` until ${waitsFor} answers`;
  return `${standingWords[standing]} ${place.replace('>', ' > ')}${neighbour}`;
}
