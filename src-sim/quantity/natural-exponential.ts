/**
 * The natural exponential by sums and products only: the last bit of `Math.exp` is the engine's own affair (ECMA-262 section
 * 21.3.2.14), and one bit would change a whole trajectory.
 *
 * Method: x = k ln 2 + r with |r| <= ln 2 / 2, e^x = 2^k e^r, and e^r by its power series: 0.3466^17 / 17! is below 2^-74, so
 * sixteen terms are kept. ln 2 is taken off in two pieces, the first so short that k times it is exact.
 */

/** ln 2 cut after 32 bits, and what is missing. */
const LN2_HIGH = 2977044471 / 2 ** 32;
const LN2_LOW = 1.9082149292705877e-10;
const TERMS = 16;

/** For |x| up to 700, where the result is an ordinary double. */
export function naturalExponential(x: number): number {
  if (!(Math.abs(x) <= 700)) throw new RangeError(`the exponential is defined here up to 700, not for ${x}`);
  const k = Math.round(x / Math.LN2);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let sum = 1;
  for (let n = TERMS; n > 0; n--) sum = 1 + (sum * r) / n;
  return sum * powerOfTwo(k);
}

/** Exact; by squaring, since the engine's `**` promises no last bit. */
function powerOfTwo(exponent: number): number {
  let power = 1;
  let base = exponent < 0 ? 0.5 : 2;
  for (let left = Math.abs(exponent); left > 0; left >>= 1) {
    if ((left & 1) === 1) power *= base;
    base *= base;
  }
  return power;
}
