import { describe, expect, it } from 'vitest';
import { ErrorLimit } from '../../../../src-sim/packet/forward/error-limit.ts';

const ms = 1e6;
const count = (answers: readonly boolean[]): number => answers.filter(Boolean).length;

describe('the limit of ICMP errors', () => {
  it('lets six go to one destination at once, then one a second', () => {
    const limit = new ErrorLimit();
    expect(count(Array.from({ length: 20 }, () => limit.allows(0, 1, true)))).toBe(6);
    // One asks every 100 ms for ten seconds: ten more.
    const later = Array.from({ length: 100 }, (_, n) => limit.allows((n + 1) * 100 * ms, 1, true));
    expect(count(later)).toBe(10);
    expect(later[9]).toBe(true);
  });

  it('saves up no more than six', () => {
    const limit = new ErrorLimit();
    for (let n = 0; n < 6; n++) limit.allows(0, 1, true);
    expect(count(Array.from({ length: 20 }, () => limit.allows(3600e9, 1, true)))).toBe(6);
  });

  it('counts each destination by itself', () => {
    const limit = new ErrorLimit();
    for (let n = 0; n < 10; n++) limit.allows(0, 1, true);
    expect(limit.allows(0, 2, true)).toBe(true);
  });

  it('lets fifty go in all, and then a thousand a second', () => {
    const limit = new ErrorLimit();
    expect(count(Array.from({ length: 80 }, (_, n) => limit.allows(0, n, true)))).toBe(50);
    // After 19 ms nothing is filled in yet, after 20 ms twenty are.
    expect(limit.allows(19 * ms, 1000, true)).toBe(false);
    expect(count(Array.from({ length: 80 }, (_, n) => limit.allows(20 * ms, 2000 + n, true)))).toBe(20);
  });

  it('does not hold back what the mask leaves out', () => {
    const limit = new ErrorLimit();
    expect(count(Array.from({ length: 1000 }, () => limit.allows(0, 1, false)))).toBe(1000);
    expect(limit.allows(0, 1, true)).toBe(true);
  });
});
