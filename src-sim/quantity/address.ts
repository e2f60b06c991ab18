/**
 * IP addresses of both families as values. Text forms: IPv4 in four decimal parts without leading zeros
 * (RFC 6943 section 3.1.1 tells why no other form is safe), IPv6 read per RFC 4291 section 2.2 and written per
 * RFC 5952. Left out: zone identifiers (RFC 4007), which have no meaning in a drawing.
 */
import ipaddr from 'ipaddr.js';
import { type Parsed, parsed, unreadable } from './parsed.ts';
import { quoted } from './quoted.ts';

export type Family = 4 | 6;

export interface Address {
  readonly family: Family;
  /** The address as an unsigned number: below 2^32 or 2^128. */
  readonly bits: bigint;
}

export const addressWidth = (family: Family): number => (family === 4 ? 32 : 128);

/** No text form is longer: eight groups, the last two as dotted decimal. */
const TEXT_MAX = 45;
/** ::ffff:0:0/96, the IPv4-mapped block (RFC 4291 section 2.5.5.2), as the upper 96 bits. */
const MAPPED_PREFIX = 0xffffn;
const PART = /^\d+$/u;

function parseV4(text: string): Parsed<Address> {
  const parts = text.split('.');
  const shown = quoted(text);
  if (parts.length !== 4) {
    return unreadable(`${shown} is not an IPv4 address; it has ${parts.length} parts where four belong`);
  }
  let bits = 0;
  for (const part of parts) {
    if (!PART.test(part)) return unreadable(`${shown} is not an IPv4 address; ${quoted(part)} is no number`);
    if (part.length > 1 && part.startsWith('0')) {
      return unreadable(`${shown} is not a clear IPv4 address; write ${quoted(part)} without leading zeros`);
    }
    if (Number(part) > 255) return unreadable(`${shown} is not an IPv4 address; ${part} is above 255`);
    bits = bits * 256 + Number(part);
  }
  return parsed({ family: 4, bits: BigInt(bits) });
}

function parseV6(text: string): Parsed<Address> {
  if (text.includes('%')) {
    return unreadable(`${quoted(text)} carries a zone identifier; leave out the % and what follows`);
  }
  if (!ipaddr.IPv6.isValid(text) || !dottedTailIsClear(text)) {
    return unreadable(
      `${quoted(text)} is not an IPv6 address; write up to eight groups of hexadecimal digits, as in 2001:db8::1`,
    );
  }
  const groups = ipaddr.IPv6.parse(text).parts.map((part) => part.toString(16).padStart(4, '0'));
  return parsed({ family: 6, bits: BigInt(`0x${groups.join('')}`) });
}

/** The IPv4 part of `::ffff:192.0.2.1` obeys the same rule as an address of its own. */
function dottedTailIsClear(text: string): boolean {
  return !text.includes('.') || parseV4(text.slice(text.lastIndexOf(':') + 1)).ok;
}

export function parseAddress(text: string): Parsed<Address> {
  const trimmed = text.trim();
  if (trimmed.length > TEXT_MAX) return unreadable(`${quoted(text)} is too long for an address`);
  if (trimmed.includes(':')) return parseV6(trimmed);
  if (trimmed.includes('.')) return parseV4(trimmed);
  return unreadable(`${quoted(text)} is not an address; write one as in 10.0.0.1 or 2001:db8::1`);
}

const dotted = (bits: number): string =>
  `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;

export function formatAddress(address: Address): string {
  const { bits } = address;
  if (address.family === 4) return dotted(Number(bits));
  // RFC 5952 section 5: where the prefix tells that the tail is IPv4, the tail is written so.
  if (bits >> 32n === MAPPED_PREFIX) return `::ffff:${dotted(Number(bits & 0xffff_ffffn))}`;
  const hex = bits.toString(16).padStart(32, '0');
  const groups = Array.from({ length: 8 }, (_, i) => Number.parseInt(hex.slice(i * 4, i * 4 + 4), 16));
  return new ipaddr.IPv6(groups).toRFC5952String();
}

/** IPv4 before IPv6, then by number. */
export function compareAddresses(a: Address, b: Address): number {
  if (a.family !== b.family) return a.family - b.family;
  return a.bits < b.bits ? -1 : a.bits > b.bits ? 1 : 0;
}

/** The address `n` steps up (down when negative). Leaving the address space is a programming error. */
export function addressPlus(address: Address, n: bigint): Address {
  const bits = address.bits + n;
  if (bits < 0n || bits >> BigInt(addressWidth(address.family)) !== 0n) {
    throw new RangeError(`${formatAddress(address)} plus ${n} lies outside the IPv${address.family} space`);
  }
  return { family: address.family, bits };
}
