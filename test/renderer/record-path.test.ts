import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldOfPath, readPath, recordOfPath } from '../../src-renderer/document/record-path.ts';
import { formatPath } from '../../src-sim/index.ts';

describe('a path read back', () => {
  it('is what was written, whatever the steps are called', () => {
    const step = fc.oneof(fc.nat(99), fc.string({ minLength: 1 }), fc.constantFrom('a.b', '"]', 'é', '0'));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), (path) => {
        expect(readPath(formatPath(path))).toEqual(path);
      }),
      { seed: 13, numRuns: 500 },
    );
  });

  it('names its record and its field', () => {
    expect(recordOfPath('networks.hub.cidrs[0]')).toBe('hub');
    expect(fieldOfPath('networks.hub.cidrs[0]')).toBe('cidrs[0]');
  });

  it('outside of the collections names no record', () => {
    expect(recordOfPath('simulation.seed')).toBe(null);
    expect(recordOfPath('')).toBe(null);
  });
});
