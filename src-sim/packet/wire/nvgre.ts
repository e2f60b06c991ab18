/**
 * NVGRE (RFC 7637 section 3.2): GRE with key, without checksum and sequence number, carrying an Ethernet frame. The key is the
 * virtual subnet and a flow number for sharing over equal paths.
 *
 * Left out: telling it from keyed GRE that carries frames (Linux's gretap), which has the same bytes; such packets are
 * read as NVGRE.
 */
import { put16, put24, u16, u24 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { etherType, etherTypeNames } from './ether-type.ts';
import { layOut } from './field.ts';
import { greFlags } from './gre.ts';
import { cutShort, type HeaderFormat, malformed } from './header-format.ts';

export interface Nvgre {
  /** Virtual subnet identifier. */
  readonly vsid: number;
  readonly flowId: number;
}

export const nvgreHeaderBytes = 8;
/** RFC 7637 section 3.2: up to 0xFFF is reserved, 0xFFFFFF is for vendors. */
const VSID_MIN = 0x1000;

const fields = layOut(0, [
  ['Flags and version', 16, 'hex', 'key present, nothing else'],
  ['Protocol', 16, 'hex', 'always an Ethernet frame', etherTypeNames],
  ['VSID', 24, 'decimal', 'which virtual subnet the frame belongs to'],
  ['Flow', 8, 'decimal', 'entropy for sharing over equal paths'],
]);

export const startsNvgre = (bytes: Uint8Array, at: number, end: number): boolean =>
  end - at >= nvgreHeaderBytes && u16(bytes, at) === greFlags.key && u16(bytes, at + 2) === etherType.bridged;

export const nvgre: HeaderFormat<Nvgre> = {
  name: 'NVGRE',
  length: () => nvgreHeaderBytes,
  read(bytes, at, end) {
    if (end - at < nvgreHeaderBytes) return cutShort('NVGRE', nvgreHeaderBytes, at, end);
    if (!startsNvgre(bytes, at, end)) return malformed('this is GRE, but not with the flags of NVGRE');
    const header = { vsid: u24(bytes, at + 4), flowId: bytes[at + 7] };
    const faults = header.vsid < VSID_MIN ? [`VSID ${header.vsid} is reserved`] : [];
    return { ok: true, header, length: nvgreHeaderBytes, fields, faults };
  },
  write(into, at, header) {
    if (header.vsid < VSID_MIN) throw new RangeError(`VSIDs up to 4095 are reserved; ${header.vsid} is one`);
    put16(into, at, greFlags.key);
    put16(into, at + 2, etherType.bridged);
    put24(into, at + 4, checkedBits('the VSID', header.vsid, 24));
    into[at + 7] = checkedBits('the flow', header.flowId, 8);
    return nvgreHeaderBytes;
  },
};
