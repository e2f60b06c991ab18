import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dissect } from '../../../../src-sim/packet/wire/dissect.ts';
import { fragmentPacket } from '../../../../src-sim/packet/wire/fragment-packet.ts';
import { ipv4 } from '../../../../src-sim/packet/wire/ipv4.ts';
import type { Layer } from '../../../../src-sim/packet/wire/layer.ts';
import { buildPacket } from '../../../../src-sim/packet/wire/packet-stack.ts';
import { address } from './sample-packets.ts';

const ip4: Layer = {
  kind: 'ipv4',
  source: address('192.0.2.1'),
  destination: address('192.0.2.2'),
  identification: 7,
};
const ip6: Layer = { kind: 'ipv6', source: address('2001:db8::1'), destination: address('2001:db8::2') };
const udp: Layer = { kind: 'udp', sourcePort: 1, destinationPort: 2 };

/** Offset, bytes and "more" of each piece; what the pieces hold, put together by their offsets. */
function pieces(packet: Uint8Array, mtu: number) {
  const first = packet[0] >> 4 === 4 ? 'ipv4' : 'ipv6';
  const content = new Uint8Array(packet.length);
  const places = fragmentPacket(packet, mtu, 99).map((piece) => {
    expect(piece.length).toBeLessThanOrEqual(mtu);
    const { layers, payload, malformed } = dissect(piece, { first });
    expect(malformed).toBeUndefined();
    const header = layers.find(({ kind }) => kind === 'ipv4' || kind === 'ipv6-fragment');
    if (header?.kind !== 'ipv4' && header?.kind !== 'ipv6-fragment') throw new Error('no fragment');
    expect(layers.flatMap(({ faults }) => faults)).toEqual([]);
    // The first piece also shows the header of what is cut.
    const from = header.start + header.headerBytes;
    content.set(piece.subarray(from, payload.end), header.header.fragmentOffset);
    return [header.header.fragmentOffset, payload.end - from, header.header.moreFragments] as const;
  });
  return { places, content };
}

describe('fragments', () => {
  it('of IPv4 fill the MTU to a multiple of eight', () => {
    // 20 + 8 + 3972 = 4000 bytes, 3980 to be carried; 1500 - 20 = 1480 is 185 eights: 1480 + 1480 + 1020.
    const packet = buildPacket({ layers: [ip4, udp], payload: 3972 });
    expect(pieces(packet, 1500).places).toEqual([
      [0, 1480, true],
      [1480, 1480, true],
      [2960, 1020, false],
    ]);
  });

  it('of IPv6 carry eight bytes of header more', () => {
    // 8 + 1992 = 2000 bytes to be carried; 1280 - 40 - 8 = 1232 is 154 eights: 1232 + 768.
    const packet = buildPacket({ layers: [ip6, udp], payload: 1992 });
    expect(pieces(packet, 1280).places).toEqual([
      [0, 1232, true],
      [1232, 768, false],
    ]);
  });

  it('of IPv6 repeat the hop-by-hop options, which every router reads', () => {
    const packet = buildPacket({
      layers: [ip6, { kind: 'ipv6-hop-by-hop', routerAlert: 1 }, udp],
      payload: 1500,
    });
    for (const piece of fragmentPacket(packet, 1280, 1)) {
      const kinds = dissect(piece, { first: 'ipv6' }).layers.map(({ kind }) => kind);
      expect(kinds.slice(0, 3)).toEqual(['ipv6', 'ipv6-hop-by-hop', 'ipv6-fragment']);
    }
  });

  it('of fragments keep their place and say that more follow', () => {
    const packet = buildPacket({ layers: [ip4, udp], payload: 3972 });
    const [, second] = fragmentPacket(packet, 1500, 0);
    const again = fragmentPacket(second, 1000, 0).map((piece) => ipv4.read(piece, 0, piece.length));
    // 1480 bytes from 1480 on; 980 is 122 eights = 976: 1480 and 2456, more behind both.
    const places = again.map(
      (reading) => reading.ok && [reading.header.fragmentOffset, reading.header.moreFragments],
    );
    expect(places).toEqual([
      [1480, true],
      [2456, true],
    ]);
  });

  it('hold together exactly what was cut', () => {
    const sizes = fc.nat({ max: 5000 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 100, max: 1500 }), fc.boolean(), (payload, mtu, v6) => {
        const packet = buildPacket({ layers: [v6 ? ip6 : ip4, udp], payload });
        fc.pre(packet.length > mtu);
        const { content } = pieces(packet, mtu);
        const headerBytes = v6 ? 40 : 20;
        expect(content.subarray(0, packet.length - headerBytes)).toEqual(packet.subarray(headerBytes));
      }),
      { seed: 24, numRuns: 200 },
    );
  });

  it('are not made of a packet that fits, and refused where they are forbidden or impossible', () => {
    const packet = buildPacket({ layers: [{ ...ip4, dontFragment: true }, udp], payload: 1000 });
    expect(fragmentPacket(packet, 1028, 0)).toEqual([packet]);
    expect(() => fragmentPacket(packet, 1027, 0)).toThrow('must not be fragmented');
    const small = buildPacket({ layers: [ip4, udp], payload: 100 });
    expect(() => fragmentPacket(small, 27, 0)).toThrow('no room for a fragment');
  });
});
