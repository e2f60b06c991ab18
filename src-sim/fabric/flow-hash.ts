/** What shares flows over equal ways: the same 32 bits for every packet of a five-tuple, here and in every engine. */
import { formatAddress } from '../quantity/address.ts';
import { fmix32, fnv1a } from '../quantity/hash32.ts';
import type { FabricNode } from './fabric.ts';
import type { PacketHeader } from './filter-verdict.ts';

export function flowHash({ source, destination, protocol, sourcePort, port }: PacketHeader): number {
  const text = `${formatAddress(source)} ${sourcePort} ${formatAddress(destination)} ${port} ${protocol}`;
  return fmix32(fnv1a(text)) | 0;
}

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
