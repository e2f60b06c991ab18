import { describe, expect, it } from 'vitest';
import { beginLink, idle, tapWithLink } from '../../src-renderer/canvas/tools/drawing-link.ts';
import { loadColour, loadSteps } from '../../src-renderer/canvas/utilisation-scale.ts';
import { formatNs, formatRate, formatShare } from '../../src-renderer/ui/number-format.ts';

describe('the line tool', () => {
  it('joins the first two different objects that are tapped', () => {
    const waiting = beginLink(null);
    const started = tapWithLink(waiting, 'a').tool;
    expect(tapWithLink(started, 'a').join).toBe(undefined);
    expect(tapWithLink(started, 'b')).toEqual({ tool: idle, join: { from: 'a', to: 'b' } });
  });

  it('starts at the selection and gives up on the empty canvas', () => {
    expect(tapWithLink(beginLink('a'), null)).toEqual({ tool: idle });
  });
});

describe('figures for people', () => {
  it('have three significant digits and the unit that fits', () => {
    expect(formatRate(607_000_000)).toBe('607 Mbit/s');
    expect(formatRate(1_000_000_000)).toBe('1 Gbit/s');
    expect(formatNs(57_234)).toBe('57.2 µs');
    expect(formatNs(999)).toBe('999 ns');
  });

  it('go to the next unit before they would be printed as a thousand', () => {
    // 999 600 bit/s is 999.6 kbit/s, which rounds to 1000 kbit/s.
    expect(formatRate(999_600)).toBe('1 Mbit/s');
  });

  it('never round a small loss away', () => {
    expect(formatShare(0)).toBe('0 %');
    expect(formatShare(0.000_001)).toBe('< 0.01 %');
    expect(formatShare(0.999_999)).toBe('> 99.99 %');
    expect(formatShare(0.5)).toBe('50 %');
  });
});

describe('the load scale', () => {
  it('has a colour for every load from nothing to overload, the legend its own', () => {
    for (const [index, step] of loadSteps.entries()) {
      expect(loadColour(step.from, false)).toBe(step.light);
      const next = loadSteps[index + 1];
      if (next !== undefined) expect(loadColour(next.from - 1e-9, true)).toBe(step.dark);
    }
    expect(loadColour(1.2, false)).toBe(loadSteps.at(-1)?.light);
  });
});
