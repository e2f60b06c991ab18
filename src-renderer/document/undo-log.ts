/**
 * What was done to a document and can be undone, as a value: every function returns a new log.
 *
 * Quick edits of the same thing become one step: a command with a `merge` key joins the one before it when that has the
 * same key and is recent. The saved mark is a step, not a flag, so undoing back to the saved text makes it clean again.
 */
import { applyPatch, inversePatch, type Patch, patchBetween } from './patch.ts';

export interface Command {
  /** What the user did, as the undo button says it: "Rename spoke-a". */
  readonly label: string;
  readonly patch: Patch;
  /** Commands with the same key shortly after each other are one step. */
  readonly merge?: string;
  readonly atMs: number;
}

export interface UndoLog {
  readonly done: readonly Command[];
  /** Most recently undone last. */
  readonly undone: readonly Command[];
  /** How many steps were done when the text was last saved; -1 when no number of steps leads there. */
  readonly savedDepth: number;
}

const mergeWithinMs = 1500;
const stepsMax = 1000;

export const emptyLog: UndoLog = { done: [], undone: [], savedDepth: 0 };

export function isDirty(log: UndoLog): boolean {
  return log.savedDepth !== log.done.length;
}

export function markSaved(log: UndoLog): UndoLog {
  return { ...log, savedDepth: log.done.length };
}

/** `before` is the text the command was applied to. */
export function record(log: UndoLog, before: string, command: Command): UndoLog {
  const last = log.done.at(-1);
  const atSavedMark = log.savedDepth === log.done.length;
  const merges =
    last?.merge !== undefined &&
    last.merge === command.merge &&
    command.atMs - last.atMs <= mergeWithinMs &&
    !atSavedMark &&
    log.undone.length === 0;
  // A saved text that was undone away cannot be reached again once something else is done.
  const savedDepth = log.savedDepth > log.done.length ? -1 : log.savedDepth;
  if (merges) {
    const original = applyPatch(before, inversePatch(last.patch));
    const patch = patchBetween(original, applyPatch(before, command.patch));
    const kept = log.done.slice(0, -1);
    return { done: patch === null ? kept : [...kept, { ...command, patch }], undone: [], savedDepth };
  }
  const done = [...log.done, command];
  if (done.length <= stepsMax) return { done, undone: [], savedDepth };
  return { done: done.slice(1), undone: [], savedDepth: savedDepth < 1 ? -1 : savedDepth - 1 };
}

export interface Stepped {
  readonly log: UndoLog;
  readonly text: string;
}

/** Null when there is nothing to undo. */
export function undo(log: UndoLog, text: string): Stepped | null {
  const last = log.done.at(-1);
  if (last === undefined) return null;
  return {
    log: { ...log, done: log.done.slice(0, -1), undone: [...log.undone, last] },
    text: applyPatch(text, inversePatch(last.patch)),
  };
}

export function redo(log: UndoLog, text: string): Stepped | null {
  const next = log.undone.at(-1);
  if (next === undefined) return null;
  return {
    log: { ...log, done: [...log.done, next], undone: log.undone.slice(0, -1) },
    text: applyPatch(text, next.patch),
  };
}
