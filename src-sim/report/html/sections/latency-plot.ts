/**
 * One flow's latency as a line from minimum to maximum, thick from the median to the 95th percentile, with ticks at
 * the 99th and the mean. All flows share one scale, so that rows compare by eye.
 */
import type { FlowResult, LatencySummary } from '../../../packet/run-result.ts';
import { naturalLogarithm } from '../../../quantity/natural-logarithm.ts';
import { latency } from '../../figures.ts';
import { html, type Markup } from '../markup.ts';

const WIDTH = 180;
const HEIGHT = 18;
const INSET = 4;
/** From this ratio of the slowest to the fastest on, a linear scale would flatten the fast flows to dots. */
const LOGARITHMIC_FROM_RATIO = 30;

export interface LatencyScale {
  readonly words: string;
  at(ns: number): number;
}

/** Null where nothing was measured. */
export function latencyScale(flows: readonly FlowResult[]): LatencyScale | null {
  const measured = flows.flatMap(({ latencyNs }) => (latencyNs === null ? [] : [latencyNs]));
  if (measured.length === 0) return null;
  const most = measured.reduce((slowest, { max }) => Math.max(slowest, max), 1);
  const least = Math.max(
    1,
    measured.reduce((fastest, { min }) => Math.min(fastest, min), most),
  );
  if (most / least < LOGARITHMIC_FROM_RATIO) {
    return { words: `0 to ${latency(most)}`, at: (ns) => along(ns / most) };
  }
  const span = naturalLogarithm(most / least);
  return {
    words: `${latency(least)} to ${latency(most)}, logarithmic`,
    at: (ns) => along(naturalLogarithm(Math.max(least, ns) / least) / span),
  };
}

const along = (fraction: number): number => Number((INSET + fraction * (WIDTH - 2 * INSET)).toFixed(1));

export function latencyPlot(summary: LatencySummary, scale: LatencyScale): Markup {
  const { min, mean, p50, p95, p99, max } = summary;
  const [left, right, median, high, rare, average] = [min, max, p50, p95, p99, mean].map((ns) =>
    scale.at(ns),
  );
  const y = HEIGHT / 2;
  return html`<svg class="range" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="from ${latency(min)} to ${latency(max)}"><line class="scale" x1="0" y1="${HEIGHT - 0.5}" x2="${WIDTH}" y2="${HEIGHT - 0.5}"/><line class="all" x1="${left}" y1="${y}" x2="${right}" y2="${y}"/><line class="middle" x1="${median}" y1="${y}" x2="${high}" y2="${y}"/><line class="rare" x1="${rare}" y1="4" x2="${rare}" y2="14"/><circle class="mean" cx="${average}" cy="${y}" r="2.4"/></svg>`;
}
