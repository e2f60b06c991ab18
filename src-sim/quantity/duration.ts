/**
 * Durations in whole nanoseconds, exact up to 2^53 ns (104 days).
 * Left out: months and years (they have no fixed length) and compound texts such as `1 h 30 min`.
 */
import { formatMeasure, parseMeasure, type UnitTable, type WrittenUnit } from './measure.ts';
import type { Parsed } from './parsed.ts';

const WRITTEN: readonly WrittenUnit[] = [
  ['d', 86_400e9],
  ['h', 3_600e9],
  ['min', 60e9],
  ['s', 1e9],
  ['ms', 1e6],
  ['us', 1e3],
  ['ns', 1],
];

const MICRO = BigInt(1e3);

const READ: UnitTable = {
  noun: 'a duration',
  example: '5 ms',
  offered: WRITTEN.map(([name]) => name).reverse(),
  factors: new Map([
    ...WRITTEN.map(([name, factor]) => [name, BigInt(factor)] as const),
    // Both code points that print as micro: U+00B5 (the keyboard's) and U+03BC (the Greek letter, SI's choice).
    ['\u00b5s', MICRO],
    ['\u03bcs', MICRO],
  ]),
};

/** Whole nanoseconds. */
export function parseDuration(text: string): Parsed<number> {
  return parseMeasure(text, READ);
}

/** Exact for whole values; `digits` rounds a measured one: 1234567 with 3 is `1.23 ms`. */
export function formatDuration(ns: number, digits?: number): string {
  return formatMeasure(ns, WRITTEN, digits);
}
