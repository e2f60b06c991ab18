/**
 * The part of a packet that an ICMP error about it carries: as much as keeps the error at 576 bytes over IPv4 (RFC 1812 section
 * 4.3.2.3) and at the smallest MTU of 1280 over IPv6 (RFC 4443 section 2.4 (c)), with headers without options.
 */
import type { Family } from '../../quantity/address.ts';
import { icmpHeaderBytes } from './icmp.ts';
import { icmpv6HeaderBytes } from './icmpv6.ts';
import { ipv4HeaderBytes } from './ipv4.ts';
import { ipv6HeaderBytes } from './ipv6.ts';

const ERROR_BYTES_MAX_V4 = 576;
const ERROR_BYTES_MAX_V6 = 1280;

const overheads = { 4: ipv4HeaderBytes + icmpHeaderBytes, 6: ipv6HeaderBytes + icmpv6HeaderBytes } as const;
const errorBytesMax = { 4: ERROR_BYTES_MAX_V4, 6: ERROR_BYTES_MAX_V6 } as const;

/** `packet` starts with its IP header. */
export function icmpQuote(packet: Uint8Array): Uint8Array {
  const family = packet[0] >> 4 === 6 ? 6 : 4;
  return packet.slice(0, errorBytesMax[family] - overheads[family]);
}

/** Size of the IP packet that carries an error about one of so many bytes. */
export const icmpErrorBytes = (family: Family, packetBytes: number): number =>
  Math.min(errorBytesMax[family], overheads[family] + packetBytes);
