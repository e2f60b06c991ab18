/** A run's result as tables for a terminal: flows, the links that carried them, and what was measured beyond that. */
import {
  formatDuration,
  formatRate,
  type FlowResult,
  type LinkResult,
  measureTables,
  type MeasureTable,
  type RunResult,
} from '../../src-sim/index.ts';
import { columnLines } from './columns.ts';

export function runLines(result: RunResult): string[] {
  const used = result.links.filter(({ packets, drops }) => packets > 0 || drops > 0);
  const idle = result.links.length - used.length;
  const { injected, delivered, dropped, inFlight } = result.packets;
  return [
    `${formatDuration(result.simulatedNs, shownDigits)} simulated with seed ${result.seed}: ${injected} packets, ` +
      `${delivered} delivered, ${dropped} dropped, ${inFlight} in flight`,
    '',
    ...columnLines(flowColumns, result.flows.map(flowRow)),
    '',
    ...columnLines(linkColumns, used.map(linkRow)),
    ...(idle > 0 ? [`${idle} directions of links carried nothing`] : []),
    '',
    ...measureTables(result).flatMap(measureLines),
    `digest ${result.digest}, version ${result.version}`,
  ];
}

/** A table below its title. */
function measureLines({ title, columns, rows }: MeasureTable): string[] {
  const headings = columns.map((column) => ({ heading: column.title, right: column.figures }));
  return [
    `${title}:`,
    ...columnLines(
      headings,
      rows.map((row) => row.map(({ text }) => text)),
    ),
    '',
  ];
}

/** Enough to tell percentiles apart; JSON has all of them. */
const shownDigits = 4;

const latencyKeys = ['min', 'mean', 'p50', 'p95', 'p99', 'max'] as const;
const right = (heading: string) => ({ heading, right: true });
const flowColumns = [
  { heading: 'flow' },
  ...['offered', 'delivered', 'goodput', ...latencyKeys].map(right),
  { heading: 'lost' },
];
const linkColumns = [{ heading: 'link' }, ...['packets', 'utilisation', 'drops', 'queue max'].map(right)];

function flowRow(flow: FlowResult): string[] {
  const { latencyNs } = flow;
  const latencies =
    latencyNs === null
      ? latencyKeys.map(() => '-')
      : latencyKeys.map((key) => formatDuration(Math.round(latencyNs[key]), shownDigits));
  const lost = Object.entries(flow.lossByFate).map(([fate, packets]) => `${packets} ${fate}`);
  return [
    flow.id,
    String(flow.offered),
    String(flow.delivered),
    formatRate(Math.round(flow.goodputBps), shownDigits),
    ...latencies,
    lost.join(', ') || '-',
  ];
}

function linkRow(link: LinkResult): string[] {
  const utilisation = link.utilisation === null ? '-' : `${(link.utilisation * 100).toFixed(1)} %`;
  return [link.id, String(link.packets), utilisation, String(link.drops), String(link.queuePacketsMax)];
}
