/**
 * The headers around a packet's payload, outermost first, as they are between two nodes; and the sizes that follow from them. A
 * test holds them to the sizes of the packet engine's headers.
 *
 * Left out: IP and TCP options. ESP is AES-GCM with a 16-byte check value (RFC 4106). What ESP and WireGuard
 * fill up depends on the packet and is not counted among their bytes, but in the largest packet that fits.
 */
import type { Family } from '../quantity/address.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import { carriesFrames, type Tunnel, type TunnelKind } from '../fabric/tunnel.ts';

export interface HeaderBytes {
  readonly kind: string;
  readonly bytes: number;
}

/** RFC 791 and RFC 8200. */
const ip = (family: Family): HeaderBytes =>
  family === 4 ? { kind: 'ipv4', bytes: 20 } : { kind: 'ipv6', bytes: 40 };

const udp: HeaderBytes = { kind: 'udp', bytes: 8 };
/** IEEE 802.3, without check sequence: that of a frame inside a tunnel is left out. */
const ethernet: HeaderBytes = { kind: 'ethernet', bytes: 14 };
const vlanTag: HeaderBytes = { kind: 'vlan', bytes: 4 };

const transports: Readonly<Partial<Record<PacketHeader['protocol'], HeaderBytes>>> = {
  tcp: { kind: 'tcp', bytes: 20 },
  udp,
  icmp: { kind: 'icmp', bytes: 8 },
};

/** Of a packet as a machine makes it. */
export function packetHeaders({ source, protocol }: PacketHeader): readonly HeaderBytes[] {
  const transport = transports[protocol];
  return transport === undefined ? [ip(source.family)] : [ip(source.family), transport];
}

/** What frames a packet on a link, by the bytes the link says. */
export function framing(framingBytes: number, tag: number): readonly HeaderBytes[] {
  const frame = framingBytes === 0 ? [] : [{ kind: 'framing', bytes: framingBytes }];
  return tag === 0 ? frame : [...frame, vlanTag];
}

const GRE_BYTES = 4;
/** SPI and sequence number, IV, pad length and next header, check value: RFC 4303 section 2 and RFC 4106. */
const ESP_BYTES = 8 + 8 + 2 + 16;

/** What comes behind the outer IP header. */
const shims: Readonly<Record<TunnelKind, (tunnel: Tunnel) => readonly HeaderBytes[]>> = {
  vxlan: () => [udp, { kind: 'vxlan', bytes: 8 }],
  geneve: ({ optionBytes }) => [udp, { kind: 'geneve', bytes: 8 + optionBytes }],
  nvgre: () => [{ kind: 'nvgre', bytes: 8 }],
  // RFC 2890: a key takes four bytes more.
  gre: ({ key }) => [{ kind: 'gre', bytes: key === 0 ? GRE_BYTES : GRE_BYTES + 4 }],
  'ip-in-ip': () => [],
  esp: () => [{ kind: 'esp', bytes: ESP_BYTES }],
  // Transport data message and its tag.
  wireguard: () => [udp, { kind: 'wireguard', bytes: 16 + 16 }],
};

/** What a tunnel puts around a packet, or around its frame. */
export function tunnelHeaders(tunnel: Tunnel, ofSwitch: boolean, tag = 0): readonly HeaderBytes[] {
  const inside = carriesFrames(tunnel, ofSwitch) ? [ethernet, ...(tag === 0 ? [] : [vlanTag])] : [];
  return [ip(tunnel.local.family), ...shims[tunnel.kind](tunnel), ...inside];
}

export const bytesOf = (headers: readonly HeaderBytes[]): number =>
  headers.reduce((sum, { bytes }) => sum + bytes, 0);

/** What is encrypted is filled up to a multiple of so many bytes; the last ones of ESP's are its own. */
const alignments: Readonly<Partial<Record<TunnelKind, { readonly bytes: number; readonly tail: number }>>> = {
  esp: { bytes: 4, tail: 2 },
  wireguard: { bytes: 16, tail: 0 },
};

/**
 * Largest packet that fits into an outer one of so many bytes. WireGuard fills up no further than the tunnel's own `mtu` (0:
 * there is none).
 */
export function innerBytesMax(
  tunnel: Tunnel,
  ofSwitch: boolean,
  tag: number,
  mtu: number,
  outerBytes: number,
): number {
  const room = outerBytes - bytesOf(tunnelHeaders(tunnel, ofSwitch, tag));
  const alignment = alignments[tunnel.kind];
  if (alignment === undefined) return Math.max(0, room);
  const frame = carriesFrames(tunnel, ofSwitch) ? bytesOf([ethernet]) : 0;
  if (tunnel.kind === 'wireguard' && mtu > 0 && mtu <= room + frame) return Math.max(0, room);
  const encrypted = room + alignment.tail + frame;
  return Math.max(0, room - (encrypted % alignment.bytes));
}
