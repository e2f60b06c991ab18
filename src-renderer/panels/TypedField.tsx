/** A field that is typed into: the parser judges every stroke, Enter makes the change, Escape brings back what was. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { formatPath, type PathStep } from '../../src-sim/index.ts';
import { fieldEdit } from '../document/field-edit.ts';
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
    const edits = [fieldEdit(path, type, typed)];
    const change = { label: `${label} of ${entry.title}`, edits, merge: fullPath };
    if (document.changeChecked(change, path).ok) setDraft(null);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape') setDraft(null);
    else return;
    event.stopPropagation();
  };

  const chosen = useAnswers((state) => state.planned[fullPath]);
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
        aria-describedby={
          [sentence === null ? '' : messageId, chosen === undefined ? '' : `${messageId}-chosen`]
            .join(' ')
            .trim() || undefined
        }
        onChange={(event) => setDraft({ of: value, typed: event.target.value })}
        onKeyDown={pressed}
        onBlur={commit}
      />
      {chosen !== undefined && typed === null && (
        <p className="field-chosen" id={`${messageId}-chosen`}>
          is <b>{chosen}</b> by address management
        </p>
      )}
      {sentence !== null && (
        <p id={messageId} className={`field-problem ${tone}`} role={objection === null ? undefined : 'alert'}>
          {sentence}
        </p>
      )}
    </div>
  );
}

/** What speaks against what has been typed so far. */
function useObjection(
  typed: string | null,
  path: readonly PathStep[],
  type: 'text' | 'number' | 'port',
): string | null {
  const { judge, document } = useDesk();
  const text = useDocument((state) => state.text);
  const [judged, setJudged] = useState<{ readonly typed: string; readonly objection: string | null } | null>(
    null,
  );
  const at = formatPath(path);
  useEffect(() => {
    if (typed === null) return undefined;
    let current = true;
    const { parseProblems } = document.state.getState();
    void judge(text, [fieldEdit(path, type, typed)], path, parseProblems).then((objection) => {
      if (current) setJudged({ typed, objection });
    });
    return () => {
      current = false;
    };
    // The path is a new list with every drawing; its text stands for it.
  }, [typed, text, at, type, judge, document]);
  // While the next stroke is being judged, what was said of the one before stays.
  return typed === null ? null : (judged?.objection ?? null);
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
