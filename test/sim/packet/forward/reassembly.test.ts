import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCopy, Reassembly, waits } from '../../../../src-sim/packet/forward/reassembly.ts';

const second = 1e9;
/** One packet from 1 to 2; `note` stands for its first fragment. */
const arrive = (
  reassembly: Reassembly,
  now: number,
  [offset, bytes, isLast]: readonly [number, number, boolean],
  packet = 7,
  family: 4 | 6 = 4,
) => reassembly.arrived(now, family, 1, 2, packet, offset, bytes, isLast, packet * 10);

describe('reassembly', () => {
  it('is whole when the last hole is filled, in whatever order fragments come', () => {
    // 4000 bytes as 1480 + 1480 + 1040.
    const fragments = [
      [0, 1480, false],
      [1480, 1480, false],
      [2960, 1040, true],
    ] as const;
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (order) => {
        const reassembly = new Reassembly();
        const answers = order.map((n) => arrive(reassembly, 0, fragments[n]));
        expect(answers).toEqual([waits, waits, 4000]);
        expect(reassembly.giveUp(1e15)).toBeNull();
      }),
      { seed: 815 },
    );
  });

  it('keeps packets with different identifications apart', () => {
    const reassembly = new Reassembly();
    expect(arrive(reassembly, 0, [0, 8, false], 1)).toBe(waits);
    expect(arrive(reassembly, 0, [8, 8, true], 2)).toBe(waits);
    expect(arrive(reassembly, 0, [8, 8, true], 1)).toBe(16);
  });

  it('counts a copy once', () => {
    const reassembly = new Reassembly();
    expect(arrive(reassembly, 0, [0, 8, false])).toBe(waits);
    expect(arrive(reassembly, 0, [0, 8, false])).toBe(isCopy);
    expect(arrive(reassembly, 0, [8, 8, true])).toBe(16);
  });

  it('gives up 30 s after the first fragment over IPv4, 60 s over IPv6', () => {
    for (const [family, limit] of [
      [4, 30],
      [6, 60],
    ] as const) {
      const reassembly = new Reassembly();
      arrive(reassembly, 0, [0, 8, false], 7, family);
      arrive(reassembly, 20 * second, [8, 8, false], 7, family);
      expect(reassembly.giveUp((limit - 1) * second)).toBeNull();
      expect(reassembly.giveUp(limit * second)).toEqual({ first: 70, fragments: 2 });
      expect(reassembly.giveUp(limit * second)).toBeNull();
      // What comes later begins anew.
      expect(arrive(reassembly, limit * second, [16, 8, true], 7, family)).toBe(waits);
    }
  });

  it('gives up the oldest packet where there is too much', () => {
    const reassembly = new Reassembly(4096);
    // 3 x 1480 = 4440 bytes, more than 4096; without the first packet 2960.
    for (const packet of [1, 2, 3]) arrive(reassembly, packet, [0, 1480, false], packet);
    expect(reassembly.giveUp(3)).toEqual({ first: 10, fragments: 1 });
    expect(reassembly.giveUp(3)).toBeNull();
  });
});
