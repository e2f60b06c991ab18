/**
 * What a run measured beyond delivery and load, as tables that every form of a report shows alike: what limits each flow, where
 * its time went, jitter, round trips, requests, migrations, answers, and what impaired links did. Tables without rows are
 * left out.
 */
import type { FlowResult, LatencySummary, RunResult, Waterfall } from '../packet/run-result.ts';
import { formatBytes } from '../quantity/size.ts';
import { count, latency, share } from './figures.ts';
import { limitSentence } from './limit-sentence.ts';
import { lossShare } from './loss.ts';

export interface MeasureCell {
  readonly text: string;
  /** What it is sorted by. */
  readonly value: number | string;
}

export interface MeasureTable {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly figures: boolean }[];
  readonly rows: readonly (readonly MeasureCell[])[];
}

type NameOf = (flow: string) => string;

const word = (text: string): MeasureCell => ({ text, value: text });
const number = (value: number): MeasureCell => ({ text: count(value), value });
const time = (ns: number): MeasureCell => ({ text: latency(ns), value: ns });
const nothing: MeasureCell = { text: '–', value: -1 };

export function measureTables(run: RunResult, nameOf: NameOf = (flow) => flow): MeasureTable[] {
  const { flows } = run;
  return [
    limitTable(flows, nameOf),
    waterfallTable(flows, nameOf),
    requestTable(flows, nameOf),
    migrationTable(flows, nameOf),
    roundTripTable(flows, nameOf),
    jitterTable(flows, nameOf),
    answerTable(flows, nameOf),
    impairmentTable(run),
  ].filter(({ rows }) => rows.length > 0);
}

function table(id: string, title: string, words: readonly string[], figures: readonly string[]) {
  const columns = [
    ...words.map((each) => ({ title: each, figures: false })),
    ...figures.map((each) => ({ title: each, figures: true })),
  ];
  return (rows: readonly (readonly MeasureCell[])[]): MeasureTable => ({ id, title, columns, rows });
}

function limitTable(flows: readonly FlowResult[], nameOf: NameOf): MeasureTable {
  return table(
    'limits',
    'What keeps each flow from being faster',
    ['Flow', 'Limit', 'Why'],
    [],
  )(
    flows
      .filter(({ offered }) => offered > 0)
      .map(({ id, limit }) => [word(nameOf(id)), word(limit.kind), word(limitSentence(limit))]),
  );
}

export const waterfallParts = [
  ['queueing', 'Queueing'],
  ['sending', 'Sending'],
  ['travelling', 'Travelling'],
  ['processing', 'Processing'],
  ['encapsulation', 'Encapsulation'],
  ['retransmission', 'Retransmission'],
] as const satisfies readonly (readonly [keyof Waterfall, string])[];

function waterfallTable(flows: readonly FlowResult[], nameOf: NameOf): MeasureTable {
  return table(
    'waterfall',
    'Where the time of a mean packet went, from the first transmission of its bytes to their arrival',
    ['Flow'],
    [...waterfallParts.map(([, title]) => title), 'Total'],
  )(
    flows.flatMap(({ id, waterfallNs, back, requests }) => [
      ...waterfallRow(nameOf(id), waterfallNs),
      // What requests are made for comes back.
      ...(requests === null || back === null ? [] : waterfallRow(`${nameOf(id)}, answers`, back.waterfallNs)),
    ]),
  );
}

function waterfallRow(name: string, waterfall: Waterfall | null): MeasureCell[][] {
  if (waterfall === null) return [];
  return [[word(name), ...waterfallParts.map(([key]) => time(waterfall[key])), time(waterfall.total)]];
}

const percentiles = ['min', 'p50', 'mean', 'p95', 'p99', 'p999', 'max'] as const;
const percentileTitles = ['min', 'p50', 'mean', 'p95', 'p99', 'p99.9', 'max'];

const times = (summary: LatencySummary | null): MeasureCell[] =>
  percentiles.map((key) => (summary === null ? nothing : time(summary[key])));

