import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../../src-sim/packet/wire/crc32.ts';
import { fcsIsGood, putFcs } from '../../../../src-sim/packet/wire/ethernet.ts';

describe('CRC-32', () => {
  it('has the check value of its catalogue entry', () => {
    // The nine characters 1 to 9, as every description of a CRC has it: cbf43926 for CRC-32/ISO-HDLC.
    const digits = Uint8Array.from('123456789', (digit) => digit.charCodeAt(0));
    expect(crc32(digits, 0, 9)).toBe(0xcbf4_3926);
  });

  it('is zero for no bytes', () => {
    // Nothing is divided: all ones complemented.
    expect(crc32(new Uint8Array(), 0, 0)).toBe(0);
  });

  it('finds every single flipped bit of a frame', () => {
    const frame = Uint8Array.from({ length: 64 }, (_, place) => place * 7);
    putFcs(frame, 0, 60);
    expect(fcsIsGood(frame, 0, 64)).toBe(true);
    for (let bit = 0; bit < 64 * 8; bit += 1) {
      const damaged = frame.slice();
      damaged[bit >> 3] ^= 1 << (bit & 7);
      expect(fcsIsGood(damaged, 0, 64)).toBe(false);
    }
  });
});
