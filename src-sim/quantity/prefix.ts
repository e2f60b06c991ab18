/** CIDR prefixes of both families (RFC 4632 section 3.1, RFC 4291 section 2.3) and how two of them relate. */
import { type Address, addressWidth, type Family, formatAddress, parseAddress } from './address.ts';
import { type Parsed, parsed, unreadable } from './parsed.ts';
import { quoted } from './quoted.ts';

export interface Prefix {
  readonly family: Family;
  /** First address of the block; all bits after `length` are zero. */
  readonly bits: bigint;
  readonly length: number;
}

/** Number of bits behind the prefix length. */
const hostBits = (prefix: Prefix): bigint => BigInt(addressWidth(prefix.family) - prefix.length);

/** The block of the given length around an address. */
export function prefixAround(address: Address, length: number): Prefix {
  const width = addressWidth(address.family);
  if (!Number.isInteger(length) || length < 0 || length > width) {
    throw new RangeError(`/${length} is no prefix length of IPv${address.family}`);
  }
  const behind = BigInt(width - length);
  return { family: address.family, bits: (address.bits >> behind) << behind, length };
}

export function parsePrefix(text: string): Parsed<Prefix> {
  const trimmed = text.trim();
  const slash = trimmed.indexOf('/');
  const address = parseAddress(slash === -1 ? trimmed : trimmed.slice(0, slash));
  if (!address.ok) {
    return unreadable(
      slash === -1 ? address.message : `${quoted(trimmed)} is not a prefix: ${address.message}`,
    );
  }
  const width = addressWidth(address.value.family);
  if (slash === -1) {
    return unreadable(`${trimmed} has no prefix length; for the single address write ${trimmed}/${width}`);
  }
  const lengthText = trimmed.slice(slash + 1);
  if (!/^(?:0|[1-9]\d{0,2})$/u.test(lengthText)) {
    return unreadable(
      `${quoted(trimmed)} is not a prefix: ${quoted(lengthText)} is no prefix length from 0 to ${width}`,
    );
  }
  const length = Number(lengthText);
  if (length > width) {
    return unreadable(
      `${trimmed} is not a prefix: IPv${address.value.family} prefix lengths end at /${width}`,
    );
  }
  const prefix = prefixAround(address.value, length);
  if (prefix.bits !== address.value.bits) {
    return unreadable(`${trimmed} has host bits set; did you mean ${formatPrefix(prefix)}?`);
  }
  return parsed(prefix);
}

export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress(prefix)}/${prefix.length}`;
}

/** IPv4 before IPv6, then by first address, then the larger block first. */
export function comparePrefixes(a: Prefix, b: Prefix): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.bits !== b.bits) return a.bits < b.bits ? -1 : 1;
  return a.length - b.length;
}

export function containsAddress(prefix: Prefix, address: Address): boolean {
  const behind = hostBits(prefix);
  return prefix.family === address.family && address.bits >> behind === prefix.bits >> behind;
}

export function containsPrefix(outer: Prefix, inner: Prefix): boolean {
  return inner.length >= outer.length && containsAddress(outer, inner);
}

/** Two prefixes share an address if and only if one contains the other. */
export function overlaps(p: Prefix, q: Prefix): boolean {
  return containsPrefix(p, q) || containsPrefix(q, p);
}

export function prefixSize(prefix: Prefix): bigint {
  return 1n << hostBits(prefix);
}

export function firstAddress(prefix: Prefix): Address {
  return { family: prefix.family, bits: prefix.bits };
}

export function lastAddress(prefix: Prefix): Address {
  return { family: prefix.family, bits: prefix.bits + prefixSize(prefix) - 1n };
}

/** The prefix of one single address: /32 or /128. */
export function hostPrefix(address: Address): Prefix {
  return { family: address.family, bits: address.bits, length: addressWidth(address.family) };
}
