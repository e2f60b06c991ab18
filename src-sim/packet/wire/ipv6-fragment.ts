/** IPv6 fragment header (RFC 8200 section 4.5). Offsets are in bytes here, in eights on the wire. */
import { put16, put32, u16, u32 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { layOut } from './field.ts';
import { cutShort, type HeaderFormat } from './header-format.ts';
import { ipProtocolNames } from './ip-protocol.ts';

export interface Ipv6Fragment {
  readonly nextHeader: number;
  /** Bytes before this fragment, a multiple of 8. */
  readonly fragmentOffset: number;
  readonly moreFragments: boolean;
  readonly identification: number;
}

export const ipv6FragmentHeaderBytes = 8;

const fields = layOut(0, [
  ['Next header', 8, 'decimal', 'what the first fragment begins with', ipProtocolNames],
  ['Reserved', 8, 'hex', 'always zero'],
  ['Fragment offset', 13, 'decimal', 'place of this piece, in eights of bytes'],
  ['Reserved', 2, 'decimal', 'always zero'],
  ['More fragments', 1, 'flag', 'this is not the last piece'],
  ['Identification', 32, 'hex', 'fragments of one packet share it'],
]);

export const ipv6Fragment: HeaderFormat<Ipv6Fragment> = {
  name: 'IPv6 fragment',
  length: () => ipv6FragmentHeaderBytes,
  read(bytes, at, end) {
    if (end - at < ipv6FragmentHeaderBytes)
      return cutShort('IPv6 fragment', ipv6FragmentHeaderBytes, at, end);
    const place = u16(bytes, at + 2);
    const header = {
      nextHeader: bytes[at],
      fragmentOffset: place & 0xfff8,
      moreFragments: (place & 1) !== 0,
      identification: u32(bytes, at + 4),
    };
    const faults = bytes[at + 1] !== 0 || (place & 6) !== 0 ? ['reserved bits are set'] : [];
    return { ok: true, header, length: ipv6FragmentHeaderBytes, fields, faults };
  },
  write(into, at, header) {
    if (header.fragmentOffset % 8 !== 0) {
      throw new RangeError(`fragments start at multiples of 8 bytes, not at ${header.fragmentOffset}`);
    }
    into[at] = checkedBits('the next header', header.nextHeader, 8);
    into[at + 1] = 0;
    const offset = checkedBits('the fragment offset', header.fragmentOffset, 16);
    put16(into, at + 2, offset | (header.moreFragments ? 1 : 0));
    put32(into, at + 4, checkedBits('the identification', header.identification, 32));
    return ipv6FragmentHeaderBytes;
  },
};
