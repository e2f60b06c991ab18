/**
 * IPv6 fixed header (RFC 8200 section 3). Extension headers have files of their own.
 *
 * Left out: jumbograms (RFC 2675); a payload length of zero is read as no payload.
 */
import type { Address } from '../../quantity/address.ts';
import { putAddress, readAddress } from './address-bytes.ts';
import { put16, put32, u16, u32 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { layOut } from './field.ts';
import { cutShort, type HeaderFormat, malformed } from './header-format.ts';
import { dscpNames, ecnNames } from './ip-fields.ts';
import { ipProtocolNames } from './ip-protocol.ts';

export interface Ipv6 {
  readonly dscp: number;
  readonly ecn: number;
  readonly flowLabel: number;
  readonly nextHeader: number;
  readonly hopLimit: number;
  readonly source: Address;
  readonly destination: Address;
  /** Bytes behind this header, extension headers included. */
  readonly payloadBytes: number;
}

export const ipv6HeaderBytes = 40;

const fields = layOut(0, [
  ['Version', 4, 'decimal', 'always 6'],
  ['DSCP', 6, 'decimal', 'class of service', dscpNames],
  ['ECN', 2, 'decimal', 'congestion notification', ecnNames],
  ['Flow label', 20, 'hex', 'the same for all packets of a flow; zero says nothing'],
  ['Payload length', 16, 'decimal', 'bytes behind this header'],
  ['Next header', 8, 'decimal', 'what follows', ipProtocolNames],
  ['Hop limit', 8, 'decimal', 'routers it may still pass'],
  ['Source', 128, 'ipv6', 'address of the sender'],
  ['Destination', 128, 'ipv6', 'address of the receiver'],
]);

export const ipv6: HeaderFormat<Ipv6> = {
  name: 'IPv6',
  length: () => ipv6HeaderBytes,
  read(bytes, at, end) {
    if (end - at < ipv6HeaderBytes) return cutShort('IPv6', ipv6HeaderBytes, at, end);
    if (bytes[at] >> 4 !== 6) return malformed(`the IPv6 header says it is version ${bytes[at] >> 4}`);
    const first = u32(bytes, at);
    const header: Ipv6 = {
      dscp: (first >>> 22) & 63,
      ecn: (first >>> 20) & 3,
      flowLabel: first & 0xfffff,
      nextHeader: bytes[at + 6],
      hopLimit: bytes[at + 7],
      source: readAddress(bytes, at + 8, 6),
      destination: readAddress(bytes, at + 24, 6),
      payloadBytes: u16(bytes, at + 4),
    };
    return { ok: true, header, length: ipv6HeaderBytes, fields, faults: [] };
  },
  write(into, at, header) {
    const traffic =
      (checkedBits('the DSCP', header.dscp, 6) << 2) | checkedBits('the ECN field', header.ecn, 2);
    const label = checkedBits('the flow label', header.flowLabel, 20);
    put32(into, at, 0x6000_0000 + traffic * 2 ** 20 + label);
    put16(into, at + 4, checkedBits('the payload length', header.payloadBytes, 16));
    into[at + 6] = checkedBits('the next header', header.nextHeader, 8);
    into[at + 7] = checkedBits('the hop limit', header.hopLimit, 8);
    putAddress(into, at + 8, 6, header.source);
    putAddress(into, at + 24, 6, header.destination);
    return ipv6HeaderBytes;
  },
};
