import { describe, expect, it } from 'vitest';
import { nearestNames } from '../../../src-sim/quantity/nearest-names.ts';

describe('nearest names', () => {
  const known = ['subnet', 'subnets', 'gateway', 'route', 'router'];

  it('come closest first, ties in alphabetical order', () => {
    // subnet: one swap; subnets: a swap and an insertion.
    expect(nearestNames('sunbet', known)).toEqual(['subnet', 'subnets']);
    // One insertion makes "route", another "router".
    expect(nearestNames('rout', known, 1)).toEqual(['route']);
    expect(nearestNames('SUBNET', known)[0]).toBe('subnet');
  });

  it('are none when nothing is near', () => {
    expect(nearestNames('zzzzzzzz', known)).toEqual([]);
    expect(nearestNames('', known)).toEqual([]);
    expect(nearestNames('x'.repeat(100_000), known)).toEqual([]);
  });
});
