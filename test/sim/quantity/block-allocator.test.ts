import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockAllocator } from '../../../src-sim/quantity/block-allocator.ts';
import { formatPrefix, type Prefix, parsePrefix } from '../../../src-sim/quantity/prefix.ts';
import { anyList, block, members, minimalList, type SmallSpace, smallSpaces } from './small-space.ts';

const prefix = (text: string): Prefix => {
  const result = parsePrefix(text);
  if (!result.ok) throw new Error(result.message);
  return result.value;
};

/** Takes the lowest fit, as IPAM does. */
function allocate(allocator: BlockAllocator, length: number): string | null {
  const found = allocator.nextFree(length);
  if (found) expect(allocator.take(found)).toBe(true);
  return found && formatPrefix(found);
}

/** The naive model of `nextFree`: try each aligned place. */
function lowestFit(space: SmallSpace, taken: readonly boolean[], behind: number): Prefix | null {
  for (let at = 0; at < 256; at += 2 ** behind) {
    if (!taken.slice(at, at + 2 ** behind).includes(true)) return block(space, at, behind);
  }
  return null;
}

describe('a block allocator', () => {
  it('hands out the lowest aligned block that fits', () => {
    const allocator = new BlockAllocator(prefix('10.0.0.0/16'), [
      prefix('10.0.0.0/24'),
      prefix('10.0.2.64/26'),
    ]);
    // The /23 at 10.0.2.0 is partly taken, so the next one aligned to 512 is 10.0.4.0.
    expect(allocate(allocator, 23)).toBe('10.0.4.0/23');
    expect(allocate(allocator, 24)).toBe('10.0.1.0/24');
    expect(allocate(allocator, 26)).toBe('10.0.2.0/26');
    expect(allocate(allocator, 26)).toBe('10.0.2.128/26');
  });

  it('says null when nothing fits, and for lengths outside the pool', () => {
    const allocator = new BlockAllocator(prefix('10.0.0.0/30'), [prefix('10.0.0.1/32')]);
    expect(allocator.nextFree(31)).toEqual(prefix('10.0.0.2/31'));
    expect(allocator.nextFree(30)).toBeNull();
    expect(allocator.nextFree(29)).toBeNull();
    expect(allocator.nextFree(33)).toBeNull();
    expect(new BlockAllocator(prefix('10.0.0.0/30'), [prefix('0.0.0.0/0')]).nextFree(32)).toBeNull();
  });

  it('cuts /64 networks from an IPv6 /48', () => {
    const allocator = new BlockAllocator(prefix('2001:db8:1::/48'));
    expect(allocate(allocator, 64)).toBe('2001:db8:1::/64');
    expect(allocate(allocator, 64)).toBe('2001:db8:1:1::/64');
    expect(allocate(allocator, 56)).toBe('2001:db8:1:100::/56');
    // Two /64 and one /56 of 2^64 x (1 + 1 + 256) out of 2^80 addresses: 258 / 65536.
    expect(allocator.utilisation()).toEqual({
      total: 2n ** 80n,
      used: 258n * 2n ** 64n,
      fraction: 258 / 65_536,
    });
  });

  it('fills a pool completely and empties it to the one block it was', () => {
    const allocator = new BlockAllocator(prefix('10.0.0.0/22'));
    const handed = Array.from({ length: 16 }, () => allocate(allocator, 26));
    expect(handed.at(-1)).toBe('10.0.3.192/26');
    expect(allocate(allocator, 26)).toBeNull();
    expect(allocator.utilisation().fraction).toBe(1);
    for (const text of handed) expect(allocator.release(prefix(text ?? ''))).toBe(true);
    expect(allocator.free()).toEqual([prefix('10.0.0.0/22')]);
  });

  it('refuses to take what is taken and to release what is free or foreign', () => {
    const allocator = new BlockAllocator(prefix('10.0.0.0/16'), [prefix('10.0.1.0/24')]);
    expect(allocator.take(prefix('10.0.0.0/23'))).toBe(false);
    expect(allocator.take(prefix('10.0.1.128/25'))).toBe(false);
    expect(allocator.take(prefix('10.1.0.0/24'))).toBe(false);
    expect(allocator.take(prefix('::/128'))).toBe(false);
    expect(allocator.release(prefix('10.0.0.0/23'))).toBe(false);
    expect(allocator.release(prefix('11.0.0.0/24'))).toBe(false);
    expect(allocator.release(prefix('::/128'))).toBe(false);
    expect(allocator.utilisation().used).toBe(256n);
  });

  it.each(smallSpaces)('agrees in $name with a model that marks every address', (space) => {
    const step = fc.record({
      what: fc.constantFrom('take', 'release', 'next'),
      at: fc.nat(255),
      behind: fc.nat(8),
    });
    fc.assert(
      fc.property(anyList(space), fc.array(step, { maxLength: 40 }), (initial, steps) => {
        const allocator = new BlockAllocator(space.all, initial);
        const taken = members(space, initial);
        for (const { what, at, behind } of steps) {
          const wanted = block(space, at, behind);
          const start = (at >> behind) << behind;
          const states = new Set(taken.slice(start, start + 2 ** behind));
          if (what === 'next') {
            expect(allocator.nextFree(wanted.length)).toEqual(lowestFit(space, taken, behind));
          } else {
            const possible = !states.has(what === 'take');
            expect(allocator[what === 'take' ? 'take' : 'release'](wanted)).toBe(possible);
            if (possible) taken.fill(what === 'take', start, start + 2 ** behind);
          }
          expect(allocator.free()).toEqual(
            minimalList(
              space,
              taken.map((yes) => !yes),
            ),
          );
          expect(allocator.utilisation().used).toBe(BigInt(taken.filter(Boolean).length));
        }
      }),
      { seed: 10, numRuns: 300 },
    );
  });
});
