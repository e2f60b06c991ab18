/**
 * Ethernet II frame header and trailer (IEEE 802.3 clause 3). The frame check sequence is written where a capture is taken on
 * the wire; a capture in the host, as Linux does it, has neither it nor the padding to the smallest frame.
 *
 * Left out: length/LLC frames (a length in place of the EtherType is read as a fault), preamble, jumbo LLC.
 */
import { put16, put48, u16, u48 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { crc32 } from './crc32.ts';
import { etherTypeNames } from './ether-type.ts';
import { layOut } from './field.ts';
import { cutShort, type HeaderFormat } from './header-format.ts';

export interface Ethernet {
  readonly destination: number;
  readonly source: number;
  readonly etherType: number;
}

export const ethernetHeaderBytes = 14;
export const fcsBytes = 4;
/** Header and payload of the smallest frame: 64 bytes less the check sequence (clause 3.2.8). */
export const unpaddedFrameBytesMin = 60;
/** Below this the field is a length (clause 3.2.6). */
const ETHER_TYPE_MIN = 0x0600;

const fields = layOut(0, [
  ['Destination', 48, 'mac', 'interface the frame is for'],
  ['Source', 48, 'mac', 'interface that sent it'],
  ['EtherType', 16, 'hex', 'what the frame carries', etherTypeNames],
]);

export const ethernet: HeaderFormat<Ethernet> = {
  name: 'Ethernet',
  length: () => ethernetHeaderBytes,
  read(bytes, at, end) {
    if (end - at < ethernetHeaderBytes) return cutShort('Ethernet', ethernetHeaderBytes, at, end);
    const header = {
      destination: u48(bytes, at),
      source: u48(bytes, at + 6),
      etherType: u16(bytes, at + 12),
    };
    const faults =
      header.etherType < ETHER_TYPE_MIN
        ? [`the EtherType ${header.etherType} is a length, as 802.3 with LLC has it`]
        : [];
    return { ok: true, header, length: ethernetHeaderBytes, fields, faults };
  },
  write(into, at, header) {
    put48(into, at, checkedBits('the destination MAC', header.destination, 48));
    put48(into, at + 6, checkedBits('the source MAC', header.source, 48));
    if (header.etherType < ETHER_TYPE_MIN) throw new RangeError(`${header.etherType} is no EtherType`);
    put16(into, at + 12, checkedBits('the EtherType', header.etherType, 16));
    return ethernetHeaderBytes;
  },
};

/** Writes the check sequence of the frame `from` to `end` right behind it. */
export function putFcs(bytes: Uint8Array, from: number, end: number): void {
  const crc = crc32(bytes, from, end);
  for (let octet = 0; octet < fcsBytes; octet += 1) bytes[end + octet] = crc >>> (8 * octet);
}

/** `end` is behind the check sequence. */
export function fcsIsGood(bytes: Uint8Array, from: number, end: number): boolean {
  const crc = crc32(bytes, from, end - fcsBytes);
  for (let octet = 0; octet < fcsBytes; octet += 1) {
    if (bytes[end - fcsBytes + octet] !== ((crc >>> (8 * octet)) & 0xff)) return false;
  }
  return true;
}
