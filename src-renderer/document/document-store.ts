/**
 * The open document: its text, and what follows from the text. The text is the truth; the parsed scenario is derived
 * from it after every change, and every change is a patch of it that can be undone.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  applyEdits,
  type Edit,
  type ParsedScenario,
  parseScenario,
  type PathStep,
  type Problem,
  type Scenario,
} from '../../src-sim/index.ts';
import type { FileEntry } from '../../src-main/contract/host.ts';
import { proposalOf } from './field-edit.ts';
import { applyPatch, patchBetween } from './patch.ts';
import { emptyLog, isDirty, markSaved, record, redo, undo, type UndoLog } from './undo-log.ts';

export interface DocumentState {
  /** Changes with every document opened: what belongs to an older one is of no use any more. */
  readonly session: number;
  readonly text: string;
  readonly file: FileEntry | null;
  readonly name: string;
  /** The scenario of `text`; while that has errors, the last one that could be read. Null: never could. */
  readonly scenario: Scenario | null;
  /** Whether `scenario` is that of `text`. */
  readonly readable: boolean;
  readonly parseProblems: readonly Problem[];
  readonly log: UndoLog;
  readonly dirty: boolean;
}

export interface Change {
  readonly label: string;
  readonly edits: readonly Edit[];
  /** Changes with the same key shortly after each other are undone together. */
  readonly merge?: string;
}

export type ChangeOutcome = { readonly ok: true } | { readonly ok: false; readonly message: string };

export interface DocumentStore {
  readonly state: StoreApi<DocumentState>;
  /** `recovered` text counts as unsaved although nothing was done to it yet. */
  open(text: string, file: FileEntry | null, name: string, recovered?: boolean): void;
  change(change: Change): ChangeOutcome;
  /** Makes the change where nothing speaks against it; otherwise says what does. `path` is what is being edited. */
  changeChecked(change: Change, path: readonly PathStep[]): ChangeOutcome;
  replaceText(label: string, text: string): void;
  undo(): void;
  redo(): void;
  saved(file: FileEntry, text: string): void;
}

export function createDocumentStore(nowMs: () => number): DocumentStore {
  const state = createStore<DocumentState>(() => ({
    session: 0,
    text: '',
    file: null,
    name: '',
    scenario: null,
    readable: false,
    parseProblems: [],
    log: emptyLog,
    dirty: false,
  }));

  const take = (
    text: string,
    log: UndoLog,
    opened: Partial<DocumentState> = {},
    parsed = parseScenario(text),
  ): void => {
    const { scenario, problems } = parsed;
    state.setState((before) => ({
      ...opened,
      text,
      log,
      dirty: isDirty(log),
      scenario: scenario ?? (opened.session === undefined ? before.scenario : null),
      readable: scenario !== null,
      parseProblems: problems,
    }));
  };

  const replaceText = (label: string, text: string, merge?: string, parsed?: ParsedScenario): void => {
    const before = state.getState();
    const patch = patchBetween(before.text, text);
    if (patch === null) return;
    const command = { label, patch, atMs: nowMs(), ...(merge === undefined ? {} : { merge }) };
    take(applyPatch(before.text, patch), record(before.log, before.text, command), {}, parsed);
  };

  return {
    state,
    open(text, file, name, recovered = false) {
      const log = recovered ? { ...emptyLog, savedDepth: -1 } : emptyLog;
      take(text, log, { session: state.getState().session + 1, file, name });
    },
    change({ label, edits, merge }) {
      const outcome = applyEdits(state.getState().text, edits);
      if (!('text' in outcome)) return { ok: false, message: outcome.problem.message };
      replaceText(label, outcome.text, merge);
      return { ok: true };
    },
    changeChecked({ label, edits, merge }, path) {
      const before = state.getState();
      const { objection, text, parsed } = proposalOf(before.text, edits, path, before.parseProblems);
      if (objection !== null) return { ok: false, message: objection };
      if (text !== null && parsed !== null) replaceText(label, text, merge, parsed);
      return { ok: true };
    },
    replaceText: (label, text) => replaceText(label, text),
    undo() {
      const stepped = undo(state.getState().log, state.getState().text);
      if (stepped !== null) take(stepped.text, stepped.log);
    },
    redo() {
      const stepped = redo(state.getState().log, state.getState().text);
      if (stepped !== null) take(stepped.text, stepped.log);
    },
    saved(file, text) {
      state.setState((before) => {
        // Typing may have gone on while the file was written: then what was saved is not what is open.
        const log = before.text === text ? markSaved(before.log) : before.log;
        return { file, name: file.name, log, dirty: before.text !== text };
      });
    },
  };
}
