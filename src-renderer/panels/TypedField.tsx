/** A field that is typed into: the parser judges every stroke, Enter makes the change, Escape brings back what was. */
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { formatPath, type PathStep } from '../../src-sim/index.ts';
import { fieldEdit, objectionTo } from '../document/field-edit.ts';
import type { RecordEntry } from '../document/records.ts';
import { useApp, useWorkbench } from '../ui/app-context.ts';
import { useAnswers, useDesk, useDocument } from '../ui/use-desk.ts';

interface TypedFieldProps {
  readonly entry: RecordEntry;
  readonly path: readonly PathStep[];
  readonly label: string;
  readonly type: 'text' | 'number' | 'port';
  readonly value: string;
  readonly example?: string | undefined;
}

export function TypedField({ entry, path, label, type, value, example }: TypedFieldProps) {
  const { document } = useDesk();
  const fieldPath = formatPath(path.slice(2));
  const fullPath = formatPath(path);
  const input = useFocusOnRequest(fieldPath);
  const messageId = useId();
  // What is being typed, and the value it started from: a change from elsewhere (undo) takes the field back.
  const [draft, setDraft] = useState<{ readonly of: string; readonly typed: string } | null>(null);
  const typed = draft !== null && draft.of === value ? draft.typed : null;
  const objection = useObjection(typed, path, type);
  const problem = useAnswers((state) =>
    state.problems.find((known) => known.path === fullPath && known.severity !== 'info'),
  );

  const commit = (): void => {
    if (typed === null || typed.trim() === value) return setDraft(null);
    const edit = fieldEdit(path, type, typed);
    if (objectionTo(document.state.getState().text, [edit], path) !== null) return;
    const outcome = document.change({ label: `${label} of ${entry.title}`, edits: [edit], merge: fullPath });
    if (outcome.ok) setDraft(null);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape') setDraft(null);
    else return;
    event.stopPropagation();
  };

  const sentence = objection ?? (typed === null ? (problem?.message ?? null) : null);
  const tone = objection !== null || problem?.severity === 'error' ? 'error' : 'warning';
  return (
    <div className="field">
      <label className="field-label" htmlFor={`${messageId}-input`}>
        {label}
      </label>
      <input
        id={`${messageId}-input`}
        ref={input}
        data-field={fieldPath}
        value={typed ?? value}
        placeholder={example}
        spellCheck={false}
        autoComplete="off"
        className={sentence === null ? '' : tone}
        aria-invalid={objection !== null}
        aria-describedby={sentence === null ? undefined : messageId}
        onChange={(event) => setDraft({ of: value, typed: event.target.value })}
        onKeyDown={pressed}
        onBlur={commit}
      />
      {sentence !== null && (
        <p id={messageId} className={`field-problem ${tone}`} role={objection === null ? undefined : 'alert'}>
          {sentence}
        </p>
      )}
    </div>
  );
}

/** Judged a moment after the stroke, so that typing never waits for the parser. */
function useObjection(
  typed: string | null,
  path: readonly PathStep[],
  type: 'text' | 'number' | 'port',
): string | null {
  const text = useDocument((state) => state.text);
  const settled = useDeferredValue(typed);
  const at = formatPath(path);
  return useMemo(
    () => (settled === null ? null : objectionTo(text, [fieldEdit(path, type, settled)], path)),
    // The path is a new list with every drawing; its text stands for it.
    [settled, text, at, type],
  );
}

/** The problems panel and the canvas ask for a field by its path, or with '' for the first one. */
function useFocusOnRequest(fieldPath: string): React.RefObject<HTMLInputElement | null> {
  const { workbench } = useApp();
  const wanted = useWorkbench((state) => state.focusField);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const named = fieldPath === '' ? 'id' : fieldPath;
    if (wanted === null || !(wanted === named || (wanted === '' && named === 'name'))) return;
    input.current?.focus();
    input.current?.select();
    workbench.setState({ focusField: null });
  }, [wanted, fieldPath, workbench]);
  return input;
}
