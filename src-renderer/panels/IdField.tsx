/** The id, which the command line and every reference use. Changing it renames all of them with it. */
import { type KeyboardEvent, useId, useState } from 'react';
import type { RecordEntry } from '../document/records.ts';
import { renameEdits } from '../document/rename-record.ts';
import { useApp } from '../ui/app-context.ts';
import { useDesk, usePicture } from '../ui/use-desk.ts';

export function IdField({ entry }: { readonly entry: RecordEntry }) {
  const { document } = useDesk();
  const { workbench } = useApp();
  const picture = usePicture();
  const inputId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [objection, setObjection] = useState<string | null>(null);

  const commit = (): void => {
    const to = typed?.trim() ?? entry.id;
    const { scenario } = document.state.getState();
    if (to === entry.id || scenario === null) {
      setTyped(null);
      setObjection(null);
      return;
    }
    const taken = picture?.records.has(to) === true ? `There is already something called ${to}.` : null;
    if (taken !== null) return setObjection(taken);
    const change = { label: `Rename ${entry.id} to ${to}`, edits: renameEdits(entry, to, scenario) };
    const outcome = document.changeChecked(change, [entry.collection, to]);
    setObjection(outcome.ok ? null : outcome.message);
    if (outcome.ok) workbench.setState({ selected: to });
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape') {
      setTyped(null);
      setObjection(null);
    }
  };

  return (
    <div className="field">
      <label className="field-label" htmlFor={inputId}>
        Id
      </label>
      <input
        id={inputId}
        data-field="id"
        value={typed ?? entry.id}
        spellCheck={false}
        autoComplete="off"
        className={objection === null ? '' : 'error'}
        aria-invalid={objection !== null}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={pressed}
        onBlur={commit}
      />
      {objection !== null && (
        <p className="field-problem error" role="alert">
          {objection}
        </p>
      )}
    </div>
  );
}
