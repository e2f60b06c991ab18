/** The right side: the fields of the selected record, and what is wrong with it. */
import { Trash2 } from 'lucide-react';
import { fieldsOf, nounOf } from '../document/field-table.ts';
import { recordOfPath } from '../document/record-path.ts';
import type { RecordEntry } from '../document/records.ts';
import { useWorkbench } from '../ui/app-context.ts';
import { useActions } from '../ui/use-actions.ts';
import { useAnswers, useDocument, usePicture } from '../ui/use-desk.ts';
import { IdField } from './IdField.tsx';
import { NounIcon } from './NounIcon.tsx';
import { ProblemItem } from './ProblemItem.tsx';
import { RecordField } from './RecordField.tsx';

export function Inspector() {
  const picture = usePicture();
  const selected = useWorkbench((state) => state.selected);
  const entry = selected === null ? undefined : picture?.records.get(selected);
  return (
    <aside className="right inspector" aria-label="Inspector">
      {entry === undefined ? <ScenarioSummary /> : <RecordForm key={entry.id} entry={entry} />}
    </aside>
  );
}

function RecordForm({ entry }: { readonly entry: RecordEntry }) {
  const actions = useActions();
  const readable = useDocument((state) => state.readable);
  return (
    <>
      <header className="inspector-head">
        <NounIcon kind={entry.kind} />
        <div className="grow">
          <h2>{entry.title}</h2>
          <p className="quiet">{nounOf(entry.kind)}</p>
        </div>
        <button
          type="button"
          className="icon-button"
          aria-label={`Delete ${entry.title}`}
          title="Delete (Del)"
          onClick={actions.remove}
        >
          <Trash2 size={16} aria-hidden />
        </button>
      </header>
      <OwnProblems id={entry.id} />
      <fieldset className="fields" disabled={!readable}>
        <IdField entry={entry} />
        <RecordField
          entry={entry}
          field={{ type: 'text', field: 'name', label: 'Name', example: entry.id }}
        />
        {fieldsOf(entry.kind).map((field) => (
          <RecordField key={field.field} entry={entry} field={field} />
        ))}
        <RecordField entry={entry} field={{ type: 'text', field: 'note', label: 'Note' }} />
      </fieldset>
    </>
  );
}

function OwnProblems({ id }: { readonly id: string }) {
  const problems = useAnswers((state) => state.problems);
  const own = problems.filter((problem) => recordOfPath(problem.path) === id);
  if (own.length === 0) return null;
  return (
    <ul className="own-problems" aria-label="Problems of this object">
      {own.map((problem) => (
        <ProblemItem key={`${problem.code} ${problem.path} ${problem.message}`} problem={problem} compact />
      ))}
    </ul>
  );
}

function ScenarioSummary() {
  const scenario = useDocument((state) => state.scenario);
  const picture = usePicture();
  const counts = ['sites', 'networks', 'subnets', 'gateways', 'devices', 'workloads', 'traffic'] as const;
  return (
    <>
      <header className="inspector-head">
        <div className="grow">
          <h2>{scenario?.name ?? 'Scenario'}</h2>
          <p className="quiet">Nothing is selected</p>
        </div>
      </header>
      {scenario?.description !== undefined && <p className="description">{scenario.description}</p>}
      {picture !== null && scenario !== null && (
        <dl className="counts">
          {counts.map((collection) => (
            <div key={collection}>
              <dt>{collection}</dt>
              <dd>{Object.keys(scenario[collection] ?? {}).length}</dd>
            </div>
          ))}
        </dl>
      )}
      {Object.keys(scenario?.workloads ?? {}).length === 0 && (
        <p className="next-step">
          Add a subnet and some machines from the left, draw lines between machines that talk (<kbd>L</kbd>),
          then press Run.
        </p>
      )}
      <p className="quiet hint">
        Choose an object on the canvas or in the outline to see and change it. Press <kbd>?</kbd> for the
        keys.
      </p>
    </>
  );
}
