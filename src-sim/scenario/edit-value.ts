/**
 * Edits applied to the value of a document, without its text: what `applyEdits` must arrive at, and how older
 * documents are brought forward while they are read.
 */
import type { Edit, PathStep } from './edit.ts';
import { formatPath } from './edit.ts';
import { isRecordId } from './records/values.ts';
import { recordsOf, referencesIn } from './references.ts';

type Container = Record<PathStep, unknown>;

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

const get = (container: unknown, step: PathStep): unknown =>
  isContainer(container) && Object.hasOwn(container, step) ? container[step] : undefined;

/** Plain data only: what a document can hold. */
function cloned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cloned);
  if (!isContainer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cloned(inner)]));
}

/** Why an edit cannot be applied; the sentence goes to whoever asked for the edit. */
export class EditRefused extends Error {
  readonly code: string;
  readonly path: readonly PathStep[];

  constructor(code: string, message: string, path: readonly PathStep[]) {
    super(message);
    this.code = code;
    this.path = path;
  }
}

/** A list takes a new item at its end only; a record takes words, not numbers. */
function checkStep(container: Container, step: PathStep, path: readonly PathStep[]): void {
  if (Array.isArray(container)) {
    if (typeof step === 'number' && Number.isInteger(step) && step >= 0 && step <= container.length) return;
    const message = `There is no place ${JSON.stringify(step)} in this list of ${container.length}.`;
    throw new EditRefused('edit/bad-path', message, path);
  }
  if (typeof step === 'number') {
    throw new EditRefused(
      'edit/bad-path',
      `This is a record with keys, not a list with an item ${step}.`,
      path,
    );
  }
  if (step === '' || step === '__proto__') {
    throw new EditRefused('edit/bad-path', `${JSON.stringify(step)} cannot be a key.`, path);
  }
}

function set(root: Container, path: readonly PathStep[], value: unknown): void {
  let container = root;
  for (const [depth, step] of path.entries()) {
    checkStep(container, step, path.slice(0, depth));
    if (depth === path.length - 1) {
      container[step] = cloned(value);
      return;
    }
    const next = get(container, step);
    if (!isContainer(next)) container[step] = typeof path[depth + 1] === 'number' ? [] : {};
    container = container[step] as Container;
  }
}

function parentOf(root: Container, path: readonly PathStep[]): Container | null {
  let container: unknown = root;
  for (const step of path.slice(0, -1)) container = get(container, step);
  return isContainer(container) && Object.hasOwn(container, path.at(-1)!) ? container : null;
}

function remove(root: Container, path: readonly PathStep[]): void {
  const step = path.at(-1);
  const parent = step === undefined ? null : parentOf(root, path);
  if (parent === null) return;
  if (Array.isArray(parent)) parent.splice(Number(step), 1);
  else delete parent[step!];
}

/** Keeps the place of the key among the others. */
function renameKey(root: Container, path: readonly PathStep[], to: string): void {
  const parent = parentOf(root, path);
  if (parent === null) return;
  const entries = Object.entries(parent);
  for (const [key] of entries) delete parent[key];
  for (const [key, value] of entries) parent[key === path.at(-1) ? to : key] = value;
}

function rename(root: Container, path: readonly [string, string], to: string): void {
  const [, id] = path;
  if (parentOf(root, path) === null) {
    throw new EditRefused('edit/no-such-record', `There is no record ${formatPath(path)} to rename.`, path);
  }
  if (!isRecordId(to)) {
    const message = `${JSON.stringify(to)} cannot be an id: an id is 1 to 80 letters, digits, - or _ and begins with a letter or digit.`;
    throw new EditRefused('edit/bad-id', message, path);
  }
  if (to === id) return;
  for (const [collection, other] of recordsOf(root)) {
    if (other !== to) continue;
    throw new EditRefused(
      'edit/id-taken',
      `${to} is already the id of ${formatPath([collection, to])}.`,
      path,
    );
  }
  const references = [...referencesIn(root)].filter((reference) => reference.target === id);
  renameKey(root, path, to);
  for (const reference of references) {
    if (reference.inKey) renameKey(root, reference.path, to);
    else set(root, reference.path, to);
  }
}

/** The document with the edits applied one after the other; the value given is left as it was. Throws EditRefused. */
export function editedValue(document: unknown, edits: readonly Edit[]): unknown {
  const copy = cloned(document);
  if (!isContainer(copy)) throw new EditRefused('edit/bad-path', 'There is no document to edit.', []);
  for (const edit of edits) {
    if (edit.path.length === 0)
      throw new EditRefused('edit/bad-path', 'An edit names a place in the document.', []);
    if (edit.op === 'set') set(copy, edit.path, edit.value);
    else if (edit.op === 'remove') remove(copy, edit.path);
    else rename(copy, edit.path, edit.to);
  }
  return copy;
}
