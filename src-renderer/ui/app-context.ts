/** What every part of the window works with, made once in main.tsx. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Host, HostDescription } from '../../src-main/contract/host.ts';
import type { Workbench, WorkbenchState } from './workbench.ts';

export interface App {
  readonly host: Host;
  readonly description: HostDescription;
  readonly workbench: Workbench;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('outside of the application');
  return app;
}

export function useWorkbench<T>(pick: (state: WorkbenchState) => T): T {
  return useStore(useApp().workbench, pick);
}
