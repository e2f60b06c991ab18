/** Values of a validated, planned document as numbers. They cannot fail to parse; if one does, that is a bug in validation. */
import { type Address, parseAddress } from '../quantity/address.ts';
import { parseDuration } from '../quantity/duration.ts';
import type { Parsed } from '../quantity/parsed.ts';
import { parsePercent } from '../quantity/percent.ts';
import { type Prefix, parsePrefix } from '../quantity/prefix.ts';
import { parseRate } from '../quantity/rate.ts';
import { parseBytes } from '../quantity/size.ts';

function certain<T>(outcome: Parsed<T>): T {
  if (!outcome.ok) throw new RangeError(`a validated document holds an unreadable value: ${outcome.message}`);
  return outcome.value;
}

export const writtenAddress = (text: string): Address => certain(parseAddress(text));
export const writtenPrefix = (text: string): Prefix => certain(parsePrefix(text));
export const writtenRate = (text: string): number => certain(parseRate(text));
export const writtenDuration = (text: string): number => certain(parseDuration(text));
export const writtenBytes = (text: string): number => certain(parseBytes(text));
export const writtenPercent = (text: string): number => certain(parsePercent(text));

export interface PortSpan {
  readonly from: number;
  readonly to: number;
}

/** One port, or "8000-8080" with both ends included. */
export function writtenPorts(ports: number | string): PortSpan {
  const [from, to = from] = String(ports).split('-').map(Number);
  return { from, to };
}

/** The value read, where there is one. */
export const ifWritten = <T, R>(value: T | undefined, read: (value: T) => R): R | undefined =>
  value === undefined ? undefined : read(value);

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The figures that are there. */
export const given = <T extends object>(figures: T): Given<T> =>
  Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined)) as Given<T>;
