/** Starts the window: finds the host, then shows the welcome page or the file the host was started with. */
import { createRoot } from 'react-dom/client';
import { connectHost } from './host/connect-host.ts';
import { sentenceOf } from './host/host-refusal.ts';
import { AppContext, type App } from './ui/app-context.ts';
import { openFile } from './ui/opening.ts';
import { createWorkbench } from './ui/workbench.ts';
import { Window } from './ui/Window.tsx';

const root = createRoot(document.getElementById('window')!);

try {
  const host = connectHost();
  const description = await host.describe();
  const app: App = { host, description, workbench: createWorkbench() };
  root.render(
    <AppContext value={app}>
      <Window />
    </AppContext>,
  );
  if (description.openAtStart !== null) await openFile(app, description.openAtStart);
} catch (error) {
  root.render(
    <main className="failure" role="alert">
      <h1>Netwright could not start</h1>
      <p>{sentenceOf(error)}</p>
    </main>,
  );
}
