import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieceBytes, pieceCount, sizeOfPiece } from '../../../../src-sim/packet/forward/fragment-plan.ts';
import { fragmentPacket } from '../../../../src-sim/packet/wire/fragment-packet.ts';
import { ipv4 } from '../../../../src-sim/packet/wire/ipv4.ts';
import { ipv6Fragment } from '../../../../src-sim/packet/wire/ipv6-fragment.ts';
import { buildPacket } from '../../../../src-sim/packet/wire/packet-stack.ts';
import { addressOf } from '../../../support/fabric-builder.ts';

interface Piece {
  readonly offset: number;
  readonly bytes: number;
}

function planned(payloadBytes: number, mtu: number, headerBytes: number, base = 0): Piece[] {
  const piece = pieceBytes(mtu, headerBytes);
  return Array.from({ length: pieceCount(payloadBytes, piece) }, (_, n) => ({
    offset: base + n * piece,
    bytes: headerBytes + sizeOfPiece(payloadBytes, piece, n),
  }));
}

const cutV4 = (packet: Uint8Array, mtu: number): Uint8Array[] => [...fragmentPacket(packet, mtu, 0)];

function pieceV4(bytes: Uint8Array): Piece {
  const reading = ipv4.read(bytes, 0, bytes.length);
  if (!reading.ok) throw new Error(reading.reason);
  return { offset: reading.header.fragmentOffset, bytes: bytes.length };
}

function datagram(family: 4 | 6, payloadBytes: number): Uint8Array {
  const [source, destination] = (
    family === 4 ? ['10.0.0.1', '10.0.0.2'] : ['2001:db8::1', '2001:db8::2']
  ).map(addressOf);
  const ip =
    family === 4
      ? { kind: 'ipv4' as const, source, destination, dontFragment: false }
      : { kind: 'ipv6' as const, source, destination };
  // 8 bytes of UDP header belong to what is cut.
  return buildPacket({
    layers: [ip, { kind: 'udp', sourcePort: 1, destinationPort: 2 }],
    payload: payloadBytes - 8,
  });
}

describe('a plan of fragments', () => {
  it('of 4000 bytes over 1500 has two of 1480 and one of 1040', () => {
    expect(planned(4000, 1500, 20)).toEqual([
      { offset: 0, bytes: 1500 },
      { offset: 1480, bytes: 1500 },
      { offset: 2960, bytes: 1060 },
    ]);
  });

  it('has no room where eight bytes do not fit behind the header', () => {
    expect(pieceBytes(28, 20)).toBe(8);
    expect(pieceBytes(27, 20)).toBe(0);
    expect(pieceBytes(10, 20)).toBe(0);
  });

  it('is what becomes of the bytes, over IPv4 once and again on a smaller link', () => {
    const mtus = fc.integer({ min: 68, max: 1500 });
    fc.assert(
      fc.property(fc.integer({ min: 1600, max: 9000 }), mtus, mtus, (payload, first, second) => {
        const pieces = cutV4(datagram(4, payload), first);
        expect(pieces.map(pieceV4)).toEqual(planned(payload, first, 20));
        for (const piece of pieces.filter(({ length }) => length > second)) {
          expect(cutV4(piece, second).map(pieceV4)).toEqual(
            planned(piece.length - 20, second, 20, pieceV4(piece).offset),
          );
        }
      }),
      { seed: 791 },
    );
  });

  it('is what becomes of the bytes over IPv6, where each piece has a fragment header of eight bytes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1600, max: 9000 }),
        fc.integer({ min: 1280, max: 1500 }),
        (payload, mtu) => {
          const pieces = fragmentPacket(datagram(6, payload), mtu, 9);
          const read = pieces.map((bytes) => {
            const reading = ipv6Fragment.read(bytes, 40, bytes.length);
            if (!reading.ok) throw new Error(reading.reason);
            return { offset: reading.header.fragmentOffset, bytes: bytes.length };
          });
          expect(read).toEqual(planned(payload, mtu, 48));
        },
      ),
      { seed: 8200 },
    );
  });
});
