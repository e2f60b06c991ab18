/** A capacity plan as tables for a terminal: what is full first. JSON has everything. */
import {
  type CostItem,
  type FailureCase,
  formatDuration,
  formatPercent,
  formatRate,
  type PlanDemand,
  type PlanLink,
  type PlanResult,
} from '../../src-sim/index.ts';
import { type Column, columnLines } from './columns.ts';

/** So much of each table; a sentence says how much more there is. */
const rowsShown = 20;
const digits = 4;

const right = (heading: string): Column => ({ heading, right: true });
const rate = (bps: number | null): string => (bps === null ? 'any' : formatRate(bps, digits));
const share = (part: number | null): string => (part === null ? '-' : formatPercent(part, digits));
const span = (ns: number | null): string =>
  ns === null ? 'endless' : formatDuration(Math.round(ns), digits);
const usd = (amount: number): string => amount.toFixed(2);

export function planLines(result: PlanResult): string[] {
  return [
    ...summaryLines(result),
    '',
    ...linkLines(result.links),
    '',
    ...demandLines(result.demands),
    ...failureLines(result),
    ...growthLines(result),
    ...costLines(result),
    '',
    'These figures rest on this:',
    ...result.assumptions.map((sentence) => `  ${sentence}`),
  ];
}

function summaryLines({ summary }: PlanResult): string[] {
  const { demands, inelasticBps, servedBps, unreachable, overloaded, busiest } = summary;
  const most =
    busiest === null ? 'no link has traffic' : `busiest ${busiest.link} at ${share(busiest.utilisation)}`;
  return [
    `${demands} demands, ${rate(inelasticBps)} with a rate, ${rate(servedBps)} of it served; ` +
      `${unreachable} reach nothing, ${overloaded} directions of links have more than they carry; ${most}`,
  ];
}

/** The first rows of a table, below its title. */
function table(title: string, columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const more = rows.length - rowsShown;
  return [
    `${title}:`,
    ...columnLines(columns, rows.slice(0, rowsShown)),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

function linkLines(links: readonly PlanLink[]): string[] {
  const used = links.filter(({ wantedBps }) => wantedBps > 0);
  const sorted = [...used].sort((a, b) => (b.utilisation ?? 0) - (a.utilisation ?? 0));
  const rows = sorted.map((link) => [
    link.id,
    share(link.utilisation),
    rate(link.wantedBps),
    rate(link.carriedBps),
    rate(link.rateBps),
  ]);
  const columns = [{ heading: 'link' }, ...['load', 'wanted', 'carried', 'rate'].map(right)];
  return table('Links, the fullest first', columns, rows);
}

function demandLines(demands: readonly PlanDemand[]): string[] {
  const missing = (demand: PlanDemand): number =>
    demand.boundBy === 'unreachable' ? 1 : demand.boundBy === 'demand' ? 3 : 2;
  const sorted = [...demands].sort((a, b) => missing(a) - missing(b));
  const rows = sorted.map((demand) => [
    demand.id,
    rate(demand.offeredBps),
    rate(demand.servedBps),
    demand.latencyNs === null ? '-' : span(demand.latencyNs.total),
    boundWords(demand),
  ]);
  const columns = [
    { heading: 'demand' },
    ...['offered', 'served', 'latency'].map(right),
    { heading: 'limited by' },
  ];
  return table('Demands, those in want first', columns, rows);
}

function boundWords({ boundBy, boundAt, lost }: PlanDemand): string {
  if (boundBy === 'link') return `link ${boundAt ?? ''}`;
  if (boundBy === 'unreachable')
    return lost.map(({ fate, record }) => `${fate} at ${record}`).join(', ') || 'no answer';
  return boundBy === 'demand' ? '-' : boundBy;
}

function failureLines({ failures }: PlanResult): string[] {
  if (failures === undefined) return [];
  const { tried, unchanged, untried, cases } = failures;
  const rows = cases.map((each) => [
    each.elements.map(({ noun, name }) => `${noun} ${name}`).join(' and '),
    String(each.unreachable.length),
    rate(each.lostBps),
    rate(each.shortBps),
    busiestWords(each),
    each.addedNs > 0 ? span(each.addedNs) : '-',
    each.brokenIntents.join(', ') || '-',
  ]);
  const columns = [
    { heading: 'without' },
    ...['cut off', 'lost', 'short'].map(right),
    { heading: 'busiest then' },
    right('longer by'),
    { heading: 'broken intents' },
  ];
  const rest = untried > 0 ? `; ${untried} more were too many to try` : '';
  return [
    '',
    ...table('Failures, the worst first', columns, rows),
    `${tried} tried, ${unchanged} change nothing${rest}`,
  ];
}

const busiestWords = ({ busiest }: FailureCase): string =>
  busiest === null ? '-' : `${busiest.link} ${share(busiest.utilisation)}`;

function growthLines({ growth }: PlanResult): string[] {
  if (growth === undefined) return [];
  const rows = growth.links.map(({ id, utilisation, months, fullIn }) => [
    id,
    share(utilisation),
    months.toFixed(1),
    fullIn,
  ]);
  const columns = [{ heading: 'link' }, ...['load', 'months', 'full in'].map(right)];
  const title = `Full at ${share(growth.perMonth)} a month from ${growth.start} on`;
  const never = growth.never > 0 ? [`${growth.never} directions of links are not filled by that`] : [];
  return ['', ...table(title, columns, rows), ...never];
}

function costLines({ cost }: PlanResult): string[] {
  if (cost === undefined) return [];
  const columns = [
    { heading: 'record' },
    { heading: 'for' },
    ...['quantity', 'price', 'USD a month'].map(right),
    { heading: 'price from' },
  ];
  const doubtful = cost.unverified > 0 ? `, ${usd(cost.unverified)} of it by prices nobody has verified` : '';
  return [
    '',
    ...table('Cost', columns, cost.items.map(costRow)),
    `USD ${usd(cost.total)} a month${doubtful}`,
    ...cost.unpriced.map(({ record, what }) => `no price is known: ${what} (${record})`),
  ];
}

const costRow = (item: CostItem): string[] => [
  item.record,
  item.what,
  `${Number(item.quantity.toPrecision(6))} ${item.unit}`,
  String(item.price),
  usd(item.amount),
  `${item.fact} (${item.asOf}, ${item.confidence})`,
];
