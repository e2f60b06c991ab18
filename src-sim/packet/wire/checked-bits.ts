/** The strict side of every format: a value that does not fit its field is a programming error and is refused. */
export function checkedBits(what: string, value: number, bits: number): number {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** bits) {
    throw new RangeError(`${what} has ${bits} bits; ${value} does not fit`);
  }
  return value;
}
