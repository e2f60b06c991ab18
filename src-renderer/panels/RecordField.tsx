/** One field of a record, drawn by its type. Every change is one undoable edit of the document's text. */
import { Plus, X } from 'lucide-react';
import { type Edit, formatPath, type PathStep } from '../../src-sim/index.ts';
import type { Field } from '../document/field-table.ts';
import { candidatesFor } from '../document/reference-candidates.ts';
import { readPath } from '../document/record-path.ts';
import type { RecordEntry } from '../document/records.ts';
import { useApp } from '../ui/app-context.ts';
import { useDesk, usePicture } from '../ui/use-desk.ts';
import { TypedField } from './TypedField.tsx';

export interface FieldProps {
  readonly entry: RecordEntry;
  readonly field: Field;
  /** Where the field's own path begins; the record itself unless it stands in a row. */
  readonly within?: readonly PathStep[];
}

export function RecordField({ entry, field, within = [entry.collection, entry.id] }: FieldProps) {
  const path = [...within, ...readPath(field.field)];
  const value = valueAt(entry.fields, path.slice(2));
  if (isStructured(value, field)) return <WrittenField label={field.label} value={value} />;
  switch (field.type) {
    case 'text':
    case 'number':
    case 'port':
      return (
        <TypedField
          entry={entry}
          path={path}
          label={field.label}
          type={field.type}
          value={shown(value)}
          example={'example' in field ? field.example : undefined}
        />
      );
    case 'flag':
      return <FlagField entry={entry} path={path} label={field.label} on={value === true} />;
    case 'choice':
      return (
        <ChoiceField
          entry={entry}
          path={path}
          label={field.label}
          options={field.options}
          value={shown(value)}
          required={field.required}
        />
      );
    case 'reference':
      return <ReferenceField entry={entry} path={path} field={field} value={shown(value)} />;
    case 'references':
      return <ReferencesField entry={entry} path={path} field={field} chosen={strings(value)} />;
    case 'list':
      return <ListField entry={entry} path={path} field={field} items={strings(value)} />;
    case 'rows':
      return (
        <RowsField entry={entry} path={path} field={field} count={Array.isArray(value) ? value.length : 0} />
      );
  }
}

/** A value with parts of its own where one word is typed or chosen: shown as it is, and changed in the file. */
function isStructured(value: unknown, { type }: Field): boolean {
  const takesParts = type === 'list' || type === 'references' || type === 'rows';
  return typeof value === 'object' && value !== null && !takesParts;
}

function WrittenField({ label, value }: { readonly label: string; readonly value: unknown }) {
  const written = JSON.stringify(value).replaceAll('"', '').replaceAll(',', ', ').replaceAll(':', ': ');
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <p className="written" title="Written in the file with parts of its own; change it there.">
        {written}
      </p>
    </div>
  );
}

/** Makes a change through the parser; what it objects to is said and not made. */
function useFieldChange(
  entry: RecordEntry,
): (label: string, edits: readonly Edit[], path: readonly PathStep[]) => void {
  const { document } = useDesk();
  const { workbench } = useApp();
  return (label, edits, path) => {
    const outcome = document.changeChecked({ label: `${label} of ${entry.title}`, edits }, path);
    workbench.setState({ notice: outcome.ok ? null : { tone: 'error', text: outcome.message } });
  };
}

interface Base {
  readonly entry: RecordEntry;
  readonly path: readonly PathStep[];
}

function FlagField({ entry, path, label, on }: Base & { readonly label: string; readonly on: boolean }) {
  const change = useFieldChange(entry);
  const flip = (): void =>
    change(label, [on ? { op: 'remove', path } : { op: 'set', path, value: true }], path);
  return (
    <label className="field flag">
      <input type="checkbox" checked={on} onChange={flip} /> {label}
    </label>
  );
}

interface ChoiceProps extends Base {
  readonly label: string;
  readonly options: readonly string[];
  readonly value: string;
  readonly required?: boolean | undefined;
  readonly titles?: ReadonlyMap<string, string>;
}

function ChoiceField({ entry, path, label, options, value, required = false, titles }: ChoiceProps) {
  const change = useFieldChange(entry);
  const edit = (chosen: string): Edit =>
    chosen === '' ? { op: 'remove', path } : { op: 'set', path, value: chosen };
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <select
        value={value}
        data-field={fieldKey(path)}
        onChange={(event) => change(label, [edit(event.target.value)], path)}
      >
        {(!required || value === '') && <option value="">—</option>}
        {value !== '' && !options.includes(value) && <option value={value}>{value} (not there)</option>}
        {options.map((option) => (
          <option key={option} value={option}>
            {titles?.get(option) ?? option}
          </option>
        ))}
      </select>
    </label>
  );
}

