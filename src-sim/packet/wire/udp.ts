/**
 * UDP header (RFC 768). Checksum: optional over IPv4, mandatory over IPv6 (RFC 8200 section 8.1) but for tunnels between
 * agreed ends (RFC 6935); whoever knows the addresses fills it in.
 *
 * Left out: UDP-Lite, jumbograms.
 */
import { put16, u16 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { layOut } from './field.ts';
import { cutShort, type HeaderFormat } from './header-format.ts';

export interface Udp {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly payloadBytes: number;
}

export const udpHeaderBytes = 8;

const fields = layOut(0, [
  ['Source port', 16, 'decimal', 'program that sent it; entropy when this is the outside of a tunnel'],
  ['Destination port', 16, 'decimal', 'program it is for'],
  ['Length', 16, 'decimal', 'bytes of header and payload'],
  [
    'Checksum',
    16,
    'hex',
    "one's complement sum of pseudo-header, header and payload; zero says there is none",
  ],
]);

export const udp: HeaderFormat<Udp> = {
  name: 'UDP',
  length: () => udpHeaderBytes,
  read(bytes, at, end) {
    if (end - at < udpHeaderBytes) return cutShort('UDP', udpHeaderBytes, at, end);
    const total = u16(bytes, at + 4);
    const header = {
      sourcePort: u16(bytes, at),
      destinationPort: u16(bytes, at + 2),
      payloadBytes: Math.max(0, total - udpHeaderBytes),
    };
    const faults = total < udpHeaderBytes ? ['the length ends inside the header'] : [];
    return { ok: true, header, length: udpHeaderBytes, fields, faults };
  },
  write(into, at, header) {
    put16(into, at, checkedBits('the source port', header.sourcePort, 16));
    put16(into, at + 2, checkedBits('the destination port', header.destinationPort, 16));
    put16(into, at + 4, checkedBits('the UDP length', udpHeaderBytes + header.payloadBytes, 16));
    put16(into, at + 6, 0);
    return udpHeaderBytes;
  },
};
