import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, patchBetween } from '../../src-renderer/document/patch.ts';
import {
  emptyLog,
  isDirty,
  markSaved,
  record,
  redo,
  undo,
  type UndoLog,
} from '../../src-renderer/document/undo-log.ts';

interface State {
  readonly log: UndoLog;
  readonly text: string;
}

function typed(state: State, to: string, atMs: number, merge?: string): State {
  const patch = patchBetween(state.text, to);
  if (patch === null) return state;
  const command = { label: `to ${to}`, patch, atMs, ...(merge === undefined ? {} : { merge }) };
  return { log: record(state.log, state.text, command), text: applyPatch(state.text, patch) };
}

const start = (text: string): State => ({ log: emptyLog, text });

describe('the undo log', () => {
  it('makes one step of quick edits of the same field', () => {
    const state = typed(typed(start('a'), 'ab', 0, 'name'), 'abc', 500, 'name');
    expect(state.log.done).toHaveLength(1);
    expect(undo(state.log, state.text)?.text).toBe('a');
  });

  it('keeps edits of different fields apart, and edits that lie further apart', () => {
    const fields = typed(typed(start('a'), 'ab', 0, 'name'), 'abc', 500, 'note');
    expect(fields.log.done).toHaveLength(2);
    const slow = typed(typed(start('a'), 'ab', 0, 'name'), 'abc', 5000, 'name');
    expect(slow.log.done).toHaveLength(2);
  });

  it('drops a step that merging has made pointless', () => {
    const state = typed(typed(start('a'), 'ab', 0, 'name'), 'a', 500, 'name');
    expect(state.log.done).toHaveLength(0);
  });

  it('is clean again when undone to the saved text, and dirty beyond it', () => {
    const changed = typed(start('a'), 'ab', 0);
    const saved = { ...changed, log: markSaved(changed.log) };
    expect(isDirty(saved.log)).toBe(false);
    const undone = undo(saved.log, saved.text)!;
    expect(isDirty(undone.log)).toBe(true);
    expect(isDirty(redo(undone.log, undone.text)!.log)).toBe(false);
  });

  it('never calls a text saved that cannot be reached any more', () => {
    const saved = typed(start('a'), 'ab', 0);
    const undone = undo(markSaved(saved.log), saved.text)!;
    // Another change at the same depth: one step done, as when it was saved, but of another text.
    const other = typed({ log: undone.log, text: undone.text }, 'ax', 9000);
    expect(other.log.done).toHaveLength(1);
    expect(isDirty(other.log)).toBe(true);
  });

  it('does not merge an edit into one that was saved', () => {
    const first = typed(start('a'), 'ab', 0, 'name');
    const second = typed({ ...first, log: markSaved(first.log) }, 'abc', 100, 'name');
    expect(second.log.done).toHaveLength(2);
    expect(undo(second.log, second.text)?.text).toBe('ab');
  });

  it('forgets the oldest of more than a thousand steps and stays right', () => {
    let state = start('');
    for (let step = 1; step <= 1005; step++) state = typed(state, String(step), step * 10_000);
    expect(state.log.done).toHaveLength(1000);
    for (let step = 0; step < 1000; step++) {
      const stepped = undo(state.log, state.text)!;
      state = { log: stepped.log, text: stepped.text };
    }
    // 1005 steps less the 1000 that are kept: the text after step 5.
    expect(state.text).toBe('5');
    expect(undo(state.log, state.text)).toBe(null);
  });

  it('gives back every text on the way down and up again', () => {
    const edits = fc.array(fc.tuple(fc.string({ maxLength: 8 }), fc.constantFrom('x', 'y'), fc.nat(3000)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(edits, (list) => {
        let state = start('');
        let now = 0;
        for (const [text, merge, later] of list) state = typed(state, text, (now += later), merge);
        const end = state.text;
        const steps = state.log.done.length;
        for (let step = 0; step < steps; step++) state = undo(state.log, state.text)!;
        expect(state.text).toBe('');
        for (let step = 0; step < steps; step++) state = redo(state.log, state.text)!;
        expect(state.text).toBe(end);
      }),
      { seed: 12, numRuns: 300 },
    );
  });
});
