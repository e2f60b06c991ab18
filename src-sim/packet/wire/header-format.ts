/**
 * What every header format offers. Two views, as in smoltcp's `wire`: reading takes any bytes and never throws; writing takes
 * a header whose every value fits, and refuses others, so that no wrong packet can be made.
 *
 * A header holds no checksum that covers what follows it: such fields are written as zero and filled in by whoever knows the
 * payload (checksum-rule.ts).
 */
import type { Field } from './field.ts';

export interface ReadHeader<H> {
  readonly ok: true;
  readonly header: H;
  /** Bytes the header takes here. */
  readonly length: number;
  /** The layout found, options included; covers exactly `length` bytes. */
  readonly fields: readonly Field[];
  /** What a correct sender would not have written, in sentences. */
  readonly faults: readonly string[];
}

export interface Malformed {
  readonly ok: false;
  /** Why these bytes cannot be this header. */
  readonly reason: string;
}

export type Reading<H> = ReadHeader<H> | Malformed;

export interface HeaderFormat<H> {
  readonly name: string;
  /** Bytes that `write` will take. */
  readonly length: (header: H) => number;
  /** The header that starts at `at`; nothing from `end` on belongs to the packet. */
  readonly read: (bytes: Uint8Array, at: number, end: number) => Reading<H>;
  /** Writes the header at `at` and returns its length. Every byte of it is set. */
  readonly write: (into: Uint8Array, at: number, header: H) => number;
}

export const malformed = (reason: string): Malformed => ({ ok: false, reason });

export const cutShort = (name: string, needed: number, at: number, end: number): Malformed =>
  malformed(`the ${name} header takes ${needed} bytes, but only ${Math.max(0, end - at)} are left`);
