/** What shares flows over equal ways: the same 32 bits for every packet of a five-tuple, here and in every engine. */
import { formatAddress } from '../quantity/address.ts';
import { fmix32, fnv1a } from '../quantity/hash32.ts';
import type { FabricNode } from './fabric.ts';
import type { PacketHeader } from './filter-verdict.ts';

export const flowHash = ({ source, destination, protocol, sourcePort, port }: PacketHeader): number =>
  writtenFlowHash(formatAddress(source), sourcePort, formatAddress(destination), port, protocol);

/** The same from addresses that are written already, for those who hash many flows of few addresses. */
export const writtenFlowHash = (
  source: string,
  sourcePort: number,
  destination: string,
  port: number,
  protocol: PacketHeader['protocol'],
): number => fmix32(fnv1a(`${source} ${sourcePort} ${destination} ${port} ${protocol}`)) | 0;

/** The same of the two addresses alone. */
export const addressHash = ({ source, destination }: PacketHeader): number =>
  fmix32(fnv1a(`${formatAddress(source)} ${formatAddress(destination)}`)) | 0;

/** What a node mixes into the hashes it is given. */
export const sharingSeed = ({ id, sharing }: Pick<FabricNode, 'id' | 'sharing'>): number =>
  sharing?.seed ?? fnv1a(id) | 0;

/** Which of so many equal next hops a hash stands for at a node with this seed. */
export function shareOf(hash: number, seed: number, hops: number): number {
  const mixed = seed === 0 ? hash : fmix32(hash ^ seed);
  const last = hops - 1;
  // The same remainder, without a division where the number is a power of two.
  return (hops & last) === 0 ? mixed & last : (mixed >>> 0) % hops;
}
