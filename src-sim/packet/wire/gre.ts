/**
 * GRE (RFC 2784) with key and sequence number (RFC 2890). The optional checksum covers header and payload: whoever knows the
 * payload fills it in.
 *
 * Left out: version 1 (PPTP) and the routing of RFC 1701; both are read as malformed.
 */
import { put16, put32, u16, u32 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { etherTypeNames } from './ether-type.ts';
import { layOut, type Row } from './field.ts';
import { cutShort, type HeaderFormat, malformed } from './header-format.ts';

export interface Gre {
  readonly protocol: number;
  readonly checksummed: boolean;
  readonly key?: number;
  readonly sequence?: number;
}

export const greHeaderBytes = 4;
/** Each of checksum, key and sequence number. */
export const greOptionalBytes = 4;
/** Bytes from the header's start to its checksum, which comes before key and sequence number. */
export const greChecksumAt = 4;
export const greFlags = { checksum: 0x8000, routing: 0x4000, key: 0x2000, sequence: 0x1000 } as const;
const VERSION = 7;
/** RFC 2784 section 2.2: a receiver drops packets with any of bits 1 to 5 set; bits 2 and 3 got a meaning since. */
const RESERVED = 0x0ff8;

const fixedRows: readonly Row[] = [
  ['Checksum present', 1, 'flag', 'a checksum follows'],
  ['Routing present', 1, 'flag', 'always zero'],
  ['Key present', 1, 'flag', 'a key follows'],
  ['Sequence present', 1, 'flag', 'a sequence number follows'],
  ['Reserved', 9, 'hex', 'always zero'],
  ['Version', 3, 'decimal', 'always 0'],
  ['Protocol', 16, 'hex', 'what is carried, as an EtherType', etherTypeNames],
];

function rowsOf(flags: number): readonly Row[] {
  const rows = [...fixedRows];
  if (flags & greFlags.checksum) {
    rows.push(
      ['Checksum', 16, 'hex', "one's complement sum of header and payload"],
      ['Reserved', 16, 'hex', 'always zero'],
    );
  }
  if (flags & greFlags.key) rows.push(['Key', 32, 'decimal', 'which tunnel between the two ends']);
  if (flags & greFlags.sequence) rows.push(['Sequence number', 32, 'decimal', 'counts the packets']);
  return rows;
}

const flagsOf = (header: Gre): number =>
  (header.checksummed ? greFlags.checksum : 0) |
  (header.key === undefined ? 0 : greFlags.key) |
  (header.sequence === undefined ? 0 : greFlags.sequence);

function lengthOf(flags: number): number {
  let length = greHeaderBytes;
  for (const flag of [greFlags.checksum, greFlags.key, greFlags.sequence]) {
    if (flags & flag) length += greOptionalBytes;
  }
  return length;
}

export const gre: HeaderFormat<Gre> = {
  name: 'GRE',
  length: (header) => lengthOf(flagsOf(header)),
  read(bytes, at, end) {
    if (end - at < greHeaderBytes) return cutShort('GRE', greHeaderBytes, at, end);
    const flags = u16(bytes, at);
    if ((flags & VERSION) !== 0) return malformed(`GRE has version 0, this says ${flags & VERSION}`);
    if (flags & greFlags.routing)
      return malformed('the GRE header has a source route, which is no longer used');
    const length = lengthOf(flags);
    if (end - at < length) return cutShort('GRE', length, at, end);
    const keyAt = at + greHeaderBytes + (flags & greFlags.checksum ? greOptionalBytes : 0);
    const header: Gre = {
      protocol: u16(bytes, at + 2),
      checksummed: (flags & greFlags.checksum) !== 0,
      ...(flags & greFlags.key ? { key: u32(bytes, keyAt) } : {}),
      ...(flags & greFlags.sequence ? { sequence: u32(bytes, at + length - greOptionalBytes) } : {}),
    };
    const faults = flags & RESERVED ? ['reserved bits are set'] : [];
    return { ok: true, header, length, fields: layOut(0, rowsOf(flags)), faults };
  },
  write(into, at, header) {
    put16(into, at, flagsOf(header));
    put16(into, at + 2, checkedBits('the protocol', header.protocol, 16));
    let next = at + greHeaderBytes;
    const optional = (what: string, value: number | undefined): void => {
      if (value === undefined) return;
      put32(into, next, checkedBits(what, value, 32));
      next += greOptionalBytes;
    };
    optional('the checksum', header.checksummed ? 0 : undefined);
    optional('the key', header.key);
    optional('the sequence number', header.sequence);
    return next - at;
  },
};
