/**
 * The Internet checksum: one's complement sum of 16-bit words (RFC 1071), its pseudo-header (RFC 9293 section 3.1, RFC 8200
 * section 8.1) and its incremental update (RFC 1624 equation 3).
 */
import type { Address } from '../../quantity/address.ts';

/** Folds the carries back in. Sums of a whole packet stay far below 2^53, so folding once at the end is exact. */
function fold(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded % 0x1_0000) + Math.floor(folded / 0x1_0000);
  return folded;
}

/** One's complement sum of the words from `from` to `end`; an odd last byte is the high half of a word. */
export function onesSum(bytes: Uint8Array, from: number, end: number, initial = 0): number {
  let sum = initial;
  let at = from;
  for (; at + 1 < end; at += 2) sum += (bytes[at] << 8) | bytes[at + 1];
  if (at < end) sum += bytes[at] << 8;
  return fold(sum);
}

/** What goes into the checksum field when that field counted as zero. */
export const checksumOf = (sum: number): number => ~fold(sum) & 0xffff;

/** A sum that includes its own checksum comes out as minus zero. */
export const sumIsGood = (sum: number): boolean => fold(sum) === 0xffff;

/** The sum of the pseudo-header: addresses, upper-layer protocol, upper-layer length. Same for both families. */
export function pseudoHeaderSum(
  source: Address,
  destination: Address,
  protocol: number,
  length: number,
): number {
  let sum = protocol + (length >>> 16) + (length & 0xffff);
  for (const address of [source, destination]) {
    for (let rest = address.bits; rest > 0n; rest >>= 16n) sum += Number(rest & 0xffffn);
  }
  return fold(sum);
}

/** The checksum after one 16-bit word under it has changed (RFC 1624: HC' = ~(~HC + ~m + m')). */
export const updatedChecksum = (checksum: number, before: number, after: number): number =>
  checksumOf((~checksum & 0xffff) + (~before & 0xffff) + after);
