/**
 * Round trip between two cloud regions: a measured pair first (mean of both directions), else an estimate with
 * its error. Two data sets hold different statistics (a 95th percentile and a mean), so each answer names its own.
 */
import type { FactSource } from './fact.ts';
import { factBook } from './fact-book.ts';
import latency from './latency.json' with { type: 'json' };
import { estimatedRoundTrip } from './latency-estimate.ts';
import { region } from './regions.ts';

export { type Region, region, regions } from './regions.ts';

export interface RegionRoundTrip {
  readonly rttMs: number;
  /** What the number is of: "95th percentile over 30 days …", "estimate: corridor EU-NA". */
  readonly statistic: string;
  readonly source: FactSource;
  readonly asOf: string;
  readonly estimated: boolean;
  /** Typical error of an estimate; absent for measurements. */
  readonly errorPct?: number;
}

/** What the two kinds of data set (a matrix, a list of pairs) have in common. */
interface MeasuredSet {
  readonly statistic: string;
  readonly source: FactSource;
  readonly asOf: string | null;
  readonly asOfNote?: string;
  /** Square, rows and columns in the order of `regions`. */
  readonly regions?: readonly string[];
  readonly matrix?: readonly (readonly (number | null)[])[];
  /** From, to, milliseconds. */
  readonly pairs?: readonly (readonly (string | number)[])[];
}

const sets: readonly MeasuredSet[] = latency.datasets;

const pairKey = (from: string, to: string): string => `${from} ${to}`;

/** Measured round trips by ordered pair; where two sets know a pair, the first one listed in the data counts. */
function measuredPairs(): ReadonlyMap<string, RegionRoundTrip> {
  const found = new Map<string, RegionRoundTrip>();
  for (const set of sets) {
    const asOf = set.asOf ?? set.asOfNote ?? 'unknown';
    const add = (from: string, to: string, rttMs: number | null): void => {
      const key = pairKey(from, to);
      if (rttMs === null || found.has(key)) return;
      found.set(key, { rttMs, statistic: set.statistic, source: set.source, asOf, estimated: false });
    };
    for (const [from, to, rttMs] of set.pairs ?? []) add(String(from), String(to), Number(rttMs));
    set.matrix?.forEach((row, i) => {
      row.forEach((rttMs, j) => {
        add(set.regions?.[i] ?? '', set.regions?.[j] ?? '', rttMs);
      });
    });
  }
  return found;
}

const measured = measuredPairs();

/** Least and greatest mean between the zones of a region, over the regions of the set that was measured. */
const INTER_ZONE_MS = latency.intraRegion.flatMap((set) => set.summary?.interZoneMs ?? []);

/** Inside one region: the median between zones over measured clouds, which stands in for all. */
function insideRegion(): RegionRoundTrip {
  const fact = factBook().get('cloud.interzone.rtt');
  const rttMs = factBook().number(fact.id, 'ms');
  return {
    rttMs,
    statistic: `estimate: ${fact.title}, ${fact.note}`,
    source: fact.source,
    asOf: fact.asOf,
    estimated: true,
    errorPct: Math.round(Math.max(...INTER_ZONE_MS.map((ms) => (100 * Math.abs(ms - rttMs)) / rttMs))),
  };
}

/** Null when a key names no known region. The order of the two does not matter. */
export function regionRoundTrip(from: string, to: string): RegionRoundTrip | null {
  const a = region(from);
  const b = region(to);
  if (!a || !b) return null;
  if (from === to) return insideRegion();
  const there = measured.get(pairKey(from, to));
  const back = measured.get(pairKey(to, from));
  if (there && back) return { ...there, rttMs: (there.rttMs + back.rttMs) / 2 };
  const oneWay = there ?? back;
  if (oneWay) return oneWay;
  const estimate = estimatedRoundTrip(a, b);
  return {
    rttMs: estimate.rttMs,
    statistic: `estimate: ${estimate.rule}`,
    source: latency.source,
    asOf: latency.asOf,
    estimated: true,
    errorPct: estimate.errorPct,
  };
}
