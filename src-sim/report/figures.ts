/** How measured figures are written in a report: three digits are enough to judge by, counts are exact. */
import { formatDuration } from '../quantity/duration.ts';
import { formatPercent } from '../quantity/percent.ts';
import { formatRate } from '../quantity/rate.ts';

const DIGITS = 3;
/** Shares are written to a hundredth of a per cent: finer is noise, coarser hides rare loss. */
const SHARE_STEPS = 10_000;

/** 1234567 is `1,234,567`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 network`, `3 networks`; what does not take an s is given in full. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Never rounded to none or to all: a share that is neither is shown as neither. */
export function share(fraction: number): string {
  const rounded = Math.round(fraction * SHARE_STEPS) / SHARE_STEPS;
  if (fraction > 0 && rounded === 0) return 'below 0.01 %';
  if (fraction < 1 && rounded === 1) return 'above 99.99 %';
  return formatPercent(rounded);
}

/** For labels with little room; like `share`, it rounds neither to none nor to all. */
export function wholePercent(fraction: number): string {
  const rounded = Math.round(fraction * 100);
  if (fraction > 0 && rounded === 0) return '<1 %';
  if (fraction < 1 && rounded === 100) return '>99 %';
  return `${rounded} %`;
}

export function latency(ns: number): string {
  return formatDuration(ns, DIGITS);
}

export function goodput(bps: number): string {
  return formatRate(bps, DIGITS);
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
