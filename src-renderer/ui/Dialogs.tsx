/** The window's dialogs, one at a time, on the browser's own dialog element: it keeps the focus inside and closes on Escape. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useApp, useWorkbench } from './app-context.ts';
import { FileLists } from './FileLists.tsx';
import { chooseAndOpen, openNew } from './opening.ts';
import { useActions } from './use-actions.ts';
import { useDesk, useDocument } from './use-desk.ts';
import type { WorkbenchState } from './workbench.ts';

export function Dialogs() {
  const dialog = useWorkbench((state) => state.dialog);
  if (dialog === null) return null;
  if (dialog === 'keys') return <KeysDialog />;
  if (dialog === 'open') return <OpenDialog />;
  return dialog === 'save-as' ? <SaveAsDialog /> : <LeaveDialog />;
}

interface FrameProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Frame({ title, children }: FrameProps) {
  const { workbench } = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      onClose={() => workbench.setState({ dialog: null, nextOpening: null })}
    >
      <h2>{title}</h2>
      {children}
    </dialog>
  );
}

function OpenDialog() {
  const app = useApp();
  const close = () => app.workbench.setState({ dialog: null });
  return (
    <Frame title="Open">
      <FileLists />
      <div className="dialog-buttons">
        <button type="button" onClick={() => openNew(app)}>
          New network
        </button>
        {app.description.nativeDialogs && (
          <button type="button" onClick={() => void chooseAndOpen(app)}>
            Other file…
          </button>
        )}
        <button type="button" onClick={close}>
          Cancel
        </button>
      </div>
    </Frame>
  );
}

function SaveAsDialog() {
  const { workbench } = useApp();
  const actions = useActions();
  const current = useDocument((state) => state.name);
  const [name, setName] = useState(/\.(?:ya?ml|json)$/.test(current) ? current : `${current}.yaml`);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [taken, setTaken] = useState(false);
  const save = async (replace: boolean): Promise<void> => {
    const outcome = await actions.saveAs(name.trim(), replace);
    if (outcome === 'saved') return workbench.setState(withNext);
    setTaken(outcome === 'name-taken');
    setTrouble(outcome === 'name-taken' ? `There is already a file ${name.trim()}.` : outcome.refusal);
  };
  return (
    <Frame title="Save in your workspace">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save(false);
        }}
      >
        <label className="field">
          <span className="field-label">File name</span>
          <input
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              setTaken(false);
              setTrouble(null);
            }}
            spellCheck={false}
          />
        </label>
        {trouble !== null && (
          <p className="field-problem error" role="alert">
            {trouble}
          </p>
        )}
        <div className="dialog-buttons">
          {taken && (
            <button type="button" onClick={() => void save(true)}>
              Replace it
            </button>
          )}
          <button type="submit" className="primary">
            Save
          </button>
          <button type="button" onClick={() => workbench.setState({ dialog: null, nextOpening: null })}>
            Cancel
          </button>
        </div>
      </form>
    </Frame>
  );
}

/** What was safe to close gives way to what was waiting, if anything was. */
const withNext = ({ nextOpening, opening }: WorkbenchState): Partial<WorkbenchState> => ({
  opening: nextOpening ?? opening,
  nextOpening: null,
  dialog: null,
});

/** Another document is about to take the place of one with unsaved changes. */
function LeaveDialog() {
  const { workbench } = useApp();
  const { autosave } = useDesk();
  const actions = useActions();
  const name = useDocument((state) => state.name);
  const goOn = (): void => workbench.setState(withNext);
  return (
    <Frame title={`${name} has unsaved changes`}>
      <p>Opening another document closes this one.</p>
      <div className="dialog-buttons">
        <button
          type="button"
          className="primary"
          onClick={() => void actions.save().then((saved) => saved && goOn())}
        >
          Save
        </button>
        <button type="button" onClick={() => void autosave.discard().then(goOn)}>
          Discard changes
        </button>
        <button type="button" onClick={() => workbench.setState({ dialog: null, nextOpening: null })}>
          Keep editing
        </button>
      </div>
    </Frame>
  );
}

const keys: readonly (readonly [string, string])[] = [
  ['Arrow keys', 'on the canvas: go to the next object in that direction'],
  ['Shift+Arrow up', 'on the canvas: go to the box around the object'],
  ['Enter', 'on the canvas: edit the selected object; in a field: make the change'],
  ['Esc', 'give up a line, a selection or what was typed'],
  ['Delete', 'delete the selected object and what stands in it'],
  ['L', 'on the canvas: draw a line from the selected object'],
  ['F', 'on the canvas: fit everything'],
  ['+ and -', 'on the canvas: zoom'],
  ['Ctrl+Z, Ctrl+Y', 'undo, redo'],
  ['Ctrl+S, Ctrl+O', 'save, open'],
  ['Ctrl+Enter', 'run'],
  ['?', 'this list'],
];

function KeysDialog() {
  const { workbench } = useApp();
  return (
    <Frame title="Keys">
      <dl className="keys">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-buttons">
        <button type="button" onClick={() => workbench.setState({ dialog: null })}>
          Close
        </button>
      </div>
    </Frame>
  );
}
