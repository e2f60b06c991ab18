/**
 * Holds a schema to the interface that the engines fill: `sameType<RunResult>()(schema)` compiles only while the
 * two say the same, key by key, optional keys and literal unions included. `readonly` is left out of the comparison,
 * as JSON knows no such thing.
 */
import type { z } from 'zod';

type Frozen<T> = unknown extends T
  ? T
  : T extends string | number | boolean | null | undefined
    ? T
    : { readonly [K in keyof T]: Frozen<T[K]> };

/** Two types are identical when no conditional type tells them apart; a parameter used once is what asks. */
// oxlint-disable typescript/no-unnecessary-type-parameters
type Identical<A, B> =
  (<T>() => T extends Frozen<A> ? 1 : 2) extends <T>() => T extends Frozen<B> ? 1 : 2 ? unknown : never;

export function sameType<Expected>() {
  return <S extends z.ZodType>(schema: S & Identical<z.output<S>, Expected>): S => schema;
}
