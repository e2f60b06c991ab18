/** Packets under way where one looks, at the instant where the run stands; one of them opened; and the tables of the node there. */
import type { PacketSight } from '../../../src-sim/index.ts';
import { useWorkbench } from '../../ui/app-context.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { formatCount, formatNs } from '../../ui/number-format.ts';
import { useDesk, usePlayback } from '../../ui/use-desk.ts';
import { PlaybackBar } from '../playback/PlaybackBar.tsx';
import { NodeTables } from './NodeTables.tsx';
import { OpenedPacketView } from './OpenedPacketView.tsx';
import { kindWords, whereabouts } from './packet-words.ts';

export function PacketsPanel() {
  const opened = usePlayback((state) => state.answer?.opened ?? null);
  const answer = usePlayback((state) => state.answer);
  return (
    <div className="packets">
      <PlaybackBar />
      {answer !== null && (
        <div className={opened === null ? 'packets-columns' : 'packets-columns with-opened'}>
          <section className="sights" aria-label="Packets and tables">
            <Sights narrow={opened !== null} />
            <NodeTables tables={answer.tables} />
          </section>
          {opened !== null && <OpenedPacketView opened={opened} />}
        </div>
      )}
    </div>
  );
}

/** Beside an opened packet there is room for the few columns that tell packets apart. */
const narrowColumns: ReadonlySet<string> = new Set(['flow', 'bytes', 'where', 'arrives']);

function Sights({ narrow }: { readonly narrow: boolean }) {
  const { playback } = useDesk();
  const selected = useWorkbench((state) => state.selected);
  const sights = usePlayback((state) => state.answer?.packets ?? []);
  const total = usePlayback((state) => state.answer?.packetsTotal ?? 0);
  const nowNs = usePlayback((state) => state.answer?.nowNs ?? 0);
  const where = selected === null ? '' : ` at ${selected}`;
  if (total === 0)
    return (
      <p className="quiet empty">
        No packet is under way{where} at this instant.
        {selected !== null && ' Choose another object, or go on to the next event here.'}
      </p>
    );
  const shown = total > sights.length ? `, the first ${sights.length}` : '';
  return (
    <DataTable
      caption={`${formatCount(total)} ${total === 1 ? 'packet' : 'packets'} under way${where}${shown}`}
      rows={sights}
      columns={columnsAt(nowNs).filter(({ id }) => !narrow || narrowColumns.has(id))}
      keyOf={({ packet, sentNs }) => `${packet}@${sentNs}`}
      onChoose={({ packet, sentNs }) => playback.follow({ packet, sentNs })}
    />
  );
}

function columnsAt(nowNs: number): readonly Column<PacketSight>[] {
  const text = (id: string, title: string, of: (sight: PacketSight) => string): Column<PacketSight> => ({
    id,
    title,
    sortBy: of,
    show: of,
    text: true,
  });
  return [
    text('flow', 'Flow', ({ flow }) => flow ?? 'the network itself'),
    text('kind', 'What', ({ kind }) => kindWords[kind]),
    text('from', 'From', ({ from }) => from),
    text('to', 'To', ({ to }) => to),
    { id: 'bytes', title: 'Bytes', sortBy: ({ bytes }) => bytes, show: ({ bytes }) => formatCount(bytes) },
    text('where', 'Where', whereabouts),
    {
      id: 'arrives',
      title: 'Arrives in',
      sortBy: ({ arriveNs }) => arriveNs ?? Infinity,
      show: ({ arriveNs }) => (arriveNs === null ? '—' : formatNs(arriveNs - nowNs)),
    },
    {
      id: 'age',
      title: 'Age',
      sortBy: ({ sentNs }) => -sentNs,
      show: ({ sentNs }) => formatNs(nowNs - sentNs),
    },
  ];
}
