/**
 * IPv4 header (RFC 791 section 3.1; DSCP RFC 2474, ECN RFC 3168). The header checksum is made and checked here, since it covers
 * the header alone.
 *
 * Left out: options. They are read and shown, never written. Offsets are in bytes here, in eights on the wire.
 */
import type { Address } from '../../quantity/address.ts';
import { putAddress, readAddress } from './address-bytes.ts';
import { put16, u16 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { checksumOf, onesSum, sumIsGood } from './checksum.ts';
import { type Field, layOut } from './field.ts';
import { cutShort, type HeaderFormat, malformed } from './header-format.ts';
import { dscpNames, ecnNames } from './ip-fields.ts';
import { ipProtocolNames } from './ip-protocol.ts';

export interface Ipv4 {
  readonly dscp: number;
  readonly ecn: number;
  readonly identification: number;
  readonly dontFragment: boolean;
  readonly moreFragments: boolean;
  /** Bytes before this fragment, a multiple of 8. */
  readonly fragmentOffset: number;
  readonly ttl: number;
  readonly protocol: number;
  readonly source: Address;
  readonly destination: Address;
  /** Bytes behind the header, by its total length. */
  readonly payloadBytes: number;
}

export const ipv4HeaderBytes = 20;
const CHECKSUM_AT = 10;
const RESERVED = 0x8000;
const DONT_FRAGMENT = 0x4000;
const MORE_FRAGMENTS = 0x2000;

const fixedFields = layOut(0, [
  ['Version', 4, 'decimal', 'always 4'],
  ['Header length', 4, 'decimal', 'in words of four bytes'],
  ['DSCP', 6, 'decimal', 'class of service', dscpNames],
  ['ECN', 2, 'decimal', 'congestion notification', ecnNames],
  ['Total length', 16, 'decimal', 'bytes of header and payload'],
  ['Identification', 16, 'hex', 'fragments of one packet share it'],
  ['Reserved', 1, 'flag', 'always zero'],
  ["Don't fragment", 1, 'flag', 'drop rather than cut in pieces'],
  ['More fragments', 1, 'flag', 'this is not the last piece'],
  ['Fragment offset', 13, 'decimal', 'place of this piece, in eights of bytes'],
  ['TTL', 8, 'decimal', 'routers it may still pass'],
  ['Protocol', 8, 'decimal', 'what the packet carries', ipProtocolNames],
  ['Header checksum', 16, 'hex', "one's complement sum of the header"],
  ['Source', 32, 'ipv4', 'address of the sender'],
  ['Destination', 32, 'ipv4', 'address of the receiver'],
]);

function fieldsOf(headerLength: number): readonly Field[] {
  const optionBytes = headerLength - ipv4HeaderBytes;
  if (optionBytes === 0) return fixedFields;
  return [
    ...fixedFields,
    ...layOut(ipv4HeaderBytes * 8, [['Options', optionBytes * 8, 'bytes', 'rarely used; not interpreted']]),
  ];
}

function faultsOf(bytes: Uint8Array, at: number, headerLength: number): string[] {
  const faults = [];
  if (!sumIsGood(onesSum(bytes, at, at + headerLength))) faults.push('the header checksum is wrong');
  if (u16(bytes, at + 2) < headerLength) faults.push('the total length ends inside the header');
  const flags = u16(bytes, at + 6);
  if ((flags & RESERVED) !== 0) faults.push('the reserved flag is set');
  if ((flags & DONT_FRAGMENT) !== 0 && (flags & 0x3fff) !== 0) {
    faults.push('a fragment says that it must not be fragmented');
  }
  return faults;
}

export const ipv4: HeaderFormat<Ipv4> = {
  name: 'IPv4',
  length: () => ipv4HeaderBytes,
  read(bytes, at, end) {
    if (end - at < ipv4HeaderBytes) return cutShort('IPv4', ipv4HeaderBytes, at, end);
    if (bytes[at] >> 4 !== 4) return malformed(`the IPv4 header says it is version ${bytes[at] >> 4}`);
    const length = (bytes[at] & 15) * 4;
    if (length < ipv4HeaderBytes)
      return malformed(`the IPv4 header says it has ${length} bytes; 20 are the least`);
    if (end - at < length) return cutShort('IPv4', length, at, end);
    const flags = u16(bytes, at + 6);
    const header: Ipv4 = {
      dscp: bytes[at + 1] >> 2,
      ecn: bytes[at + 1] & 3,
      identification: u16(bytes, at + 4),
      dontFragment: (flags & DONT_FRAGMENT) !== 0,
      moreFragments: (flags & MORE_FRAGMENTS) !== 0,
      fragmentOffset: (flags & 0x1fff) * 8,
      ttl: bytes[at + 8],
      protocol: bytes[at + 9],
      source: readAddress(bytes, at + 12, 4),
      destination: readAddress(bytes, at + 16, 4),
      payloadBytes: Math.max(0, u16(bytes, at + 2) - length),
    };
    return { ok: true, header, length, fields: fieldsOf(length), faults: faultsOf(bytes, at, length) };
  },
  write(into, at, header) {
    if (header.fragmentOffset % 8 !== 0) {
      throw new RangeError(`fragments start at multiples of 8 bytes, not at ${header.fragmentOffset}`);
    }
    into[at] = 0x45;
    into[at + 1] =
      (checkedBits('the DSCP', header.dscp, 6) << 2) | checkedBits('the ECN field', header.ecn, 2);
    put16(into, at + 2, checkedBits('the total length', ipv4HeaderBytes + header.payloadBytes, 16));
    put16(into, at + 4, checkedBits('the identification', header.identification, 16));
    const flags = (header.dontFragment ? DONT_FRAGMENT : 0) | (header.moreFragments ? MORE_FRAGMENTS : 0);
    put16(into, at + 6, flags | checkedBits('the fragment offset', header.fragmentOffset / 8, 13));
    into[at + 8] = checkedBits('the TTL', header.ttl, 8);
    into[at + 9] = checkedBits('the protocol', header.protocol, 8);
    put16(into, at + CHECKSUM_AT, 0);
    putAddress(into, at + 12, 4, header.source);
    putAddress(into, at + 16, 4, header.destination);
    put16(into, at + CHECKSUM_AT, checksumOf(onesSum(into, at, at + ipv4HeaderBytes)));
    return ipv4HeaderBytes;
  },
};
