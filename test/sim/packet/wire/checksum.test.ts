import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checksumOf,
  onesSum,
  pseudoHeaderSum,
  sumIsGood,
  updatedChecksum,
} from '../../../../src-sim/packet/wire/checksum.ts';
import { put16, u16 } from '../../../../src-sim/packet/wire/big-endian.ts';
import { address } from './sample-packets.ts';

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.replaceAll(' ', '').match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));

describe('the Internet checksum', () => {
  it('sums the example of RFC 1071 section 3', () => {
    // 0001 + f203 + f4f5 + f6f7 = 2ddf0; ddf0 + 2 = ddf2, as the RFC prints. Its complement is 220d.
    const bytes = bytesOf('0001 f203 f4f5 f6f7');
    expect(onesSum(bytes, 0, 8)).toBe(0xddf2);
    expect(checksumOf(0xddf2)).toBe(0x220d);
  });

  it('takes an odd last byte as the high half of a word', () => {
    // 0102 + 0300 = 0402.
    expect(onesSum(Uint8Array.of(1, 2, 3), 0, 3)).toBe(0x0402);
  });

  it('is right for a header that includes it', () => {
    // 4500 + 0073 + 0000 + 4000 + 4011 + c0a8 + 0001 + c0a8 + 00c7 = 2479c; 479c + 2 = 479e; complement b861.
    const header = bytesOf('4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8 00c7');
    expect(sumIsGood(onesSum(header, 0, 20))).toBe(true);
    header[8] -= 1;
    expect(sumIsGood(onesSum(header, 0, 20))).toBe(false);
  });

  it('sums the pseudo-header of both families', () => {
    // c000 + 0201 + c633 + 6402 + 0011 + 0008 = 1ec4f; ec4f + 1 = ec50.
    expect(pseudoHeaderSum(address('192.0.2.1'), address('198.51.100.2'), 17, 8)).toBe(0xec50);
    // Twice 2001 + 0db8, then 1 and 2, then the length 0x12345 as 1 + 2345, then 58 = 3a:
    // 2*2db9 = 5b72; + 3 = 5b75; + 2346 = 7ebb; + 3a = 7ef5.
    expect(pseudoHeaderSum(address('2001:db8::1'), address('2001:db8::2'), 58, 0x12345)).toBe(0x7ef5);
  });

  it('is updated as in the example of RFC 1624 section 4', () => {
    // HC = dd2f, m = 5555, m' = 3285: ~(22d0 + aaaa + 3285) = ~ffff = 0000.
    expect(updatedChecksum(0xdd2f, 0x5555, 0x3285)).toBe(0x0000);
  });

  it('comes out the same updated as made anew, when one word changes', () => {
    const words = fc.uint8Array({ minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(words, fc.nat({ max: 8 }), fc.nat({ max: 0xffff }), (bytes, word, after) => {
        // A first word that never is zero: sums of nothing but zeros are the one case with two answers.
        bytes[0] |= 1;
        const before = u16(bytes, 2 + word * 2);
        const updated = updatedChecksum(checksumOf(onesSum(bytes, 0, 20)), before, after);
        put16(bytes, 2 + word * 2, after);
        expect(updated).toBe(checksumOf(onesSum(bytes, 0, 20)));
      }),
      { seed: 21, numRuns: 500 },
    );
  });
});
