/** The workbench around one open document: bar above, outline left, canvas in the middle, inspector right, answers below. */
import { useEffect, useState } from 'react';
import { Canvas } from '../canvas/Canvas.tsx';
import { createDocumentStore } from '../document/document-store.ts';
import { createJudge } from '../document/judge.ts';
import { startJudgeWorker } from '../document/start-judge.ts';
import { startAutosave } from '../host/autosave.ts';
import { AnswersPanel } from '../panels/AnswersPanel.tsx';
import { Inspector } from '../panels/Inspector.tsx';
import { Outline } from '../panels/Outline.tsx';
import { Palette } from '../panels/Palette.tsx';
import { TopBar } from '../panels/TopBar.tsx';
import { createAnswers } from '../simulation/answers.ts';
import { startEngineWorker } from '../simulation/engine-worker.ts';
import { createPlayback } from '../simulation/playback.ts';
import { createSimulationClient } from '../simulation/simulation-client.ts';
import { type App, useApp, useWorkbench } from './app-context.ts';
import { Dialogs } from './Dialogs.tsx';
import { PlaybackEye } from './PlaybackEye.tsx';
import { DeskContext, type Desk, PictureContext, useDocument, useFreshPicture } from './use-desk.ts';
import { useLeaving, useUnloadGuard } from './use-leaving.ts';
import { useShortcuts } from './use-shortcuts.ts';
import './desk.css';

export default function DeskFrame() {
  const app = useApp();
  const [desk] = useState(() => createDesk(app));
  useOpening(app, desk);
  useUnloadGuard(desk);
  return (
    <DeskContext value={desk}>
      <DeskPanels />
    </DeskContext>
  );
}

function DeskPanels() {
  const picture = useFreshPicture();
  const text = useDocument((state) => state.text);
  const kept = useWorkbench((state) => state.keptText === text);
  return (
    <PictureContext value={picture}>
      <Shortcuts />
      <PlaybackEye />
      <div className="desk" data-kept={kept}>
        <TopBar />
        <aside className="left" aria-label="Outline and palette">
          <Palette />
          <Outline />
        </aside>
        <Canvas />
        <Inspector />
        <AnswersPanel />
      </div>
      <Dialogs />
    </PictureContext>
  );
}

function Shortcuts() {
  useShortcuts();
  useLeaving();
  return null;
}

function createDesk({ host, workbench }: App): Desk {
  const document = createDocumentStore(() => Date.now());
  // Questions and runs have an engine each, so that a long run never keeps the problems waiting.
  const asking = createSimulationClient(startEngineWorker);
  const answers = createAnswers(document.state, asking);
  const playback = createPlayback(
    createSimulationClient(startEngineWorker),
    {
      began: () => answers.state.setState({ runRefusal: null }),
      ended: (text, result) => answers.state.setState({ run: { text, result } }),
      refused: (runRefusal) => answers.state.setState({ runRefusal }),
    },
    () => performance.now(),
  );
  document.state.subscribe((now, before) => {
    if (now.session !== before.session) playback.end();
  });
  const autosave = startAutosave(document.state, host, (keptText) => workbench.setState({ keptText }));
  return { document, answers, playback, autosave, asking, judge: createJudge(startJudgeWorker) };
}

function useOpening(app: App, desk: Desk): void {
  const opening = useWorkbench((state) => state.opening);
  useEffect(() => {
    if (opening === null) return;
    if (opening.recoveryKey !== null) desk.autosave.adopt(opening.recoveryKey);
    app.workbench.setState({ selected: null, focusField: null, litWay: null, tab: 'problems' });
    desk.document.open(opening.text, opening.file, opening.name, opening.recoveryKey !== null);
  }, [app, desk, opening]);
}
