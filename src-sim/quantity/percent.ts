/** Shares written in per cent and held as fractions: `5 %` is 0.05. Above 100 % is allowed (growth). */
import { type Parsed, parsed, unreadable } from './parsed.ts';
import { quoted } from './quoted.ts';

const PERCENT = /^([+-]?)(\d{1,20}(?:\.\d{1,20})?)\s*%$/u;

export function parsePercent(text: string): Parsed<number> {
  const match = PERCENT.exec(text.trim());
  if (!match)
    return unreadable(`${quoted(text)} is not a percentage; write a number and a % sign, as in 5 %`);
  if (match[1] === '-') return unreadable(`${quoted(text)}: a percentage cannot be negative`);
  // The point is moved in the text, so the fraction is the double nearest to what was written.
  return parsed(Number(`${match[2]}e-2`));
}

/** Exact (reads back as the same fraction); `digits` rounds a measured one: 1/3 with 3 is `33.3 %`. */
export function formatPercent(fraction: number, digits?: number): string {
  const exact = digits === undefined ? fraction : Number(fraction.toPrecision(digits));
  return `${movePointRight(exact, 2)} %`;
}

/** `value` times 10^places in plain decimal digits, moving the point of its shortest exact text. */
function movePointRight(value: number, places: number): string {
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/u.exec(value.toExponential());
  if (!match) return String(value);
  const [, sign = '', first = '', rest = '', exponent = '0'] = match;
  const digits = first + rest;
  const whole = Number(exponent) + places + 1;
  if (Number(digits) === 0) return '0';
  if (whole <= 0) return `${sign}0.${'0'.repeat(-whole)}${digits}`;
  if (whole >= digits.length) return sign + digits.padEnd(whole, '0');
  return `${sign}${digits.slice(0, whole)}.${digits.slice(whole)}`;
}
