import { describe, expect, it } from 'vitest';
import { dissect } from '../../../../src-sim/packet/wire/dissect.ts';
import type { Layer } from '../../../../src-sim/packet/wire/layer.ts';
import { buildPacket } from '../../../../src-sim/packet/wire/packet-stack.ts';
import { address, samplePackets } from './sample-packets.ts';

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Layers that can be seen from outside: nothing behind the first that encrypts. */
function visible(layers: readonly Layer[]): readonly Layer[] {
  const hidden = layers.findIndex(({ kind }) => kind === 'esp' || kind === 'wireguard');
  return hidden === -1 ? layers : layers.slice(0, hidden + 1);
}

/** What a layer says about its own header, without what concerns how it is built. */
function saidBy(layer: Layer): object {
  return Object.fromEntries(
    Object.entries(layer).filter(([name]) => !['kind', 'fcs', 'checksum', 'tunnelMtu'].includes(name)),
  );
}

const ip4: Layer = { kind: 'ipv4', source: address('192.0.2.1'), destination: address('198.51.100.2') };
const ip6: Layer = { kind: 'ipv6', source: address('2001:db8::1'), destination: address('2001:db8::2') };
const frame: Layer = { kind: 'ethernet', source: 1, destination: 2 };
const udp: Layer = { kind: 'udp', sourcePort: 1, destinationPort: 2 };

/** The end of a payload of three bytes behind this layer. */
const filler = (layer: Layer): readonly number[] =>
  Array.from(buildPacket({ layers: [ip4, layer], payload: 3 }).slice(-3));

describe('a packet built from layers', () => {
  it.each(Object.entries(samplePackets))('comes apart into the same layers: %s', (_, stack) => {
    const { layers, malformed, payload } = dissect(buildPacket(stack), { first: 'ethernet' });
    const own = layers.filter(({ quoted }) => !quoted);
    const expected = visible(stack.layers);
    expect(own.map(({ kind }) => kind)).toEqual(expected.map(({ kind }) => kind));
    for (const [index, layer] of expected.entries()) expect(own[index].header).toMatchObject(saidBy(layer));
    expect(layers.flatMap(({ faults }) => faults)).toEqual([]);
    for (const { checksum, quoted } of layers) {
      if (!quoted) expect([undefined, 'good', 'absent']).toContain(checksum);
    }
    expect(malformed).toBeUndefined();
    // Numbers are sizes of a pattern that shows at the end; a quotation is taken apart further.
    if (typeof stack.payload === 'number' && expected.length === stack.layers.length) {
      expect(payload.end - payload.start).toBe(stack.payload);
    }
  });

  it('has the bytes that RFC 768 and RFC 791 ask for', () => {
    // IPv4: total 20 + 8 + 2 = 30 = 1e; sum 4500 + 001e + 4011 + c000 + 0201 + c633 + 6402 = 27165; 7165 + 2 = 7167;
    // complement 8e98.
    // UDP: length 10 = 0a; pseudo-header c000 + 0201 + c633 + 6402 + 0011 + 000a = 1ec51, folded ec52;
    // header and payload 0001 + 0002 + 000a + abcd = abda; together ec52 + abda = 1982c, folded 982d; complement 67d2.
    const bytes = buildPacket({ layers: [ip4, udp], payload: Uint8Array.of(0xab, 0xcd) });
    expect(hexOf(bytes.slice(0, 20))).toBe('4500001e0000000040118e98c0000201c6336402');
    expect(hexOf(bytes.slice(20))).toBe('00010002000a67d2abcd');
  });

  it('sends a UDP checksum of zero as all ones', () => {
    // The same sum without payload: pseudo-header with length 8 is ec50, header 0001 + 0002 + 0008 = 000b: ec5b.
    // A payload of ffff - ec5b - 2*2 (the length counts twice, two bytes more) = 13a0 makes the sum ffff, the checksum 0000.
    const bytes = buildPacket({ layers: [ip4, udp], payload: Uint8Array.of(0x13, 0xa0) });
    expect(hexOf(bytes.slice(26, 28))).toBe('ffff');
    const { layers } = dissect(bytes, { first: 'ipv4' });
    expect(layers[1].checksum).toBe('good');
  });

  it('fills TCP with letters, UDP with zeros and an echo with counting bytes', () => {
    expect(filler({ kind: 'tcp', sourcePort: 1, destinationPort: 2 })).toEqual([0x78, 0x78, 0x78]);
    expect(filler(udp)).toEqual([0, 0, 0]);
    expect(filler({ kind: 'icmp', message: 'echo-request', identifier: 1, sequence: 1 })).toEqual([0, 1, 2]);
  });

  it('is padded to 64 bytes with a check sequence, and not without', () => {
    // 14 + 20 + 8 + 4 = 46 bytes.
    expect(buildPacket({ layers: [frame, ip4, udp], payload: 4 })).toHaveLength(46);
    const bytes = buildPacket({ layers: [{ ...frame, fcs: true }, ip4, udp], payload: 4 });
    expect(bytes).toHaveLength(64);
    const found = dissect(bytes, { first: 'ethernet', fcs: true });
    expect(found.fcs).toBe('good');
    // The packet ends at 46, the check sequence starts at 60.
    expect(found.padding).toEqual([{ start: 46, end: 60 }]);
    bytes[50] ^= 1;
    expect(dissect(bytes, { first: 'ethernet', fcs: true }).fcs).toBe('bad');
  });

  it('is the same every time, filler of encrypted contents included', () => {
    const stack = samplePackets['esp in ipv6'];
    expect(hexOf(buildPacket(stack))).toBe(hexOf(buildPacket(stack)));
    const next = stack.layers.map((layer) => (layer.kind === 'esp' ? { ...layer, sequence: 99 } : layer));
    const tail = (bytes: Uint8Array): string => hexOf(bytes.slice(-900));
    expect(tail(buildPacket({ ...stack, layers: next }))).not.toBe(tail(buildPacket(stack)));
  });

  it('pads inside WireGuard to sixteens, but not beyond the MTU of the tunnel', () => {
    const layers: Layer[] = [
      ip4,
      { kind: 'udp', sourcePort: 51820 },
      { kind: 'wireguard', receiver: 1, counter: 0 },
    ];
    const bytes = (payload: number): number => buildPacket({ layers: [...layers, ip4, udp], payload }).length;
    // Inner 20 + 8 + 5 = 33, padded 48; around it 20 + 8 + 16 + 16 = 60.
    expect(bytes(5)).toBe(108);
    // Inner 1420, which is 88 * 16 + 12: padding would make 1424.
    expect(bytes(1392)).toBe(1480);
    // Inner 1410: padding would make 1424, so it ends at 1420.
    expect(bytes(1382)).toBe(1480);
  });

  it('carries the source port of a tunnel on a port of its own', () => {
    const layers: Layer[] = [
      ip4,
      { kind: 'udp', sourcePort: 1, destinationPort: 8472 },
      { kind: 'vxlan', vni: 1 },
      frame,
      ip4,
      udp,
    ];
    const { layers: found } = dissect(buildPacket({ layers }), { first: 'ipv4' });
    expect(found.map(({ kind }) => kind)).toEqual(['ipv4', 'udp', 'vxlan', 'ethernet', 'ipv4', 'udp']);
  });
});

