import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../../src-sim/quantity/duration.ts';
import type { Parsed } from '../../../src-sim/quantity/parsed.ts';
import { formatRate, parseRate } from '../../../src-sim/quantity/rate.ts';
import { formatBytes, parseBytes } from '../../../src-sim/quantity/size.ts';

const value = (result: Parsed<number>): number => {
  if (!result.ok) throw new Error(result.message);
  return result.value;
};
const message = (result: Parsed<number>): string => (result.ok ? `read as ${result.value}` : result.message);

describe('rates', () => {
  it('are read in every accepted spelling', () => {
    expect(value(parseRate('10 Gbit/s'))).toBe(10_000_000_000);
    expect(value(parseRate('1.5 Mbit/s'))).toBe(1_500_000);
    expect(value(parseRate('100 kbit/s'))).toBe(100_000);
    expect(value(parseRate('9600 bit/s'))).toBe(9600);
    expect(value(parseRate('10Gbps'))).toBe(10_000_000_000);
    expect(value(parseRate(' 2.5 Gb/s '))).toBe(2_500_000_000);
    expect(value(parseRate('0 bit/s'))).toBe(0);
  });

  it('keep every decimal: 1.1 Gbit/s is 1,100,000,000 bit/s, which binary multiplication would miss', () => {
    expect(value(parseRate('1.1 Gbit/s'))).toBe(1_100_000_000);
    expect(value(parseRate('2.0481 Gbit/s'))).toBe(2_048_100_000);
  });

  it('are refused with a sentence that says what to write', () => {
    expect(message(parseRate('100'))).toBe('"100" has no unit; write a rate as in 10 Gbit/s');
    expect(message(parseRate('fast'))).toBe(
      '"fast" is not a rate; write a number and a unit, as in 10 Gbit/s',
    );
    expect(message(parseRate('-1 bit/s'))).toBe('"-1 bit/s": a rate cannot be negative');
    expect(message(parseRate('0.5 bit/s'))).toContain('not a whole number of bit/s');
    // 10^16 bit/s is above 2^53 = 9.007 x 10^15.
    expect(message(parseRate('10000 Tbit/s'))).toContain('too large');
    expect(message(parseRate('10G'))).toBe(
      '"G" is not a unit of rate; use bit/s, kbit/s, Mbit/s, Gbit/s or Tbit/s',
    );
  });

  it('do not guess between milli and mega, or between bits and bytes', () => {
    expect(message(parseRate('100 mbit/s'))).toBe('"mbit/s" is not a unit of rate; did you mean Mbit/s?');
    expect(parseRate('100 MB/s').ok).toBe(false);
    expect(parseRate('100 mbps').ok).toBe(false);
  });

  it('do not take the names of object members for units', () => {
    expect(parseRate('1 constructor').ok).toBe(false);
    expect(parseRate('1 __proto__').ok).toBe(false);
  });

  it('are written in the largest unit that leaves a whole part and at most three decimals', () => {
    expect(formatRate(10_000_000_000)).toBe('10 Gbit/s');
    expect(formatRate(1_500_000)).toBe('1.5 Mbit/s');
    // In Mbit/s it would take six decimals.
    expect(formatRate(1_234_567)).toBe('1234.567 kbit/s');
    expect(formatRate(0)).toBe('0 bit/s');
    expect(formatRate(999)).toBe('999 bit/s');
  });

  it('are rounded when a measured value is written', () => {
    expect(formatRate(9_876_543_210, 3)).toBe('9.88 Gbit/s');
    // 999.96 k rounds to 1000 k at three digits, which is 1 M.
    expect(formatRate(999_960, 3)).toBe('1 Mbit/s');
    // 10^9 / 3 = 333333333.3…, six digits when nothing is said.
    expect(formatRate(1e9 / 3)).toBe('333.333 Mbit/s');
    expect(formatRate(0.25, 2)).toBe('0.25 bit/s');
  });
});

