/**
 * Quantiles of the standard normal distribution, as a table: entry i is the middle of the i-th of 4096 equally likely
 * slices. Worked out with +, -, * and / only, because Math.exp and Math.log may differ between machines; made on first use.
 *
 * Left out: what lies beyond the middle of the last slice, 3.67 standard deviations.
 */
export const normalSlices = 4096;

const rootOfTwoPi = 2.5066282746310002;

/** e^-y for y >= 0: the series at y / 1024, where 8 terms are exact to a double, then ten squarings. */
function expMinus(y: number): number {
  const x = -y / 1024;
  let sum = 1;
  for (let term = 8; term >= 1; term--) sum = 1 + (x * sum) / term;
  for (let squaring = 0; squaring < 10; squaring++) sum *= sum;
  return sum;
}

const density = (x: number): number => expMinus((x * x) / 2) / rootOfTwoPi;

/** Probability of lying between 0 and x: density(x) (x + x^3/3 + x^5/(3 5) + ...), Abramowitz and Stegun 26.2.11. */
function fromMiddle(x: number): number {
  let term = x;
  let sum = x;
  for (let odd = 3; term > sum * 2 ** -54; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return density(x) * sum;
}

function computed(): Float64Array {
  const table = new Float64Array(normalSlices);
  const half = normalSlices / 2;
  let x = 0;
  for (let i = 0; i < half; i++) {
    const wanted = (i + 0.5) / normalSlices;
    // Newton from the entry below; three steps for the widest slice at the end, where the others need two.
    for (let step = 0; step < 5; step++) x += (wanted - fromMiddle(x)) / density(x);
    table[half + i] = x;
    table[half - 1 - i] = -x;
  }
  return table;
}

let table: Float64Array | null = null;

/** Standard deviations from the mean, for a slice from 0 to 4095. */
export function normalQuantile(slice: number): number {
  table ??= computed();
  return table[slice];
}
