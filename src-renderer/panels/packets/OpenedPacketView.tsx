/** One packet opened: where it is, its headers field by field with what they mean, its bytes, and the way to its next event. */
import { StepForward, X } from 'lucide-react';
import { useState } from 'react';
import { fateSentence, type OpenedPacket } from '../../../src-sim/index.ts';
import { formatCount, formatInstant, formatNs } from '../../ui/number-format.ts';
import { useDesk, usePlayback } from '../../ui/use-desk.ts';
import { HexView, type Marked } from './HexView.tsx';
import { LayerTree } from './LayerTree.tsx';
import { kindWords, whereabouts } from './packet-words.ts';

export function OpenedPacketView({ opened }: { readonly opened: OpenedPacket }) {
  const { playback } = useDesk();
  const atEnd = usePlayback((state) => state.stand?.nextEventNs === null);
  const [marked, setMarked] = useState<Marked | null>(null);
  const { id, sight, frame, obstacle } = opened;
  return (
    <section className="opened-packet" aria-label="Opened packet">
      <header>
        <h3>
          {sight === null ? 'Packet' : `${sight.flow ?? 'The network'}: ${kindWords[sight.kind]}`}{' '}
          <span className="quiet">sent at {formatInstant(id.sentNs)}</span>
        </h3>
        <button
          type="button"
          className="small"
          disabled={sight === null || atEnd}
          onClick={() => playback.step({ kind: 'packet', ...id })}
        >
          <StepForward size={13} aria-hidden /> Follow: next event of this packet
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Close the packet"
          title="Close the packet"
          onClick={() => playback.follow(null)}
        >
          <X size={14} aria-hidden />
        </button>
      </header>
      <p role="status" className="whereabouts">
        <Whereabouts opened={opened} />
      </p>
      {obstacle !== null && <p className="quiet">It cannot be opened: {obstacle}.</p>}
      {frame !== null && (
        <div className="opened-columns">
          <LayerTree frame={frame} marked={marked} onMark={setMarked} />
          <HexView frame={frame} marked={marked} onMark={setMarked} />
        </div>
      )}
    </section>
  );
}

function Whereabouts({ opened: { id, sight, end } }: { readonly opened: OpenedPacket }) {
  const nowNs = usePlayback((state) => state.answer?.nowNs ?? 0);
  if (sight !== null) {
    const arrives = sight.arriveNs === null ? '' : `, arrives in ${formatNs(sight.arriveNs - nowNs)}`;
    return `It ${whereabouts(sight)}${arrives}: ${sight.from} to ${sight.to}, ${formatCount(sight.bytes)} B.`;
  }
  if (end === null) return 'It is not under way at this instant: not sent yet, or gone.';
  const age = formatNs(end.atNs - id.sentNs);
  return end.fate === 'delivered'
    ? `It arrived at ${formatInstant(end.atNs)}, ${age} after it was sent.`
    : `It ended at ${formatInstant(end.atNs)}, ${age} after it was sent: ${fateSentence[end.fate]}.`;
}
