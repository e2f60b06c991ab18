/**
 * Cuts a whole IP packet in pieces that a link carries: IPv4 as a router or sender does (RFC 791 section 3.2), IPv6 as the
 * sender alone may (RFC 8200 section 4.5), where every piece gets a fragment header behind the headers each router reads.
 *
 * Left out: IPv4 options (their copying to the pieces); routing headers among those each router reads.
 */
import { ipProtocol } from './ip-protocol.ts';
import { ipv4 } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import { ipv6Fragment, ipv6FragmentHeaderBytes } from './ipv6-fragment.ts';
import { ipv6HopByHop } from './ipv6-hop-by-hop.ts';

/** Pieces begin at multiples of this. */
const UNIT = 8;

function pieceBytes(mtu: number, headerBytes: number): number {
  const room = Math.floor((mtu - headerBytes) / UNIT) * UNIT;
  if (room < UNIT) throw new RangeError(`an MTU of ${mtu} has no room for a fragment`);
  return room;
}

function fragmentV4(packet: Uint8Array, mtu: number): Uint8Array[] {
  const reading = ipv4.read(packet, 0, packet.length);
  if (!reading.ok) throw new RangeError(reading.reason);
  const { header, length } = reading;
  if (header.dontFragment) throw new RangeError('this packet must not be fragmented');
  if (length !== ipv4.length(header)) throw new RangeError('packets with IPv4 options are not fragmented');
  const room = pieceBytes(mtu, length);
  const pieces: Uint8Array[] = [];
  for (let offset = 0; offset < header.payloadBytes; offset += room) {
    const payloadBytes = Math.min(room, header.payloadBytes - offset);
    const last = offset + payloadBytes === header.payloadBytes;
    const piece = new Uint8Array(length + payloadBytes);
    ipv4.write(piece, 0, {
      ...header,
      payloadBytes,
      fragmentOffset: header.fragmentOffset + offset,
      // A piece of a piece is the last one only if the whole was.
      moreFragments: header.moreFragments || !last,
    });
    piece.set(packet.subarray(length + offset, length + offset + payloadBytes), length);
    pieces.push(piece);
  }
  return pieces;
}

function fragmentV6(packet: Uint8Array, mtu: number, identification: number): Uint8Array[] {
  const reading = ipv6.read(packet, 0, packet.length);
  if (!reading.ok) throw new RangeError(reading.reason);
  const { header } = reading;
  // The place of the next-header byte that will announce the fragment header.
  let announcedAt = 6;
  let kept = reading.length;
  if (header.nextHeader === ipProtocol.hopByHop) {
    const options = ipv6HopByHop.read(packet, kept, packet.length);
    if (!options.ok) throw new RangeError(options.reason);
    announcedAt = kept;
    kept += options.length;
  }
  const headerBytes = kept + ipv6FragmentHeaderBytes;
  const room = pieceBytes(mtu, headerBytes);
  const end = reading.length + header.payloadBytes;
  const pieces: Uint8Array[] = [];
  for (let from = kept; from < end; from += room) {
    const until = Math.min(end, from + room);
    const piece = new Uint8Array(headerBytes + until - from);
    ipv6.write(piece, 0, { ...header, payloadBytes: piece.length - reading.length });
    piece.set(packet.subarray(reading.length, kept), reading.length);
    piece[announcedAt] = ipProtocol.fragment;
    ipv6Fragment.write(piece, kept, {
      nextHeader: packet[announcedAt],
      fragmentOffset: from - kept,
      moreFragments: until < end,
      identification,
    });
    piece.set(packet.subarray(from, until), headerBytes);
    pieces.push(piece);
  }
  return pieces;
}

/**
 * `packet` starts with its IP header; IPv4 pieces keep its identification, IPv6 pieces get the one given. A packet that fits
 * stays whole.
 */
export function fragmentPacket(
  packet: Uint8Array,
  mtu: number,
  identification: number,
): readonly Uint8Array[] {
  if (packet.length <= mtu) return [packet];
  return packet[0] >> 4 === 6 ? fragmentV6(packet, mtu, identification) : fragmentV4(packet, mtu);
}
