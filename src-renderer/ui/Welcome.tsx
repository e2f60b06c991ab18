/** First page: unsaved work to recover, the user's files, the examples, and a new document. */
import { useEffect, useState } from 'react';
import { FilePlus2, FolderOpen, History } from 'lucide-react';
import type { Recovery } from '../../src-main/contract/host.ts';
import { sentenceOf } from '../host/host-refusal.ts';
import { workOnScreen } from '../host/work-locks.ts';
import { useApp } from './app-context.ts';
import { FileLists } from './FileLists.tsx';
import { chooseAndOpen, openNew, openRecovery } from './opening.ts';
import { ThemeSwitch } from './ThemeSwitch.tsx';

export function Welcome() {
  const app = useApp();
  return (
    <main className="welcome">
      <header>
        <img src={new URL('./netwright.svg', import.meta.url).href} alt="" width="44" height="44" />
        <div>
          <h1>Netwright</h1>
          <p>Draw a network, check it, follow its packets, and load it, before anything is deployed.</p>
        </div>
        <ThemeSwitch />
      </header>
      <Recoveries />
      <div className="welcome-actions">
        <button type="button" className="primary" onClick={() => openNew(app)}>
          <FilePlus2 size={16} aria-hidden /> New network
        </button>
        {app.description.nativeDialogs && (
          <button type="button" onClick={() => void chooseAndOpen(app)}>
            <FolderOpen size={16} aria-hidden /> Open file…
          </button>
        )}
      </div>
      <FileLists />
      <footer>Version {app.description.version}. Works offline; nothing leaves this machine.</footer>
    </main>
  );
}

function Recoveries() {
  const app = useApp();
  const [recoveries, setRecoveries] = useState<readonly Recovery[]>([]);
  useEffect(() => {
    const offered = async (): Promise<readonly Recovery[]> => {
      const [left, onScreen] = await Promise.all([app.host.recoveries(), workOnScreen()]);
      return left.filter(({ key }) => !onScreen.has(key));
    };
    offered().then(setRecoveries, (error: unknown) => {
      app.workbench.setState({ notice: { tone: 'error', text: sentenceOf(error) } });
    });
  }, [app]);
  const drop = async (key: string): Promise<void> => {
    await app.host.dropRecovery(key);
    setRecoveries((known) => known.filter((recovery) => recovery.key !== key));
  };
  if (recoveries.length === 0) return null;
  return (
    <section className="recoveries" aria-label="Unsaved work">
      <h2>
        <History size={16} aria-hidden /> Unsaved work
      </h2>
      <ul>
        {recoveries.map((recovery) => (
          <li key={recovery.key}>
            <span className="grow">
              <b>{recovery.name}</b>{' '}
              <span className="quiet">kept {new Date(recovery.savedMs).toLocaleString()}</span>
            </span>
            <button type="button" className="primary" onClick={() => void openRecovery(app, recovery)}>
              Recover
            </button>
            <button
              type="button"
              onClick={() =>
                void drop(recovery.key).catch((error: unknown) =>
                  app.workbench.setState({ notice: { tone: 'error', text: sentenceOf(error) } }),
                )
              }
            >
              Discard
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