describe('durations', () => {
  it('are read in all units', () => {
    expect(value(parseDuration('5 ms'))).toBe(5_000_000);
    expect(value(parseDuration('10us'))).toBe(10_000);
    expect(value(parseDuration('10 \u00b5s'))).toBe(10_000);
    expect(value(parseDuration('10 \u03bcs'))).toBe(10_000);
    expect(value(parseDuration('1.5 s'))).toBe(1_500_000_000);
    expect(value(parseDuration('2 min'))).toBe(120_000_000_000);
    // 3600 s and 3 x 86400 s.
    expect(value(parseDuration('1 h'))).toBe(3_600_000_000_000);
    expect(value(parseDuration('3 d'))).toBe(259_200_000_000_000);
  });

  it('are refused with the known units when the unit is unknown', () => {
    expect(message(parseDuration('5 parsecs'))).toBe(
      '"parsecs" is not a unit of duration; use ns, us, ms, s, min, h or d',
    );
    expect(message(parseDuration('-5 ms'))).toContain('cannot be negative');
    expect(message(parseDuration('0.3 ns'))).toContain('not a whole number of ns');
    // 105 d = 9.072 x 10^15 ns, above 2^53.
    expect(message(parseDuration('105 d'))).toContain('too large');
    expect(message(parseDuration(`${'9'.repeat(5000)} s`))).toContain('too many digits');
  });

  it('show hostile text cut and with its control characters escaped', () => {
    expect(message(parseDuration(`1 \n\u0007${'x'.repeat(9999)}`)).length).toBeLessThan(150);
    expect(message(parseDuration('1 \u001b[31m'))).toContain('\\u001b[31m');
  });

  it('are written shortest', () => {
    expect(formatDuration(5_000_000)).toBe('5 ms');
    expect(formatDuration(1_500)).toBe('1.5 us');
    expect(formatDuration(90_000_000_000)).toBe('1.5 min');
    // 3661 s is 61.0166… min: no exact text in minutes or hours.
    expect(formatDuration(3_661_000_000_000)).toBe('3661 s');
    expect(formatDuration(86_400_000_000_000)).toBe('1 d');
    expect(formatDuration(0)).toBe('0 ns');
    expect(formatDuration(-1_500)).toBe('-1.5 us');
    expect(formatDuration(1_234_567, 3)).toBe('1.23 ms');
  });
});

describe('sizes', () => {
  it('are read with decimal and binary prefixes', () => {
    expect(value(parseBytes('1500 B'))).toBe(1500);
    expect(value(parseBytes('64 kB'))).toBe(64_000);
    expect(value(parseBytes('1 MiB'))).toBe(1_048_576);
    expect(value(parseBytes('1.5 KiB'))).toBe(1536);
    expect(value(parseBytes('9001 bytes'))).toBe(9001);
  });

  it('ask which prefix KB means', () => {
    expect(message(parseBytes('64 KB'))).toBe('"KB" is not a unit of size; did you mean kB?');
  });

  it('are written in bytes up to a jumbo frame, and in the shorter prefix above', () => {
    expect(formatBytes(1500)).toBe('1500 B');
    expect(formatBytes(9001)).toBe('9001 B');
    expect(formatBytes(65_536)).toBe('64 KiB');
    expect(formatBytes(64_000)).toBe('64 kB');
    expect(formatBytes(4 * 1_048_576)).toBe('4 MiB');
    expect(formatBytes(1_234_567_890, 3)).toBe('1.23 GB');
  });
});

describe('whole quantities', () => {
  it('read back as themselves from the text they are written in', () => {
    const whole = fc.oneof(
      fc.maxSafeNat(),
      fc.nat(100_000),
      fc.nat(9000).map((n) => n * 1_000_000_000),
    );
    fc.assert(
      fc.property(whole, (n) => {
        expect(value(parseRate(formatRate(n)))).toBe(n);
        expect(value(parseDuration(formatDuration(n)))).toBe(n);
        expect(value(parseBytes(formatBytes(n)))).toBe(n);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('never throw on any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const parse of [parseRate, parseDuration, parseBytes])
          expect(typeof parse(text).ok).toBe('boolean');
      }),
      { seed: 2, numRuns: 2000 },
    );
  });
});
