/** VXLAN (RFC 7348 section 5). Left out: group policy, GPE and other drafts; their bits are read as faults. */
import { put24, put32, u24, u32 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { layOut } from './field.ts';
import { cutShort, type HeaderFormat } from './header-format.ts';

export interface Vxlan {
  /** VXLAN network identifier. */
  readonly vni: number;
}

export const vxlanHeaderBytes = 8;
/** The I flag: the identifier counts. */
const FLAGS = 0x0800_0000;

const fields = layOut(0, [
  ['Reserved', 4, 'hex', 'always zero'],
  ['VNI valid', 1, 'flag', 'always set'],
  ['Reserved', 27, 'hex', 'always zero'],
  ['VNI', 24, 'decimal', 'which virtual network the frame belongs to'],
  ['Reserved', 8, 'hex', 'always zero'],
]);

export const vxlan: HeaderFormat<Vxlan> = {
  name: 'VXLAN',
  length: () => vxlanHeaderBytes,
  read(bytes, at, end) {
    if (end - at < vxlanHeaderBytes) return cutShort('VXLAN', vxlanHeaderBytes, at, end);
    const flags = u32(bytes, at);
    const faults = [];
    if ((flags & FLAGS) === 0) faults.push('the flag that makes the VNI count is not set');
    if ((flags & ~FLAGS) !== 0 || bytes[at + 7] !== 0) faults.push('reserved bits are set');
    return { ok: true, header: { vni: u24(bytes, at + 4) }, length: vxlanHeaderBytes, fields, faults };
  },
  write(into, at, header) {
    put32(into, at, FLAGS);
    put24(into, at + 4, checkedBits('the VNI', header.vni, 24));
    into[at + 7] = 0;
    return vxlanHeaderBytes;
  },
};
