/** Keys that work wherever the cursor is. Keys of the canvas itself are with the canvas. */
import { useEffect } from 'react';
import { useApp } from './app-context.ts';
import { useActions } from './use-actions.ts';

export function useShortcuts(): void {
  const app = useApp();
  const actions = useActions();
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (document.querySelector('dialog[open]') !== null) return;
      if (command && key === 's') void actions.save();
      else if (command && key === 'o') app.workbench.setState({ dialog: 'open' });
      else if (command && key === 'enter') actions.run();
      // In a field these belong to the field.
      else if (command && !typing && key === 'z' && !event.shiftKey) actions.undo();
      else if (command && !typing && (key === 'y' || (key === 'z' && event.shiftKey))) actions.redo();
      else if (!command && !typing && event.key === '?') app.workbench.setState({ dialog: 'keys' });
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [app, actions]);
}
