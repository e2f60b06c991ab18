/**
 * The tables of a report as one CSV file after RFC 4180: one header, lines ended by CRLF, every line with every
 * column. The column `section` says what a line is about (flow, link, pair, problem, intent); columns of other sections are
 * empty in it. Numbers are plain, in the unit their column names.
 *
 * A text that a spreadsheet would run as a formula gets an apostrophe in front, which spreadsheets take for "this is text".
 */
import type { FlowResult } from '../packet/run-result.ts';
import { lossFates } from './verdict-words.ts';
import { plainText } from './plain-text.ts';
import type { ReportInput } from './report-input.ts';

const lossColumns = lossFates.map((fate) => `lost_${fate}` as const);

export const csvColumns = [
  'section',
  'id',
  'from',
  'to',
  'record',
  'offered',
  'delivered',
  'inFlight',
  'goodputBps',
  'latencyMinNs',
  'latencyMeanNs',
  'latencyP50Ns',
  'latencyP95Ns',
  'latencyP99Ns',
  'latencyMaxNs',
  ...lossColumns,
  'packets',
  'bytes',
  'utilisation',
  'drops',
  'queuePacketsMax',
  'class',
  'reason',
  'code',
  'severity',
  'message',
  'path',
  'line',
  'column',
  'cure',
  'source',
  'sourceUrl',
  'sourceAsOf',
  'latencyP999Ns',
  'latencyP9999Ns',
  'jitterNs',
  'queueingNs',
  'sendingNs',
  'travellingNs',
  'retransmissionNs',
  'limit',
  'limitAt',
  'retransmissions',
  'roundTripMeanNs',
  'roundTripP99Ns',
  'requestsCompleted',
  'requestsPerSecond',
  'responseMeanNs',
  'responseP99Ns',
  'migratedBytes',
  'downtimeNs',
  'marks',
] as const;

type Column = (typeof csvColumns)[number];
type Line = Partial<Record<Column, string | number | null | undefined>>;

export function reportCsv(input: ReportInput): string {
  const lines = [
    ...flowLines(input),
    ...linkLines(input),
    ...pairLines(input),
    ...problemLines(input),
    ...intentLines(input),
  ];
  const texts = [
    csvColumns.join(','),
    ...lines.map((line) => csvColumns.map((each) => field(line[each])).join(',')),
  ];
  return texts.map((text) => `${text}\r\n`).join('');
}

function flowLines({ run }: ReportInput): Line[] {
  return (run?.flows ?? []).map((flow) => {
    const { id, from, to, offered, delivered, inFlight, goodputBps, lossByFate, latencyNs } = flow;
    const line: Line = {
      section: 'flow',
      id,
      from,
      to,
      offered,
      delivered,
      inFlight,
      goodputBps,
      latencyMinNs: latencyNs?.min,
      latencyMeanNs: latencyNs?.mean,
      latencyP50Ns: latencyNs?.p50,
      latencyP95Ns: latencyNs?.p95,
      latencyP99Ns: latencyNs?.p99,
      latencyMaxNs: latencyNs?.max,
    };
    Object.assign(line, measuresOf(flow));
    for (const fate of lossFates) line[`lost_${fate}`] = lossByFate[fate] ?? 0;
    return line;
  });
}

/** Means of the parts of the latency; round trips of echoes or, where there is none, of TCP. */
function measuresOf(flow: FlowResult): Line {
  const { latencyNs, jitterNs, waterfallNs, limit, tcp, requests, migration, echo } = flow;
  const roundTripNs = echo === null ? tcp?.roundTripNs : echo.roundTripNs;
  return {
    latencyP999Ns: latencyNs?.p999,
    latencyP9999Ns: latencyNs?.p9999,
    jitterNs: jitterNs?.interarrival,
    queueingNs: waterfallNs?.queueing,
    sendingNs: waterfallNs?.sending,
    travellingNs: waterfallNs?.travelling,
    retransmissionNs: waterfallNs?.retransmission,
    limit: limit.kind,
    limitAt: limit.at,
    retransmissions: tcp?.retransmissions,
    roundTripMeanNs: roundTripNs?.mean,
    roundTripP99Ns: roundTripNs?.p99,
    requestsCompleted: requests?.completed,
    requestsPerSecond: requests?.perSecond,
    responseMeanNs: requests?.responseNs?.mean,
    responseP99Ns: requests?.responseNs?.p99,
    migratedBytes: migration?.totalBytes,
    downtimeNs: migration?.downtimeNs,
  };
}

function linkLines({ run }: ReportInput): Line[] {
  return (run?.links ?? []).map(
    ({ id, from, to, record, packets, bytes, utilisation, drops, queuePacketsMax, marks }) => ({
      section: 'link',
      id,
      from,
      to,
      record,
      packets,
      bytes,
      utilisation,
      drops,
      queuePacketsMax,
      marks,
    }),
  );
}

function pairLines({ reach }: ReportInput): Line[] {
  return reach.pairs.map(({ from, to, class: reachClass, reason }) => ({
    section: 'pair',
    from,
    to,
    class: reachClass,
    reason,
  }));
}

function problemLines({ problems }: ReportInput): Line[] {
  return problems.map(({ code, severity, message, path, line, column, cure, source }) => ({
    section: 'problem',
    code,
    severity,
    message,
    path,
    line,
    column,
    cure: cure?.title,
    source: source?.title,
    sourceUrl: source?.url,
    sourceAsOf: source?.asOf,
  }));
}

/** One line each; `class` is what became of it. */
function intentLines({ intents }: ReportInput): Line[] {
  return intents.map(({ id, status, sentence, failures: [first] }) => ({
    section: 'intent',
    id,
    from: first?.from,
    to: first?.to,
    class: status,
    message: sentence,
    path: `intents.${id}`,
  }));
}

const FORMULA_START = /^[=+\-@\t\r]/;

function field(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const plain = plainText(value);
  const safe = FORMULA_START.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
