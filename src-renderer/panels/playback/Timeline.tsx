/** The whole of a run as a line: how far it has been simulated, and where it stands; to be dragged, or moved with the arrow keys. */
import { formatInstant, formatSimulated } from '../../ui/number-format.ts';
import { useDesk, usePlayback } from '../../ui/use-desk.ts';

export function Timeline() {
  const { playback } = useDesk();
  const stand = usePlayback((state) => state.stand);
  const farNs = usePlayback((state) => state.farNs);
  const isOver = usePlayback((state) => state.isOver);
  const reachedNs = usePlayback((state) => state.progress?.simulatedNs ?? 0);
  if (stand === null) return <p className="quiet">Starting…</p>;
  const endNs = isOver ? farNs : Math.max(stand.untilNs, farNs);
  const share = endNs === 0 ? 1 : Math.min(1, Math.max(farNs, isOver ? 0 : reachedNs) / endNs);
  return (
    <div className="timeline">
      <span className="quiet">0</span>
      <div className="timeline-track">
        <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
          <rect className="track" width="100" height="4" />
          <rect className="reached" width={100 * share} height="4" />
        </svg>
        <input
          type="range"
          min={0}
          max={endNs}
          step="any"
          value={Math.min(stand.nowNs, endNs)}
          aria-label="Instant"
          aria-valuetext={formatInstant(stand.nowNs)}
          onChange={(event) => playback.goTo(Math.round(Number(event.target.value)))}
        />
      </div>
      <span className="quiet">{formatSimulated(endNs)}</span>
    </div>
  );
}
