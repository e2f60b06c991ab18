import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dissection, dissect } from '../../../../src-sim/packet/wire/dissect.ts';
import { buildPacket } from '../../../../src-sim/packet/wire/packet-stack.ts';
import { samplePackets } from './sample-packets.ts';

const samples = Object.values(samplePackets).map(buildPacket);
const firsts = fc.constantFrom('ethernet' as const, 'ipv4' as const, 'ipv6' as const);

function accountedBytes({ layers, payload, padding, fcs }: Dissection): number {
  const spans = [payload, ...padding].reduce((sum, { start, end }) => sum + end - start, 0);
  return layers.reduce((sum, { headerBytes }) => sum + headerBytes, spans) + (fcs === 'absent' ? 0 : 4);
}

const dissected = (name: string, change?: (bytes: Uint8Array) => void): Dissection => {
  const bytes = buildPacket(samplePackets[name]);
  change?.(bytes);
  return dissect(bytes, { first: 'ethernet' });
};

describe('dissecting', () => {
  it('puts every byte of any bytes in one place and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), firsts, fc.boolean(), (bytes, first, fcs) => {
        expect(accountedBytes(dissect(bytes, { first, fcs }))).toBe(bytes.length);
      }),
      { seed: 22, numRuns: 2000 },
    );
  });

  it('puts every byte of a damaged packet in one place and never throws', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...samples), damage, fc.nat(), (sample, changes, cut) => {
        const bytes = sample.slice(0, sample.length - (cut % sample.length));
        for (const [place, value] of changes) bytes[place % bytes.length] = value;
        expect(accountedBytes(dissect(bytes, { first: 'ethernet' }))).toBe(bytes.length);
      }),
      { seed: 23, numRuns: 3000 },
    );
  });

  it('finds a flipped bit of the payload by the checksum', () => {
    const found = dissected('udp over ipv4', (bytes) => {
      bytes[bytes.length - 1] ^= 1;
    });
    expect(found.layers.at(-1)).toMatchObject({ checksum: 'bad', faults: ['the checksum is wrong'] });
  });

  it('finds a flipped bit of the IPv4 header by its own checksum', () => {
    const found = dissected('udp over ipv4', (bytes) => {
      // The TTL, 14 + 8 bytes in.
      bytes[22] ^= 1;
    });
    expect(found.layers[1].faults).toEqual(['the header checksum is wrong']);
  });

  it('says how many bytes are missing of a packet cut short, and checks no checksum', () => {
    const whole = buildPacket(samplePackets['udp over ipv4']);
    const { layers } = dissect(whole.slice(0, -30), { first: 'ethernet' });
    expect(layers[1].faults).toEqual(['30 bytes are missing at the end']);
    expect(layers[2]).toMatchObject({ kind: 'udp', checksum: 'unchecked', faults: [] });
  });

  it('marks what an ICMP error quotes, and takes its cut end for no fault', () => {
    const { layers, malformed } = dissected('port unreachable with the least quotation');
    expect(layers.map(({ kind, quoted }) => [kind, quoted])).toEqual([
      ['ethernet', false],
      ['ipv4', false],
      ['icmp', false],
      ['ipv4', true],
      ['udp', true],
    ]);
    expect(layers.flatMap(({ faults }) => faults)).toEqual([]);
    expect(malformed).toBeUndefined();
  });

  it('says why what was announced is not there', () => {
    const found = dissected('udp over ipv4', (bytes) => {
      // IP version 5.
      bytes[14] = 0x55;
    });
    expect(found.layers).toHaveLength(1);
    expect(found.malformed).toBe('the IPv4 header says it is version 5');
  });

  it('gives up on endless nesting', () => {
    // A tag of four bytes that says another tag follows, 1000 times; after 64 layers the rest is payload.
    const bytes = new Uint8Array(14 + 4000);
    for (let at = 12; at < bytes.length; at += 4) bytes.set([0x81, 0], at);
    const { layers, payload } = dissect(bytes, { first: 'ethernet' });
    expect(layers).toHaveLength(64);
    // The frame header of 14 and 63 tags.
    expect(payload.start).toBe(14 + 63 * 4);
  });
});
