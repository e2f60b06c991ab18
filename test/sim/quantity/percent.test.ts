import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPercent, parsePercent } from '../../../src-sim/quantity/percent.ts';

describe('percentages', () => {
  it('are held as the nearest fraction', () => {
    expect(parsePercent('5 %')).toEqual({ ok: true, value: 0.05 });
    expect(parsePercent('0.1%')).toEqual({ ok: true, value: 0.001 });
    expect(parsePercent('150 %')).toEqual({ ok: true, value: 1.5 });
    // 0.29 x 100 is 28.999999999999996 in doubles; moving the point in the text is not.
    expect(parsePercent('29 %')).toEqual({ ok: true, value: 0.29 });
    expect(formatPercent(0.29)).toBe('29 %');
  });

  it('are refused without a % sign, when negative, and when no number', () => {
    for (const text of ['5', '-5 %', 'five %', '', '1e3 %']) expect(parsePercent(text).ok, text).toBe(false);
  });

  it('are written without exponents', () => {
    expect(formatPercent(0)).toBe('0 %');
    expect(formatPercent(1)).toBe('100 %');
    expect(formatPercent(0.0005)).toBe('0.05 %');
    // 10^-9 = 10^-7 per cent.
    expect(formatPercent(1e-9)).toBe('0.0000001 %');
    expect(formatPercent(1 / 3, 3)).toBe('33.3 %');
    expect(formatPercent(-0.25)).toBe('-25 %');
    expect(formatPercent(12.5)).toBe('1250 %');
  });

  it('read back as themselves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (n) => {
        const fraction = n / 1_000_000;
        expect(parsePercent(formatPercent(fraction))).toEqual({ ok: true, value: fraction });
      }),
      { seed: 3, numRuns: 2000 },
    );
  });
});
