/** What a run found: every flow and every link direction, to be sorted, and chosen to see them on the canvas. */
import { Play } from 'lucide-react';
import {
  fateSentence,
  type Fate,
  type FlowResult,
  type LinkResult,
  type RunResult,
} from '../../src-sim/index.ts';
import { recordOfPath } from '../document/record-path.ts';
import { formatCount, formatNs, formatRate, formatShare, formatSimulated } from '../ui/number-format.ts';
import { useActions } from '../ui/use-actions.ts';
import { useAnswers, useDocument } from '../ui/use-desk.ts';
import { useRunning } from '../ui/use-shown-run.ts';
import { DataTable, type Column } from '../ui/DataTable.tsx';
import { FlowCauses } from './FlowCauses.tsx';
import { LoadBar } from '../charts/LoadBar.tsx';

export function ResultsPanel() {
  const actions = useActions();
  const run = useAnswers((state) => state.run);
  const running = useRunning();
  const refusal = useAnswers((state) => state.runRefusal);
  const text = useDocument((state) => state.text);
  if (refusal !== null && running === null)
    return (
      <p className="empty fault" role="alert">
        {refusal}
      </p>
    );
  if (run === null)
    return running === null ? (
      <div className="empty">
        <p className="quiet">Nothing has been simulated yet.</p>
        <button type="button" className="primary" onClick={actions.run}>
          <Play size={14} aria-hidden /> Run
        </button>
      </div>
    ) : (
      <p className="quiet empty">Simulating…</p>
    );
  const stale = run.text !== text;
  return (
    <div className={stale ? 'results stale' : 'results'}>
      <p className="summary" role="status">
        {stale && <strong className="stale-mark">The document has changed since this run. </strong>}
        <RunSummary result={run.result} />
      </p>
      <Flows result={run.result} />
      <FlowCauses flows={run.result.flows} />
      <Links result={run.result} />
    </div>
  );
}

function RunSummary({ result }: { readonly result: RunResult }) {
  const { packets } = result;
  return (
    <>
      {formatSimulated(result.simulatedNs)} simulated, seed {result.seed}: {formatCount(packets.injected)}{' '}
      packets sent, {formatCount(packets.delivered)} delivered, {formatCount(packets.dropped)} dropped,{' '}
      {formatCount(packets.inFlight)} in flight. <span className="quiet">Digest</span>{' '}
      <code data-digest>{result.digest}</code>
    </>
  );
}

const latency = (id: keyof NonNullable<FlowResult['latencyNs']>, title: string): Column<FlowResult> => ({
  id,
  title,
  sortBy: (flow) => flow.latencyNs?.[id] ?? -1,
  show: (flow) => (flow.latencyNs === null ? '—' : formatNs(flow.latencyNs[id])),
});

const lost = (flow: FlowResult): number =>
  Object.values(flow.lossByFate).reduce((sum, count) => sum + count, 0);

function lossTitle(flow: FlowResult): string {
  return Object.entries(flow.lossByFate)
    .map(([fate, count]) => `${formatCount(count)}: ${fateSentence[fate as Fate]}`)
    .join('\n');
}

const flowColumns: readonly Column<FlowResult>[] = [
  { id: 'id', title: 'Flow', sortBy: (flow) => flow.id, show: (flow) => flow.id, text: true },
  { id: 'from', title: 'From', sortBy: (flow) => flow.from, show: (flow) => flow.from, text: true },
  { id: 'to', title: 'To', sortBy: (flow) => flow.to, show: (flow) => flow.to, text: true },
  {
    id: 'offered',
    title: 'Offered',
    sortBy: (flow) => flow.offered,
    show: (flow) => formatCount(flow.offered),
  },
  {
    id: 'delivered',
    title: 'Delivered',
    sortBy: (flow) => flow.delivered,
    show: (flow) => formatCount(flow.delivered),
  },
  {
    id: 'loss',
    title: 'Loss',
    sortBy: (flow) => (flow.offered === 0 ? 0 : lost(flow) / flow.offered),
    show: (flow) => (
      <span className={lost(flow) > 0 ? 'lossy' : ''} title={lossTitle(flow)}>
        {formatShare(flow.offered === 0 ? 0 : lost(flow) / flow.offered)}
      </span>
    ),
  },
  {
    id: 'goodput',
    title: 'Goodput',
    sortBy: (flow) => flow.goodputBps,
    show: (flow) => formatRate(flow.goodputBps),
  },
  latency('min', 'Min'),
  latency('mean', 'Mean'),
  latency('p50', 'p50'),
  latency('p95', 'p95'),
  latency('p99', 'p99'),
  latency('max', 'Max'),
];

function Flows({ result }: { readonly result: RunResult }) {
  const actions = useActions();
  return (
    <DataTable
      caption="Flows"
      rows={result.flows}
      columns={flowColumns}
      keyOf={(flow) => flow.id}
      onChoose={(flow) => actions.select(flow.id)}
    />
  );
}

const linkColumns: readonly Column<LinkResult>[] = [
  {
    id: 'record',
    title: 'Object',
    sortBy: (link) => link.record,
    show: (link) => recordOfPath(link.record) ?? link.record,
    text: true,
  },
  {
    id: 'id',
    title: 'Link direction',
    sortBy: (link) => link.id,
    show: (link) => `${link.from} > ${link.to}`,
    text: true,
  },
  {
    id: 'utilisation',
    title: 'Utilisation',
    sortBy: (link) => link.utilisation ?? -1,
    show: (link) => (link.utilisation === null ? 'no limit' : <LoadBar load={link.utilisation} />),
  },
  {
    id: 'packets',
    title: 'Packets',
    sortBy: (link) => link.packets,
    show: (link) => formatCount(link.packets),
  },
  { id: 'bytes', title: 'Bytes', sortBy: (link) => link.bytes, show: (link) => formatCount(link.bytes) },
  {
    id: 'drops',
    title: 'Drops',
    sortBy: (link) => link.drops,
    show: (link) => <span className={link.drops > 0 ? 'lossy' : ''}>{formatCount(link.drops)}</span>,
  },
  {
    id: 'queue',
    title: 'Longest queue',
    sortBy: (link) => link.queuePacketsMax,
    show: (link) => formatCount(link.queuePacketsMax),
  },
];

function Links({ result }: { readonly result: RunResult }) {
  const actions = useActions();
  const used = result.links.filter((link) => link.packets > 0 || link.drops > 0);
  return (
    <DataTable
      caption={`Links in use, ${used.length} of ${result.links.length} directions`}
      rows={used}
      columns={linkColumns}
      sortedBy="utilisation"
      keyOf={(link) => link.id}
      onChoose={(link) => actions.select(recordOfPath(link.record))}
    />
  );
}
