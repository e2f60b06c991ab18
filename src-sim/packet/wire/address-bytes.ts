/** IP addresses as the 4 or 16 bytes they take in a header. */
import type { Address, Family } from '../../quantity/address.ts';
import { put32, u32 } from './big-endian.ts';

export const addressBytes = (family: Family): number => (family === 4 ? 4 : 16);

export function readAddress(bytes: Uint8Array, at: number, family: Family): Address {
  let bits = 0n;
  for (let word = 0; word < addressBytes(family); word += 4) {
    bits = (bits << 32n) | BigInt(u32(bytes, at + word));
  }
  return { family, bits };
}

/** A header has room for one family only, so an address of the other is refused. */
export function putAddress(into: Uint8Array, at: number, family: Family, address: Address): void {
  if (address.family !== family) {
    throw new RangeError(`an IPv${address.family} address does not fit a header of IPv${family}`);
  }
  for (let word = addressBytes(family) - 4, rest = address.bits; word >= 0; word -= 4, rest >>= 32n) {
    put32(into, at + word, Number(rest & 0xffff_ffffn));
  }
}
