/** The bar above: which document, what can be undone, saving, and running. */
import { CircleStop, FolderOpen, Pause, Play, Redo2, Save, Undo2, FileDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp } from '../ui/app-context.ts';
import { formatSimulated } from '../ui/number-format.ts';
import { ThemeSwitch } from '../ui/ThemeSwitch.tsx';
import { useActions } from '../ui/use-actions.ts';
import { useAnswers, useDesk, useDocument, usePlayback } from '../ui/use-desk.ts';
import { useRunning } from '../ui/use-shown-run.ts';
import { useReport } from './use-report.ts';

export function TopBar() {
  const { workbench } = useApp();
  const actions = useActions();
  const saveReport = useReport();
  const undoLabel = useDocument((state) => state.log.done.at(-1)?.label);
  const redoLabel = useDocument((state) => state.log.undone.at(-1)?.label);
  return (
    <header className="top-bar">
      <div className="group">
        <BarButton says="Examples and files" act={() => workbench.setState({ dialog: 'open' })} keys="Ctrl+O">
          <FolderOpen size={17} aria-hidden />
        </BarButton>
        <BarButton says="Save" act={() => void actions.save()} keys="Ctrl+S">
          <Save size={17} aria-hidden />
        </BarButton>
        <BarButton
          says={undoLabel === undefined ? 'Undo' : `Undo: ${undoLabel}`}
          act={actions.undo}
          keys="Ctrl+Z"
          off={undoLabel === undefined}
        >
          <Undo2 size={17} aria-hidden />
        </BarButton>
        <BarButton
          says={redoLabel === undefined ? 'Redo' : `Redo: ${redoLabel}`}
          act={actions.redo}
          keys="Ctrl+Y"
          off={redoLabel === undefined}
        >
          <Redo2 size={17} aria-hidden />
        </BarButton>
      </div>
      <DocumentTitle />
      <div className="group end">
        <RunControls />
        <BarButton says="Save a report" act={() => void saveReport()}>
          <FileDown size={17} aria-hidden />
        </BarButton>
        <ThemeSwitch />
      </div>
    </header>
  );
}

function DocumentTitle() {
  const title = useDocument((state) => state.scenario?.name);
  const name = useDocument((state) => state.name);
  const dirty = useDocument((state) => state.dirty);
  return (
    <h1 className="document-title">
      <span className="title-text">{title ?? name}</span>
      <span className="quiet file-name">{name}</span>
      {dirty && (
        <span className="dirty" title="Not saved">
          <span className="visually-hidden">has unsaved changes</span>
        </span>
      )}
    </h1>
  );
}

function RunControls() {
  const actions = useActions();
  const { playback } = useDesk();
  const running = useRunning();
  const progress = usePlayback((state) => state.progress);
  const faulty = useAnswers((state) => state.problems.some((problem) => problem.severity === 'error'));
  if (running === null)
    return (
      <button
        type="button"
        className="primary run"
        onClick={actions.run}
        title={
          faulty
            ? 'The document has errors: the problems below say which (Ctrl+Enter)'
            : 'Simulate packet by packet (Ctrl+Enter)'
        }
      >
        <Play size={15} aria-hidden /> Run
      </button>
    );
  const { paused } = running;
  const share =
    progress === null || progress.untilNs === 0 ? 0 : Math.min(1, progress.simulatedNs / progress.untilNs);
  return (
    <div className="running">
      <progress max={1} value={share} aria-label="Simulated time" />
      <span className="simulated" role="timer">
        {progress === null
          ? 'starting'
          : `${formatSimulated(progress.simulatedNs)} of ${formatSimulated(progress.untilNs)}`}
      </span>
      <BarButton
        says={paused ? 'Resume the run' : 'Pause the run'}
        act={paused ? playback.goOn : playback.pause}
      >
        {paused ? <Play size={17} aria-hidden /> : <Pause size={17} aria-hidden />}
      </BarButton>
      <button type="button" className="run" onClick={actions.cancelRun}>
        <CircleStop size={15} aria-hidden /> Cancel
      </button>
    </div>
  );
}

interface BarButtonProps {
  readonly says: string;
  readonly act: () => void;
  readonly keys?: string;
  readonly off?: boolean;
  readonly children: ReactNode;
}

function BarButton({ says, act, keys, off = false, children }: BarButtonProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={says}
      title={keys === undefined ? says : `${says} (${keys})`}
      onClick={act}
      disabled={off}
    >
      {children}
    </button>
  );
}
