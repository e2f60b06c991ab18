/**
 * Where a packet is cut to fit a link (RFC 791 section 3.2; IPv6, by its sender alone, RFC 8200 section 4.5): sizes and offsets in
 * numbers, the same that wire/fragment-packet.ts makes of bytes. Every piece but the last holds as many eights of bytes as fit.
 */

const unit = 8;

/** Payload bytes of every piece but the last; 0: the link has no room for any. */
export function pieceBytes(mtu: number, headerBytes: number): number {
  return Math.max(0, Math.floor((mtu - headerBytes) / unit) * unit);
}

export const pieceCount = (payloadBytes: number, piece: number): number => Math.ceil(payloadBytes / piece);

export const sizeOfPiece = (payloadBytes: number, piece: number, number: number): number =>
  Math.min(piece, payloadBytes - number * piece);
