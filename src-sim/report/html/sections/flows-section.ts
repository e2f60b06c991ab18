/** What was sent, what arrived, how late, and what became of the rest. */
import type { FlowResult, RunResult } from '../../../packet/run-result.ts';
import { count, goodput, latency, share } from '../../figures.ts';
import { lossByFate, lossShare, lostPackets } from '../../loss.ts';
import { measureTables } from '../../measure-tables.ts';
import type { RecordNames } from '../../record-names.ts';
import type { ReportInput } from '../../report-input.ts';
import { fateWords } from '../../verdict-words.ts';
import { type Cell, dataTable, figure } from '../data-table.ts';
import { html, type Markup } from '../markup.ts';
import { latencyPlot, latencyScale } from './latency-plot.ts';
import type { Section } from './section.ts';

export const flowsSection: Section = {
  id: 'flows',
  title: 'Flows',
  body(input, names) {
    if (input.run === null) return html`<p>Nothing was simulated for this report.</p>`;
    if (input.run.flows.length === 0) return html`<p>The design has no traffic.</p>`;
    return html`${deliveryTable(input.run, input, names)}
${latencyTable(input.run, input)}
${measures(input.run, input)}`;
  },
};

function deliveryTable({ flows }: RunResult, input: ReportInput, names: RecordNames): Markup {
  return dataTable(
    'Delivery, in packets',
    [
      { title: 'Flow' },
      { title: 'From' },
      { title: 'To' },
      { title: 'Offered', figures: true },
      { title: 'Delivered', figures: true },
      { title: 'In flight', figures: true },
      { title: 'Loss', figures: true },
      { title: 'Goodput', figures: true },
      { title: 'Lost by' },
    ],
    flows.map((flow) => [
      flowName(flow, input),
      names.ofWorkload(flow.from),
      names.ofWorkload(flow.to),
      figure(count(flow.offered), flow.offered),
      figure(count(flow.delivered), flow.delivered),
      figure(count(flow.inFlight), flow.inFlight),
      figure(share(lossShare(flow)), lossShare(flow)),
      figure(goodput(flow.goodputBps), flow.goodputBps),
      lossCell(flow),
    ]),
  );
}

function lossCell(flow: FlowResult): Cell {
  const parts = [...lossByFate([flow])].map(([fate, howMany]) => `${fateWords[fate]} ${count(howMany)}`);
  return { shows: parts.join(', '), sortBy: lostPackets(flow) };
}

function latencyTable({ flows }: RunResult, input: ReportInput): Markup | null {
  const scale = latencyScale(flows);
  if (scale === null) return null;
  const percentiles = ['min', 'p50', 'mean', 'p95', 'p99', 'max'] as const;
  return dataTable(
    `One-way latency of delivered packets; bars on one scale, ${scale.words}: line min to max, thick p50 to p95, tick p99, dot mean`,
    [{ title: 'Flow' }, ...percentiles.map((title) => ({ title, figures: true })), { title: 'Range' }],
    flows.map((flow) => {
      const { latencyNs } = flow;
      if (latencyNs === null)
        return [flowName(flow, input), ...percentiles.map(() => '–'), 'nothing arrived'];
      return [
        flowName(flow, input),
        ...percentiles.map((each) => figure(latency(latencyNs[each]), latencyNs[each])),
        { shows: latencyPlot(latencyNs, scale), sortBy: latencyNs.p99 },
      ];
    }),
  );
}

function measures(run: RunResult, { planned }: ReportInput): Markup[] {
  return measureTables(run, (id) => planned.traffic?.[id]?.name ?? id).map(({ title, columns, rows }) =>
    dataTable(
      title,
      columns,
      rows.map((row) => row.map(({ text, value }) => ({ shows: text, sortBy: value }))),
    ),
  );
}

const flowName = (flow: FlowResult, { planned }: ReportInput): string =>
  planned.traffic?.[flow.id]?.name ?? flow.id;
