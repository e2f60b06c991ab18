/**
 * Stands in for encrypted bytes. Keys are not modelled, so a capture cannot hold real ciphertext; what it holds has the right
 * length, looks random, differs from packet to packet, and is the same in every run. It decrypts to nothing.
 */
import { fmix32 } from '../../quantity/hash32.ts';

export function fillCipher(
  into: Uint8Array,
  from: number,
  end: number,
  stream: number,
  sequence: number,
): void {
  const seed = fmix32(fmix32(stream) ^ sequence);
  let word = 0;
  for (let at = from; at < end; at += 1) {
    const place = at - from;
    if ((place & 3) === 0) word = fmix32(seed ^ (place + 1));
    into[at] = word >>> (8 * (place & 3));
  }
}
