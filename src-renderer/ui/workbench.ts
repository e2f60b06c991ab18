/** What the window shows just now: selection, tabs, theme, tool, notices. Nothing here is part of the document. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FileEntry } from '../../src-main/contract/host.ts';
import { idle, type LinkTool } from '../canvas/tools/drawing-link.ts';

export type BottomTab = 'problems' | 'results' | 'simulate' | 'packets' | 'paths';
export type LinkMeasure = 'load' | 'queue' | 'drops';
export type ThemeChoice = 'system' | 'light' | 'dark';
export type DialogName = 'keys' | 'open' | 'save-as' | 'leave';

/** A document on its way into the window. */
export interface Opening {
  readonly text: string;
  readonly file: FileEntry | null;
  readonly name: string;
  /** Where the text is recovered work: the key its copy is kept under. */
  readonly recoveryKey: string | null;
}

export interface Notice {
  readonly tone: 'info' | 'error';
  readonly text: string;
}

export interface WorkbenchState {
  /** Null on the welcome page. */
  readonly opening: Opening | null;
  /** Waits for an answer about the unsaved document it would replace. */
  readonly nextOpening: Opening | null;
  readonly selected: string | null;
  /** Field of the selected record to put the cursor into: `cidrs[0]`. Consumed by the inspector. */
  readonly focusField: string | null;
  readonly tab: BottomTab;
  readonly theme: ThemeChoice;
  readonly link: LinkTool;
  readonly notice: Notice | null;
  readonly dialog: DialogName | null;
  /** Which direction of the trace is lit on the canvas. */
  readonly litWay: 'forward' | 'reverse' | null;
  readonly showLoad: boolean;
  /** What colours the links of a run. */
  readonly measure: LinkMeasure;
  /** The text of which the host holds a recovery copy. */
  readonly keptText: string | null;
}

export type Workbench = StoreApi<WorkbenchState>;

const themeKey = 'netwright-theme';

export function createWorkbench(): Workbench {
  const stored = localStorage.getItem(themeKey);
  const theme = stored === 'light' || stored === 'dark' ? stored : 'system';
  const workbench = createStore<WorkbenchState>(() => ({
    opening: null,
    nextOpening: null,
    selected: null,
    focusField: null,
    tab: 'problems',
    theme,
    link: idle,
    notice: null,
    dialog: null,
    litWay: null,
    showLoad: true,
    measure: 'load',
    keptText: null,
  }));
  workbench.subscribe((now, before) => {
    if (now.theme === before.theme) return;
    if (now.theme === 'system') localStorage.removeItem(themeKey);
    else localStorage.setItem(themeKey, now.theme);
  });
  return workbench;
}
