/** A distribution of times in a few figures. */
import type { Latencies } from './latency-bank.ts';

export interface LatencySummary {
  readonly min: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** 99.9 and 99.99 per cent: of few values, the largest. */
  readonly p999: number;
  readonly p9999: number;
  readonly max: number;
}

/** Null where nothing was counted. */
export function latencySummary(times: Latencies): LatencySummary | null {
  if (times.count === 0) return null;
  const at = (p: number): number => times.percentile(p) ?? 0;
  return {
    min: times.min,
    mean: times.sum / times.count,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    p999: at(0.999),
    p9999: at(0.9999),
    max: times.max,
  };
}
