/** What shares flows over equal ways: the same 32 bits for every packet of a five-tuple, here and in every engine. */
import { formatAddress } from '../quantity/address.ts';
import { fmix32, fnv1a } from '../quantity/hash32.ts';
import type { PacketHeader } from './filter-verdict.ts';

export function flowHash({ source, destination, protocol, sourcePort, port }: PacketHeader): number {
  const text = `${formatAddress(source)} ${sourcePort} ${formatAddress(destination)} ${port} ${protocol}`;
  return fmix32(fnv1a(text)) | 0;
}
