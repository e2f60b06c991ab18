/** Rates in bit/s, decimal prefixes only (IEC 80000-13: bit/s; `bps` spellings are read, never written). */
import { formatMeasure, parseMeasure, type UnitTable, type WrittenUnit } from './measure.ts';
import type { Parsed } from './parsed.ts';

const WRITTEN: readonly WrittenUnit[] = [
  ['Tbit/s', 1e12],
  ['Gbit/s', 1e9],
  ['Mbit/s', 1e6],
  ['kbit/s', 1e3],
  ['bit/s', 1],
];

const READ: UnitTable = {
  noun: 'a rate',
  example: '10 Gbit/s',
  offered: WRITTEN.map(([name]) => name).reverse(),
  factors: new Map(
    WRITTEN.flatMap(([name, factor]) =>
      [name, name.replace('bit/s', 'bps'), name.replace('bit/s', 'b/s')].map(
        (n) => [n, BigInt(factor)] as const,
      ),
    ),
  ),
};

/** Whole bit/s. */
export function parseRate(text: string): Parsed<number> {
  return parseMeasure(text, READ);
}

/** Exact for whole values; `digits` rounds a measured one: 9876543210 with 3 is `9.88 Gbit/s`. */
export function formatRate(bps: number, digits?: number): string {
  return formatMeasure(bps, WRITTEN, digits);
}