function useCandidates(
  entry: RecordEntry,
  field: Extract<Field, { type: 'reference' | 'references' }>,
): RecordEntry[] {
  const picture = usePicture();
  return picture === null ? [] : candidatesFor(entry, field, picture.records);
}

function ReferenceField({
  entry,
  path,
  field,
  value,
}: Base & { readonly field: Extract<Field, { type: 'reference' }>; readonly value: string }) {
  const candidates = useCandidates(entry, field);
  const titles = new Map(candidates.map(({ id, title }) => [id, title === id ? id : `${title} (${id})`]));
  return (
    <ChoiceField
      entry={entry}
      path={path}
      label={field.label}
      value={value}
      options={candidates.map(({ id }) => id)}
      titles={titles}
      required={field.required}
    />
  );
}

function ReferencesField({
  entry,
  path,
  field,
  chosen,
}: Base & { readonly field: Extract<Field, { type: 'references' }>; readonly chosen: readonly string[] }) {
  const change = useFieldChange(entry);
  const candidates = useCandidates(entry, field);
  const toggle = (id: string): void => {
    const index = chosen.indexOf(id);
    const edit: Edit =
      index >= 0
        ? { op: 'remove', path: chosen.length === 1 ? path : [...path, index] }
        : { op: 'set', path: [...path, chosen.length], value: id };
    change(field.label, [edit], path);
  };
  return (
    <fieldset className="field references">
      <legend className="field-label">{field.label}</legend>
      {candidates.length === 0 && <span className="quiet">none in this document</span>}
      {candidates.map(({ id, title }) => (
        <label key={id}>
          <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} /> {title}
        </label>
      ))}
    </fieldset>
  );
}

function ListField({
  entry,
  path,
  field,
  items,
}: Base & { readonly field: Extract<Field, { type: 'list' }>; readonly items: readonly string[] }) {
  const change = useFieldChange(entry);
  const add: Edit = { op: 'set', path: [...path, items.length], value: field.fresh };
  return (
    <div className="field-list">
      {items.map((item, index) => (
        <div className="with-button" key={[...path, index].join('.')}>
          <TypedField
            entry={entry}
            path={[...path, index]}
            label={items.length === 1 ? field.item : `${field.item} ${index + 1}`}
            type="text"
            value={item}
          />
          {items.length > 1 && (
            <button
              type="button"
              className="icon-button"
              aria-label={`Remove ${field.item} ${index + 1}`}
              onClick={() =>
                change(`Remove a ${field.item}`, [{ op: 'remove', path: [...path, index] }], path)
              }
            >
              <X size={14} aria-hidden />
            </button>
          )}
        </div>
      ))}
      <button type="button" className="small" onClick={() => change(`Add a ${field.item}`, [add], path)}>
        <Plus size={13} aria-hidden /> {field.item}
      </button>
    </div>
  );
}

function RowsField({
  entry,
  path,
  field,
  count,
}: Base & { readonly field: Extract<Field, { type: 'rows' }>; readonly count: number }) {
  const change = useFieldChange(entry);
  return (
    <fieldset className="rows">
      <legend>{field.label}</legend>
      {Array.from({ length: count }, (_, index) => (
        <div
          className="row"
          role="group"
          aria-label={`${field.row} ${index + 1}`}
          key={[...path, index].join('.')}
        >
          {field.columns.map((column) => (
            <RecordField key={column.field} entry={entry} field={column} within={[...path, index]} />
          ))}
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove ${field.row} ${index + 1}`}
            onClick={() => change(`Remove a ${field.row}`, [{ op: 'remove', path: [...path, index] }], path)}
          >
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="small"
        onClick={() =>
          change(`Add a ${field.row}`, [{ op: 'set', path: [...path, count], value: field.fresh }], path)
        }
      >
        <Plus size={13} aria-hidden /> {field.row}
      </button>
    </fieldset>
  );
}

function valueAt(fields: unknown, path: readonly PathStep[]): unknown {
  let value = fields;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<PathStep, unknown>>)[step];
  }
  return value;
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(shown) : [];
}

const fieldKey = (path: readonly PathStep[]): string => formatPath(path.slice(2));