function requestTable(flows: readonly FlowResult[], nameOf: NameOf): MeasureTable {
  return table(
    'requests',
    'Requests, and their response times from the request to the last byte of its answer',
    ['Flow'],
    ['Made', 'Completed', 'Failed', 'A second', ...percentileTitles, 'Wait for a worker, mean'],
  )(
    flows.flatMap(({ id, requests }) => {
      if (requests === null) return [];
      const { made, completed, failed, perSecond, responseNs, workerWaitNs } = requests;
      const rate = { text: perSecond.toFixed(1), value: perSecond };
      const wait = workerWaitNs === null ? nothing : time(workerWaitNs.mean);
      return [
        [word(nameOf(id)), number(made), number(completed), number(failed), rate, ...times(responseNs), wait],
      ];
    }),
  );
}

function migrationTable(flows: readonly FlowResult[], nameOf: NameOf): MeasureTable {
  return table(
    'migrations',
    'Live migrations',
    ['Flow', 'State', 'Memory sent, round by round'],
    ['Sent', 'Time', 'Downtime'],
  )(
    flows.flatMap(({ id, migration }) => {
      if (migration === null) return [];
      const { state, converged, rounds, totalBytes, totalNs, downtimeNs } = migration;
      const end = state === 'done' && !converged ? 'done, stopped because the rounds ran out' : state;
      return [
        [
          word(nameOf(id)),
          word(end),
          word(rounds.map(({ bytes }) => formatBytes(bytes, 3)).join(', ')),
          { text: formatBytes(totalBytes, 3), value: totalBytes },
          time(totalNs),
          downtimeNs === null ? nothing : time(downtimeNs),
        ],
      ];
    }),
  );
}

function roundTripTable(flows: readonly FlowResult[], nameOf: NameOf): MeasureTable {
  return table(
    'round-trips',
    'Round trips, of echoes and as TCP measures them',
    ['Flow'],
    [...percentileTitles, 'mdev', 'Lost', 'Sent again'],
  )(
    flows.flatMap(({ id, echo, tcp }) => {
      if (echo !== null) {
        const { sent, received, roundTripNs, mdevNs } = echo;
        const lost = sent === 0 ? 0 : 1 - received / sent;
        return [
          [
            word(nameOf(id)),
            ...times(roundTripNs),
            time(mdevNs),
            { text: share(lost), value: lost },
            nothing,
          ],
        ];
      }
      if (tcp === null || tcp.roundTripNs === null) return [];
      return [[word(nameOf(id)), ...times(tcp.roundTripNs), nothing, nothing, number(tcp.retransmissions)]];
    }),
  );
}

function jitterTable(flows: readonly FlowResult[], nameOf: NameOf): MeasureTable {
  return table(
    'jitter',
    'Jitter: change of latency from one packet to the next; interarrival jitter after RFC 3550 section 6.4.1',
    ['Flow'],
    ['Interarrival', 'mean', 'max'],
  )(
    flows.flatMap(({ id, jitterNs }) =>
      jitterNs === null
        ? []
        : [[word(nameOf(id)), time(jitterNs.interarrival), time(jitterNs.mean), time(jitterNs.max)]],
    ),
  );
}

function answerTable(flows: readonly FlowResult[], nameOf: NameOf): MeasureTable {
  return table(
    'answers',
    'Packets on the way back: acknowledgements, answers, echoes; times are one-way',
    ['Flow'],
    ['Offered', 'Delivered', 'Loss', ...percentileTitles],
  )(
    flows.flatMap(({ id, back }) =>
      back === null || back.offered === 0
        ? []
        : [
            [
              word(nameOf(id)),
              number(back.offered),
              number(back.delivered),
              { text: share(lossShare(back)), value: lossShare(back) },
              ...times(back.latencyNs),
            ],
          ],
    ),
  );
}

function impairmentTable({ links }: RunResult): MeasureTable {
  return table(
    'impairments',
    'What links did to packets',
    ['Direction'],
    ['Lost', 'Corrupted', 'Doubled', 'Out of order', 'Marked'],
  )(
    links.flatMap(({ id, impairments, marks }) =>
      impairments === null && marks === 0
        ? []
        : [
            [
              word(id),
              number(impairments?.lost ?? 0),
              number(impairments?.corrupted ?? 0),
              number(impairments?.duplicated ?? 0),
              number(impairments?.reordered ?? 0),
              number(marks),
            ],
          ],
    ),
  );
}
