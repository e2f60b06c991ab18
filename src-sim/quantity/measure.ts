/**
 * Reading and writing "number unit" texts for the quantities that are whole multiples of one base unit
 * (bit/s, ns, B). The arithmetic is on decimal digits, so `1.1 Gbit/s` is 1,100,000,000 and nothing else;
 * what the base unit cannot hold exactly is refused, never rounded.
 * Left out: exponents, digit grouping and localised decimal commas; they are refused with a sentence.
 */
import { type Parsed, parsed, unreadable } from './parsed.ts';
import { quoted } from './quoted.ts';

export interface UnitTable {
  /** With article, for messages: "a rate". */
  readonly noun: string;
  /** A complete text shown as the model to follow. */
  readonly example: string;
  /** Units offered in messages, small to large; the first is the base unit. */
  readonly offered: readonly string[];
  /** Size of each accepted spelling in base units. */
  readonly factors: ReadonlyMap<string, bigint>;
}

/** A unit to write with, and its size in base units. */
export type WrittenUnit = readonly [name: string, factor: number];

const NUMBER_AND_UNIT = /^([+-]?)(\d+)(?:\.(\d+))?\s*(.*)$/su;
/** 2^53 has 16 digits and the finest unit step is 10^15: more digits than this cannot be meant. */
const DIGITS_MAX = 40;
const EXACT_DECIMALS = 3;
/** Digits kept when a computed value that is no whole number is written without saying how many. */
const DIGITS_OF_FRACTIONS = 6;

function listed(units: readonly string[]): string {
  return `${units.slice(0, -1).join(', ')} or ${units.at(-1)}`;
}

function unknownUnit(unit: string, table: UnitTable): string {
  // Units that differ only by case (mbit/s, KB) are named, not accepted: m and M are nine orders apart.
  const meant = table.offered.filter((known) => known.toLowerCase() === unit.toLowerCase());
  const proposal = meant.length > 0 ? `; did you mean ${meant.join(' or ')}?` : '';
  const use = listed(table.offered);
  return `${quoted(unit)} is not a unit of ${table.noun.replace(/^an? /u, '')}${proposal || `; use ${use}`}`;
}

export function parseMeasure(text: string, table: UnitTable): Parsed<number> {
  const match = NUMBER_AND_UNIT.exec(text.trim());
  if (!match) {
    return unreadable(
      `${quoted(text)} is not ${table.noun}; write a number and a unit, as in ${table.example}`,
    );
  }
  const [, sign = '', whole = '', fraction = '', unit = ''] = match;
  if (unit === '') {
    return unreadable(`${quoted(text)} has no unit; write ${table.noun} as in ${table.example}`);
  }
  const factor = table.factors.get(unit);
  if (factor === undefined) return unreadable(unknownUnit(unit, table));
  if (sign === '-') return unreadable(`${quoted(text)}: ${table.noun} cannot be negative`);
  const base = table.offered[0];
  if (whole.length + fraction.length > DIGITS_MAX) {
    return unreadable(`${quoted(text)} has too many digits; ${DIGITS_MAX} are the most that are read`);
  }
  const scaled = BigInt(whole + fraction) * factor;
  const divisor = 10n ** BigInt(fraction.length);
  if (scaled % divisor !== 0n) {
    return unreadable(`${quoted(text)} is not a whole number of ${base}, the smallest step there is`);
  }
  const value = scaled / divisor;
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    return unreadable(`${quoted(text)} is too large; ${Number.MAX_SAFE_INTEGER} ${base} is the most`);
  }
  return parsed(Number(value));
}

/** The exact decimal of value / factor, or null when it needs more than three decimals. */
function exactDecimal(value: bigint, factor: bigint): string | null {
  const steps = 10n ** BigInt(EXACT_DECIMALS);
  if ((value * steps) % factor !== 0n) return null;
  const scaled = (value * steps) / factor;
  const fraction = String(scaled % steps)
    .padStart(EXACT_DECIMALS, '0')
    .replace(/0+$/u, '');
  return fraction === '' ? String(scaled / steps) : `${scaled / steps}.${fraction}`;
}

/**
 * Writes a value in the largest unit that leaves a whole part. Without `digits` a whole value is written
 * exactly (it reads back as itself); with `digits` it is rounded to that many significant ones.
 */
export function formatMeasure(value: number, units: readonly WrittenUnit[], digits?: number): string {
  const base = units.at(-1)!;
  if (value < 0) return `-${formatMeasure(-value, units, digits)}`;
  if (digits === undefined && Number.isSafeInteger(value)) {
    for (const [name, factor] of units) {
      const text = value >= factor ? exactDecimal(BigInt(value), BigInt(factor)) : null;
      if (text !== null) return `${text} ${name}`;
    }
    return `${value} ${base[0]}`;
  }
  for (const [name, factor] of units) {
    const rounded = Number((value / factor).toPrecision(digits ?? DIGITS_OF_FRACTIONS));
    if (rounded >= 1) return `${rounded} ${name}`;
  }
  return `${Number((value / base[1]).toPrecision(digits ?? DIGITS_OF_FRACTIONS))} ${base[0]}`;
}
