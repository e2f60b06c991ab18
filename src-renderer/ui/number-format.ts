/** Numbers as people read them, with their unit and three significant digits. Files and reports carry the exact ones. */

export function formatRate(bps: number): string {
  return scaled(bps, ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s']);
}

export function formatNs(ns: number): string {
  if (ns < 1000) return `${significant(ns)} ns`;
  return scaled(ns / 1000, ['µs', 'ms', 's']);
}

export function formatSimulated(ns: number): string {
  return ns < 1e9 ? `${(ns / 1e6).toFixed(1)} ms` : `${(ns / 1e9).toFixed(2)} s`;
}

/** To the nanosecond, which is how exact a run is stepped. */
export function formatInstant(ns: number): string {
  return ns < 1e9 ? `${(ns / 1e6).toFixed(6)} ms` : `${(ns / 1e9).toFixed(9)} s`;
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** Never rounds a loss away, and never a delivery up to all. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.0001) return '< 0.01 %';
  if (share > 0.9999 && share < 1) return '> 99.99 %';
  return `${significant(share * 100)} %`;
}

function scaled(value: number, units: readonly string[]): string {
  let [step, rest] = [0, value];
  // 999.6 would be printed as 1000 of the smaller unit.
  while (Math.abs(rest) >= 999.5 && step < units.length - 1) {
    rest /= 1000;
    step++;
  }
  return `${significant(rest)} ${units[step]}`;
}

function significant(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const text = value.toFixed(Math.min(digits, 20));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
