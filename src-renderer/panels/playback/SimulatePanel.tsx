/** A run as it happens: what has become of the packets so far, flow by flow, and what the chosen links go through. */
import type { FlowResult, LinkHistory, RunResult } from '../../../src-sim/index.ts';
import { LinkChart } from '../../charts/LinkChart.tsx';
import { recordOfPath } from '../../document/record-path.ts';
import { useWorkbench } from '../../ui/app-context.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { formatCount, formatNs, formatShare } from '../../ui/number-format.ts';
import { useActions } from '../../ui/use-actions.ts';
import { useAnswers, useDesk, usePlayback } from '../../ui/use-desk.ts';
import { PlaybackBar } from './PlaybackBar.tsx';

export function SimulatePanel() {
  const stand = usePlayback((state) => state.stand);
  const refusal = useAnswers((state) => state.runRefusal);
  return (
    <div className="simulate">
      <PlaybackBar />
      {refusal !== null && (
        <p className="empty fault" role="alert">
          {refusal}
        </p>
      )}
      {stand !== null && (
        <div className="simulate-columns">
          <SoFar result={stand.result} />
          <Histories />
        </div>
      )}
    </div>
  );
}

const flowColumns: readonly Column<FlowResult>[] = [
  { id: 'id', title: 'Flow', sortBy: (flow) => flow.id, show: (flow) => flow.id, text: true },
  { id: 'sent', title: 'Sent', sortBy: (flow) => flow.offered, show: (flow) => formatCount(flow.offered) },
  {
    id: 'arrived',
    title: 'Delivered',
    sortBy: (flow) => flow.delivered,
    show: (flow) => formatCount(flow.delivered),
  },
  {
    id: 'way',
    title: 'Under way',
    sortBy: (flow) => flow.inFlight,
    show: (flow) => formatCount(flow.inFlight),
  },
  {
    id: 'lost',
    title: 'Lost',
    sortBy: lost,
    show: (flow) => <span className={lost(flow) > 0 ? 'lossy' : ''}>{formatCount(lost(flow))}</span>,
  },
  {
    id: 'p50',
    title: 'Latency p50',
    sortBy: (flow) => flow.latencyNs?.p50 ?? -1,
    show: (flow) => (flow.latencyNs === null ? '—' : formatNs(flow.latencyNs.p50)),
  },
];

function lost(flow: FlowResult): number {
  return flow.offered - flow.delivered - flow.inFlight;
}

function SoFar({ result }: { readonly result: RunResult }) {
  const actions = useActions();
  const { injected, delivered, dropped, inFlight } = result.packets;
  const counters = [
    ['Sent', injected],
    ['Delivered', delivered],
    ['Dropped', dropped],
    ['Under way', inFlight],
  ] as const;
  return (
    <section aria-label="So far">
      <dl className="counters">
        {counters.map(([title, count]) => (
          <div key={title} data-counter={title}>
            <dt>{title}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      <DataTable
        caption="Flows so far"
        rows={result.flows}
        columns={flowColumns}
        keyOf={(flow) => flow.id}
        onChoose={(flow) => actions.select(flow.id)}
      />
    </section>
  );
}

function Histories() {
  const selected = useWorkbench((state) => state.selected);
  const histories = usePlayback((state) => state.answer?.histories);
  const links = usePlayback((state) => state.stand?.result.links);
  if (histories === undefined || links === undefined) return <section aria-label="Links over time" />;
  return (
    <section className="histories" aria-label="Links over time">
      <h3>{selected === null ? 'Busiest links over time' : `Links of ${selected} over time`}</h3>
      {histories.length === 0 && (
        <p className="quiet">{selected} has no link of its own. Choose a link or a machine.</p>
      )}
      {histories.map((history) => (
        <History key={history.link} history={history} title={titleOf(history, links)} />
      ))}
    </section>
  );
}

function titleOf({ link }: LinkHistory, links: RunResult['links']): string {
  const found = links.find((each) => each.link === link);
  if (found === undefined) return link;
  return `${recordOfPath(found.record) ?? link}: ${found.from} – ${found.to}`;
}

function History({ history, title }: { readonly history: LinkHistory; readonly title: string }) {
  const { playback } = useDesk();
  const nowNs = usePlayback((state) => state.stand?.nowNs ?? 0);
  const farNs = usePlayback((state) => state.farNs);
  const untilNs = usePlayback((state) => state.stand?.untilNs ?? 0);
  const isOver = usePlayback((state) => state.isOver);
  const shared = {
    everyNs: history.everyNs,
    endNs: isOver ? farNs : Math.max(untilNs, farNs),
    nowNs,
    onGo: playback.goTo,
  };
  return (
    <div className="history">
      <h4>{title}</h4>
      <LinkChart title="Load" values={history.utilisation} top={1} format={formatShare} {...shared} />
      <LinkChart title="Queue" values={history.queuePackets} format={packets} {...shared} />
      <LinkChart title="Drops" values={history.drops} format={packets} {...shared} />
    </div>
  );
}

const packets = (count: number): string => `${formatCount(count)} packets`;
