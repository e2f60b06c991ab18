/** The window: the welcome page, or the workbench once a document is open. The workbench is loaded when it is needed first. */
import { lazy, Suspense } from 'react';
import { useWorkbench } from './app-context.ts';
import { NoticeBar } from './NoticeBar.tsx';
import { useThemeOnPage } from './theme.ts';
import { Welcome } from './Welcome.tsx';

const Workbench = lazy(() => import('./DeskFrame.tsx'));

export function Window() {
  useThemeOnPage();
  const opened = useWorkbench((state) => state.opening !== null);
  return (
    <>
      {opened ? (
        <Suspense
          fallback={
            <p className="waiting" role="status">
              Opening…
            </p>
          }
        >
          <Workbench />
        </Suspense>
      ) : (
        <Welcome />
      )}
      <NoticeBar />
    </>
  );
}
