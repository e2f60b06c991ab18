import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, inversePatch, patchBetween } from '../../src-renderer/document/patch.ts';

// Few letters, so that texts share beginnings and ends as edited texts do.
const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é', '😀'), maxLength: 40 });

describe('a patch', () => {
  it('names only what changed', () => {
    // "cidr: 10.1" and "cidr: 10.2" share nine characters; the tenth differs.
    expect(patchBetween('cidr: 10.1\n', 'cidr: 10.2\n')).toEqual({ at: 9, removed: '1', inserted: '2' });
  });

  it('of equal texts does not exist', () => {
    expect(patchBetween('same', 'same')).toBe(null);
  });

  it('of a repeated letter keeps beginning and end apart', () => {
    // "aa" to "a": the shared beginning takes the only letter there is, so one letter goes at 1.
    expect(patchBetween('aa', 'a')).toEqual({ at: 1, removed: 'a', inserted: '' });
  });

  it('makes one text of the other, and its inverse the other way round', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const patch = patchBetween(before, after);
        if (patch === null) return before === after;
        return applyPatch(before, patch) === after && applyPatch(after, inversePatch(patch)) === before;
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('refuses a text it was not made for', () => {
    expect(() => applyPatch('other', { at: 0, removed: 'text', inserted: '' })).toThrow(RangeError);
  });
});
