/** Where the run stands: going on, going back, event by event, to any instant, and how fast. Above all that is seen of it there. */
import {
  ChevronFirst,
  ChevronLast,
  CircleStop,
  OctagonAlert,
  Pause,
  Play,
  RotateCcw,
  StepBack,
  StepForward,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Step } from '../../simulation/playback.ts';
import { useWorkbench } from '../../ui/app-context.ts';
import { formatCount, formatInstant } from '../../ui/number-format.ts';
import { useDesk, useDocument, usePlayback } from '../../ui/use-desk.ts';
import { recordOfPath } from '../../document/record-path.ts';
import { SpeedChoice } from './SpeedChoice.tsx';
import { Timeline } from './Timeline.tsx';

export function PlaybackBar() {
  const { playback } = useDesk();
  const text = useDocument((state) => state.text);
  const runText = usePlayback((state) => state.text);
  const stand = usePlayback((state) => state.stand);
  const phase = usePlayback((state) => state.phase);
  const isPlaying = usePlayback((state) => state.isPlaying);
  const isOver = usePlayback((state) => state.isOver);
  const farNs = usePlayback((state) => state.farNs);
  const node = useNodeChosen();
  const moves = phase === 'going' || isPlaying;
  const atEnd = stand === null || stand.nextEventNs === null;
  const atStart = stand === null || stand.events === 0;
  const step = (wish: Step) => () => playback.step(wish);
  if (runText === null) return <Beginning />;
  return (
    <div className="playback" role="group" aria-label="Playback">
      <div className="playback-buttons">
        {moves ? (
          <PlaybackButton says="Pause" act={playback.pause}>
            <Pause size={15} aria-hidden />
          </PlaybackButton>
        ) : (
          <PlaybackButton says="Go on" act={playback.goOn} off={atEnd}>
            <Play size={15} aria-hidden />
          </PlaybackButton>
        )}
        <SpeedChoice />
        <span className="gap" />
        <PlaybackButton says="To the beginning" act={() => playback.goTo(0)} off={atStart}>
          <ChevronFirst size={15} aria-hidden />
        </PlaybackButton>
        <PlaybackButton says="Previous event" act={step('previous')} off={atStart}>
          <StepBack size={15} aria-hidden />
        </PlaybackButton>
        <PlaybackButton says="Next event" act={step('next')} off={atEnd}>
          <StepForward size={15} aria-hidden />
        </PlaybackButton>
        <PlaybackButton
          says={node === null ? 'Next event at a machine or device: choose one' : `Next event at ${node}`}
          act={() => node !== null && playback.step({ kind: 'node', node })}
          off={atEnd || node === null}
          label="here"
        >
          <StepForward size={15} aria-hidden />
        </PlaybackButton>
        <PlaybackButton says="Next drop" act={step({ kind: 'drop' })} off={atEnd}>
          <OctagonAlert size={15} aria-hidden />
        </PlaybackButton>
        <PlaybackButton says="To the end" act={() => playback.goTo(farNs)} off={!isOver || atEnd}>
          <ChevronLast size={15} aria-hidden />
        </PlaybackButton>
        <span className="gap" />
        <PlaybackButton says="Run again from the beginning" act={() => playback.start(text)}>
          <RotateCcw size={15} aria-hidden />
        </PlaybackButton>
        <PlaybackButton says="Give the run up" act={playback.end}>
          <CircleStop size={15} aria-hidden />
        </PlaybackButton>
        {stand !== null && (
          <output className="instant" data-events={stand.events} data-now={stand.nowNs}>
            {formatInstant(stand.nowNs)}{' '}
            <span className="quiet">after {formatCount(stand.events)} events</span>
          </output>
        )}
        {runText !== text && <strong className="stale-mark">The document has changed since.</strong>}
      </div>
      <Timeline />
    </div>
  );
}

function Beginning() {
  const { playback } = useDesk();
  const text = useDocument((state) => state.text);
  return (
    <div className="playback" role="group" aria-label="Playback">
      <div className="playback-buttons">
        <button type="button" className="primary" onClick={() => playback.start(text)}>
          <Play size={14} aria-hidden /> Start
        </button>
        <SpeedChoice />
        <button type="button" onClick={() => playback.prepare(text)}>
          <StepForward size={14} aria-hidden /> Event by event
        </button>
        <span className="quiet">A run can be stopped anywhere, and taken back to any instant.</span>
      </div>
    </div>
  );
}

/** The first node that the chosen record stands for. */
function useNodeChosen(): string | null {
  const selected = useWorkbench((state) => state.selected);
  const nodes = usePlayback((state) => state.stand?.result.nodes);
  if (selected === null || nodes === undefined) return null;
  return nodes.find((node) => recordOfPath(node.record) === selected)?.id ?? null;
}

interface PlaybackButtonProps {
  readonly says: string;
  readonly act: () => void;
  readonly off?: boolean;
  readonly label?: string;
  readonly children: ReactNode;
}

function PlaybackButton({ says, act, off = false, label, children }: PlaybackButtonProps) {
  return (
    <button type="button" className="icon-button" aria-label={says} title={says} onClick={act} disabled={off}>
      {children}
      {label}
    </button>
  );
}
