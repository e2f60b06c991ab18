import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPrefix, overlaps, type Prefix, parsePrefix } from '../../../src-sim/quantity/prefix.ts';
import {
  difference,
  intersection,
  normalise,
  overlappingPairs,
  setContains,
  setOverlaps,
  union,
} from '../../../src-sim/quantity/prefix-set.ts';
import { anyList, members, minimalList, smallSpaces } from './small-space.ts';

const prefix = (text: string): Prefix => {
  const result = parsePrefix(text);
  if (!result.ok) throw new Error(result.message);
  return result.value;
};
const list = (...texts: string[]): Prefix[] => texts.map(prefix);
const items = (...texts: string[]) => texts.map((text, key) => ({ key, prefix: prefix(text) }));
const texts = (prefixes: readonly Prefix[]): string[] => prefixes.map(formatPrefix);

describe('prefix sets', () => {
  it('join neighbours, drop what is contained, and keep the families apart', () => {
    expect(
      texts(
        normalise(list('::/1', '10.0.1.0/24', '10.0.0.0/24', '10.0.0.128/25', '8000::/1', '10.0.3.0/24')),
      ),
    ).toEqual(['10.0.0.0/23', '10.0.3.0/24', '::/0']);
  });

  it('cut a hole with the fewest prefixes', () => {
    // 10.0.0.0/8 less 10.1.0.0/16: one block each of length 16 down to 9, on the far side of every split.
    expect(texts(difference(list('10.0.0.0/8'), list('10.1.0.0/16')))).toEqual([
      '10.0.0.0/16',
      '10.2.0.0/15',
      '10.4.0.0/14',
      '10.8.0.0/13',
      '10.16.0.0/12',
      '10.32.0.0/11',
      '10.64.0.0/10',
      '10.128.0.0/9',
    ]);
  });

  it('take one address out of all of IPv6 and leave 128 prefixes', () => {
    const rest = difference(list('::/0'), list('2001:db8::1/128'));
    // One sibling for each of the 128 splits on the way down.
    expect(rest).toHaveLength(128);
    expect(texts(union(rest, list('2001:db8::1/128')))).toEqual(['::/0']);
  });

  it('never mix IPv4 with IPv6, though both begin at zero', () => {
    expect(intersection(list('0.0.0.0/0'), list('::/0'))).toEqual([]);
    expect(texts(difference(list('0.0.0.0/0'), list('::/0')))).toEqual(['0.0.0.0/0']);
    expect(texts(difference(list('::/0'), list('0.0.0.0/0')))).toEqual(['::/0']);
    expect(setOverlaps(list('0.0.0.0/0'), list('::/0'))).toBe(false);
  });

  describe.each(smallSpaces)('agree in $name with a model that marks every address', (space) => {
    it('for union, difference, intersection and normal form', () => {
      fc.assert(
        fc.property(anyList(space), anyList(space), (a, b) => {
          const inA = members(space, a);
          const inB = members(space, b);
          const both = inA.map((yes, i) => yes && inB[i]);
          expect(normalise(a)).toEqual(minimalList(space, inA));
          expect(union(a, b)).toEqual(
            minimalList(
              space,
              inA.map((yes, i) => yes || inB[i]),
            ),
          );
          expect(difference(a, b)).toEqual(
            minimalList(
              space,
              inA.map((yes, i) => yes && !inB[i]),
            ),
          );
          expect(intersection(a, b)).toEqual(minimalList(space, both));
          expect(setOverlaps(a, b)).toBe(both.includes(true));
        }),
        { seed: 6, numRuns: 500 },
      );
    });

    it('for membership', () => {
      fc.assert(
        fc.property(anyList(space), (a) => {
          const asked = Array.from({ length: 256 }, (_, at) =>
            setContains(a, { family: space.all.family, bits: space.all.bits + BigInt(at) }),
          );
          expect(asked).toEqual(members(space, a));
        }),
        { seed: 7, numRuns: 100 },
      );
    });
  });
});

describe('overlapping pairs', () => {
  it('name the outer and the inner of each', () => {
    const pairs = overlappingPairs(items('10.1.0.0/16', '10.0.0.0/8', '11.0.0.0/8', '10.1.2.0/24'));
    expect(pairs.map((pair) => [pair.outer.key, pair.inner.key])).toEqual([
      [1, 0],
      [1, 3],
      [0, 3],
    ]);
  });

  it('are the same as comparing each with each', () => {
    for (const space of smallSpaces) {
      fc.assert(
        fc.property(fc.array(anyList(space), { maxLength: 3 }), (lists) => {
          const all = lists.flat().map((p, key) => ({ key, prefix: p }));
          const naive = all.flatMap((a, i) =>
            all.slice(i + 1).flatMap((b) => (overlaps(a.prefix, b.prefix) ? [`${a.key} ${b.key}`] : [])),
          );
          const found = overlappingPairs(all).map(({ outer, inner }) =>
            [outer.key, inner.key].sort((a, b) => a - b).join(' '),
          );
          expect(found.sort()).toEqual(naive.sort());
        }),
        { seed: 8, numRuns: 200 },
      );
    }
  });

  it('of equal prefixes put the one given first outside', () => {
    const pairs = overlappingPairs(items('10.0.0.0/8', '10.0.0.0/8'));
    expect(pairs.map((pair) => [pair.outer.key, pair.inner.key])).toEqual([[0, 1]]);
  });

  it('end at the limit where there would be too many to list', () => {
    // 10,000 equal networks have 10,000 x 9,999 / 2 = 49,995,000 pairs.
    const same = Array.from({ length: 10_000 }, (_, key) => ({ key, prefix: prefix('10.0.0.0/8') }));
    expect(overlappingPairs(same, 1000)).toHaveLength(1000);
  });
});
