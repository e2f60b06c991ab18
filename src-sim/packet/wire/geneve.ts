/**
 * Geneve (RFC 8926 sections 3.4 and 3.5) with options as type, length and value. The critical flag of the header is worked out
 * from the options, whose type says in its highest bit whether a receiver must know it.
 *
 * Left out: the meaning of options, which their class gives.
 */
import { put16, put24, u16, u24 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { etherTypeNames } from './ether-type.ts';
import { layOut, type Row } from './field.ts';
import { cutShort, type HeaderFormat, malformed } from './header-format.ts';

export interface GeneveOption {
  readonly optionClass: number;
  /** 128 and above: a receiver that does not know it must drop the packet. */
  readonly type: number;
  /** 0 to 124 bytes, a multiple of four. */
  readonly data: Uint8Array;
}

export interface Geneve {
  /** An in-band management packet (the O flag). */
  readonly control: boolean;
  readonly protocol: number;
  readonly vni: number;
  readonly options: readonly GeneveOption[];
}

export const geneveHeaderBytes = 8;
const OPTION_HEADER_BYTES = 4;
const OPTION_DATA_BYTES_MAX = 124;
/** The length has six bits and counts words of four bytes. */
export const geneveOptionBytesMax = 252;
const CRITICAL_TYPE = 0x80;
const CONTROL = 0x80;
const CRITICAL = 0x40;

const fixedRows: readonly Row[] = [
  ['Version', 2, 'decimal', 'always 0'],
  ['Options length', 6, 'decimal', 'in words of four bytes'],
  ['Control', 1, 'flag', 'a message between the tunnel ends'],
  ['Critical options', 1, 'flag', 'some option must be understood'],
  ['Reserved', 6, 'hex', 'always zero'],
  ['Protocol', 16, 'hex', 'what is carried, as an EtherType', etherTypeNames],
  ['VNI', 24, 'decimal', 'which virtual network the frame belongs to'],
  ['Reserved', 8, 'hex', 'always zero'],
];

const optionBytes = (options: readonly GeneveOption[]): number =>
  options.reduce((sum, option) => sum + OPTION_HEADER_BYTES + option.data.length, 0);

const someCritical = (options: readonly GeneveOption[]): boolean =>
  options.some((option) => option.type >= CRITICAL_TYPE);

interface Options {
  readonly options: readonly GeneveOption[];
  readonly rows: readonly Row[];
  readonly faults: readonly string[];
}

function readOptions(bytes: Uint8Array, from: number, end: number): Options {
  const options: GeneveOption[] = [];
  const rows: Row[] = [];
  for (let at = from; at < end; ) {
    const dataBytes = (bytes[at + 3] & 31) * 4;
    if (at + OPTION_HEADER_BYTES + dataBytes > end) {
      rows.push(['Rest', (end - at) * 8, 'bytes', 'not an option']);
      return { options, rows, faults: ['an option runs past the end of the options'] };
    }
    const data = bytes.slice(at + OPTION_HEADER_BYTES, at + OPTION_HEADER_BYTES + dataBytes);
    options.push({ optionClass: u16(bytes, at), type: bytes[at + 2], data });
    rows.push(
      ['Option class', 16, 'hex', 'who defined the option'],
      ['Option type', 8, 'hex', 'which option; from 0x80 on it must be understood'],
      ['Reserved', 3, 'decimal', 'always zero'],
      ['Option length', 5, 'decimal', 'of its data, in words of four bytes'],
    );
    if (dataBytes > 0) rows.push(['Option data', dataBytes * 8, 'bytes', 'given meaning by class and type']);
    at += OPTION_HEADER_BYTES + dataBytes;
  }
  return { options, rows, faults: [] };
}

function writeOption(into: Uint8Array, at: number, { optionClass, type, data }: GeneveOption): number {
  if (data.length % 4 !== 0 || data.length > OPTION_DATA_BYTES_MAX) {
    throw new RangeError(`a Geneve option holds 0 to 124 bytes in fours, not ${data.length}`);
  }
  put16(into, at, checkedBits('the option class', optionClass, 16));
  into[at + 2] = checkedBits('the option type', type, 8);
  into[at + 3] = data.length / 4;
  into.set(data, at + OPTION_HEADER_BYTES);
  return OPTION_HEADER_BYTES + data.length;
}

export const geneve: HeaderFormat<Geneve> = {
  name: 'Geneve',
  length: (header) => geneveHeaderBytes + optionBytes(header.options),
  read(bytes, at, end) {
    if (end - at < geneveHeaderBytes) return cutShort('Geneve', geneveHeaderBytes, at, end);
    if (bytes[at] >> 6 !== 0) return malformed(`Geneve has version 0, this says ${bytes[at] >> 6}`);
    const length = geneveHeaderBytes + (bytes[at] & 63) * 4;
    if (end - at < length) return cutShort('Geneve', length, at, end);
    const flags = bytes[at + 1];
    const { options, rows, faults } = readOptions(bytes, at + geneveHeaderBytes, at + length);
    const found = [...faults];
    if (((flags & CRITICAL) !== 0) !== someCritical(options)) {
      found.push('the critical flag and the options do not agree');
    }
    if ((flags & 63) !== 0 || bytes[at + 7] !== 0) found.push('reserved bits are set');
    return {
      ok: true,
      header: {
        control: (flags & CONTROL) !== 0,
        protocol: u16(bytes, at + 2),
        vni: u24(bytes, at + 4),
        options,
      },
      length,
      fields: layOut(0, [...fixedRows, ...rows]),
      faults: found,
    };
  },
  write(into, at, header) {
    const length = optionBytes(header.options);
    if (length > geneveOptionBytesMax) {
      throw new RangeError(`Geneve options have room in 252 bytes; these take ${length}`);
    }
    into[at] = length / 4;
    into[at + 1] = (header.control ? CONTROL : 0) | (someCritical(header.options) ? CRITICAL : 0);
    put16(into, at + 2, checkedBits('the protocol', header.protocol, 16));
    put24(into, at + 4, checkedBits('the VNI', header.vni, 24));
    into[at + 7] = 0;
    let optionAt = at + geneveHeaderBytes;
    for (const option of header.options) optionAt += writeOption(into, optionAt, option);
    return optionAt - at;
  },
};
