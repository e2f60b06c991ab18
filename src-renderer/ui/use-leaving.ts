/**
 * The window is about to go. Unsaved work is handed to the host, and whoever closes it is asked what to do: by the
 * browser, or by Electron's side, whose answer arrives here.
 */
import { useEffect, useRef } from 'react';
import type { LeaveChoice } from '../../src-main/contract/channels.ts';
import { onLeaveRequest } from '../host/leave-requests.ts';
import { guardUnsaved } from './opening.ts';
import { useActions } from './use-actions.ts';
import { type Desk, useDesk } from './use-desk.ts';

/** Set once the user has decided about what is unsaved: nothing holds the window or keeps copies any more. */
let decided = false;

export function useUnloadGuard(desk: Desk): void {
  useEffect(() => {
    guardUnsaved(() => desk.document.state.getState().dirty);
    const leaving = (event: BeforeUnloadEvent): void => {
      if (decided || !desk.document.state.getState().dirty) return;
      void desk.autosave.flush();
      event.preventDefault();
    };
    const hidden = (): void => {
      if (!decided && document.visibilityState === 'hidden') void desk.autosave.flush();
    };
    window.addEventListener('beforeunload', leaving);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      window.removeEventListener('beforeunload', leaving);
      document.removeEventListener('visibilitychange', hidden);
    };
  }, [desk]);
}

/** After saving or discarding the window closes itself; a save that fails, or asks for a name, leaves it open. */
export function useLeaving(): void {
  const { autosave } = useDesk();
  const actions = useActions();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  }, [actions]);
  useEffect(() => {
    const leave = async (choice: LeaveChoice): Promise<void> => {
      if (choice === 'save' && !(await latest.current.save())) return;
      decided = true;
      if (choice === 'discard') await autosave.discard();
      window.close();
    };
    onLeaveRequest((choice) => void leave(choice));
  }, [autosave]);
}
