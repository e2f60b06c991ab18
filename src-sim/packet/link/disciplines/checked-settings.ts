/** Settings are read before anything is built from them: either all are good, or one sentence says what to change. */

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

/** The value, unless one of the checks found a problem: then the first of them. */
export function checked<T>(value: T, ...problems: readonly (string | null)[]): Checked<T> {
  const message = problems.find((problem) => problem !== null) ?? null;
  return message === null ? { ok: true, value } : { ok: false, message };
}

export function wholeNumber(name: string, value: number, least: number, most: number): string | null {
  const good = Number.isSafeInteger(value) && value >= least && value <= most;
  return good ? null : `${name} must be a whole number from ${least} to ${most}, not ${value}`;
}

/** As above, or Infinity for no limit. */
export function wholeNumberOrNone(name: string, value: number, least: number): string | null {
  if (value === Infinity) return null;
  return wholeNumber(name, value, least, Number.MAX_SAFE_INTEGER);
}

export function probability(name: string, value: number): string | null {
  return value >= 0 && value <= 1 ? null : `${name} must be a probability from 0 to 1, not ${value}`;
}

/** A sentence of the caller's where a condition does not hold. */
export const unless = (holds: boolean, sentence: string): string | null => (holds ? null : sentence);
