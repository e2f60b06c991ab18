/**
 * The natural logarithm by sums and products only. ECMAScript leaves the last bit of `Math.log` to the engine
 * (ECMA-262 section 21.3.2.20), and one bit in one gap between packets would change a whole trajectory; the four
 * operations used here are fixed by IEEE 754, so every engine gives the same double.
 *
 * Method: x = m 2^k with m in [sqrt(1/2), sqrt(2)); with f = m - 1 and s = f / (2 + f),
 * ln m = 2 artanh s = 2 (s + s^3/3 + s^5/5 + …). As 2 s = f - s f, this is f - s (f - R) with
 * R = 2 (s^2/3 + s^4/5 + …), where f carries no rounding at all. |s| < 0.1716, so the eleventh term of R changes
 * the result by less than 2^-60 of itself and ten are kept. k ln 2 is added in two pieces, the first so short that
 * k times it is exact. Error: below one unit in the last place.
 */

/** ln 2 cut after 32 bits: 2977044471 / 2^32. |k| has at most 11 bits, so their product fits in 53. */
const LN2_HIGH = 2977044471 / 2 ** 32;
/** ln 2 - LN2_HIGH, to double precision. */
const LN2_LOW = 1.9082149292705877e-10;

/** 2/3, 2/5, … 2/21: the coefficients of R. */
const SERIES = Float64Array.from({ length: 10 }, (_, i) => 2 / (2 * i + 3));

const EXPONENT_BIAS = 1023;
const MANTISSA_HIGH = 0x000f_ffff;
const EXPONENT_OF_ONE = EXPONENT_BIAS << 20;
/** Numbers below 2^-1022 have no leading bit of their own; they are lifted by this power first. */
const SMALLEST_NORMAL = 2 ** -1022;
const LIFT = 54;

/** Through a DataView, whose byte order is fixed, the parts of a double are the same on every machine. */
const parts = new DataView(new ArrayBuffer(8));

export function naturalLogarithm(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) {
    throw new RangeError(`the logarithm is defined here for finite numbers above 0, not for ${x}`);
  }
  const lift = x < SMALLEST_NORMAL ? LIFT : 0;
  parts.setFloat64(0, lift === 0 ? x : x * 2 ** LIFT);
  const high = parts.getUint32(0);
  let k = (high >>> 20) - EXPONENT_BIAS - lift;
  parts.setUint32(0, (high & MANTISSA_HIGH) | EXPONENT_OF_ONE);
  let m = parts.getFloat64(0);
  if (m >= Math.SQRT2) {
    m /= 2;
    k += 1;
  }
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  let series = 0;
  for (let i = SERIES.length - 1; i >= 0; i -= 1) series = (series + SERIES[i]) * z;
  const tail = s * (f - series);
  return k === 0 ? f - tail : k * LN2_HIGH + (f - (tail - k * LN2_LOW));
}
