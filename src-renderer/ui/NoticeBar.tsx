/** One sentence from the host or the program, until it is dismissed or replaced. */
import { X } from 'lucide-react';
import { useApp, useWorkbench } from './app-context.ts';

export function NoticeBar() {
  const { workbench } = useApp();
  const notice = useWorkbench((state) => state.notice);
  return (
    <div className="notices" aria-live="polite">
      {notice !== null && (
        <div className={`notice ${notice.tone}`} role={notice.tone === 'error' ? 'alert' : 'status'}>
          <span>{notice.text}</span>
          <button
            type="button"
            className="icon-button"
            aria-label="Dismiss"
            onClick={() => workbench.setState({ notice: null })}
          >
            <X size={15} aria-hidden />
          </button>
        </div>
      )}
    </div>
  );
}
