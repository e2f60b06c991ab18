import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TupleIndex } from '../../../../src-sim/packet/forward/tuple-index.ts';

describe('a tuple index', () => {
  it('does what a map of texts does', () => {
    const word = fc.constantFrom(0, 1, -1, 0x7fff_ffff);
    const tuple = fc.tuple(word, word, word, word);
    fc.assert(
      fc.property(fc.array(tuple, { maxLength: 300 }), (tuples) => {
        const index = new TupleIndex();
        const map = new Map<string, number>();
        for (const [record, words] of tuples.entries()) {
          const key = words.join(' ');
          const known = map.get(key);
          expect(index.find(...words)).toBe(known ?? -1);
          if (known === undefined) {
            map.set(key, record);
            index.add(record, ...words);
          } else {
            map.delete(key);
            index.remove(known);
          }
        }
      }),
      { seed: 1 },
    );
  });
});
