/** Amounts of data in whole bytes: decimal prefixes kB, MB, … and binary ones KiB, MiB, … (IEC 80000-13). */
import { formatMeasure, parseMeasure, type UnitTable, type WrittenUnit } from './measure.ts';
import type { Parsed } from './parsed.ts';

const BYTE: WrittenUnit = ['B', 1];
const DECIMAL: readonly WrittenUnit[] = [
  ['PB', 1e15],
  ['TB', 1e12],
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
  BYTE,
];
const BINARY: readonly WrittenUnit[] = [
  ['TiB', 2 ** 40],
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
  BYTE,
];

const READ: UnitTable = {
  noun: 'a size',
  example: '1500 B',
  offered: ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'KiB', 'MiB', 'GiB', 'TiB'],
  factors: new Map([
    ...[...DECIMAL, ...BINARY].map(([name, factor]) => [name, BigInt(factor)] as const),
    ['byte', 1n],
    ['bytes', 1n],
  ]),
};

/** Frame sizes and MTUs are spoken of in bytes (9001 B, not 9.001 kB); prefixes start above the largest. */
const PLAIN_BYTES_MAX = 9_999;

/** Whole bytes. */
export function parseBytes(text: string): Parsed<number> {
  return parseMeasure(text, READ);
}

/** The shorter of the decimal and the binary text, the decimal one when they tie. Exact unless `digits` rounds. */
export function formatBytes(bytes: number, digits?: number): string {
  if (Math.abs(bytes) <= PLAIN_BYTES_MAX) return formatMeasure(bytes, [BYTE], digits);
  const decimal = formatMeasure(bytes, DECIMAL, digits);
  if (digits !== undefined) return decimal;
  const binary = formatMeasure(bytes, BINARY);
  return binary.length < decimal.length ? binary : decimal;
}