describe('a description that makes no packet', () => {
  const refused: readonly (readonly [sentence: string, layers: readonly Layer[]])[] = [
    ['udp cannot carry tcp', [ip4, udp, { kind: 'tcp', sourcePort: 1, destinationPort: 2 }]],
    ['vxlan cannot carry ipv4', [ip4, { kind: 'udp', sourcePort: 1 }, { kind: 'vxlan', vni: 1 }, ip4]],
    ['ipv4 cannot carry icmpv6', [ip4, { kind: 'icmpv6', message: 'packet-too-big', mtu: 1280 }]],
    ['esp cannot carry udp', [ip4, { kind: 'esp', spi: 256, sequence: 1 }, udp]],
    ['ipv4 says that 6 follows, but udp does', [{ ...ip4, protocol: 6 }, udp]],
    ['udp needs a destination port', [ip4, { kind: 'udp', sourcePort: 1 }]],
    ['over IPv6 only a tunnel may go without UDP checksum', [ip6, { ...udp, checksum: 'none' }]],
    ['but no IP header is around it', [udp]],
    ['an IPv6 address does not fit', [{ ...ip4, source: address('::1') }, udp]],
    ['build the whole one and cut it', [{ ...ip4, moreFragments: true }, udp]],
    [
      'a frame inside a tunnel has no check sequence',
      [ip4, { kind: 'udp', sourcePort: 1 }, { kind: 'vxlan', vni: 1 }, { ...frame, fcs: true }, ip4],
    ],
  ];
  it.each(refused)('is refused: %s', (sentence, layers) => {
    expect(() => buildPacket({ layers })).toThrow(sentence);
  });

  it('is refused when it has more bytes than a length field can say', () => {
    expect(() => buildPacket({ layers: [ip4, udp], payload: 65_508 })).toThrow('does not fit');
    expect(() => buildPacket({ layers: [ip4, udp], payload: 2 ** 40 })).toThrow('does not fit');
  });
});
