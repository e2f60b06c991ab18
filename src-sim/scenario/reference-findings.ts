/**
 * Names that lead nowhere, to the wrong kind of record, or in a circle; and ids given twice. Works on any value read
 * from a file, so that one broken field does not hide what else is wrong.
 */
import { quoted } from '../quantity/quoted.ts';
import type { PathStep } from './edit.ts';
import { formatPath } from './edit.ts';
import type { Cure, Finding } from './problem.ts';
import { collectionNoun, targetNouns } from './record-kind-names.ts';
import type { ReferenceTarget } from './reference-table.ts';
import { recordsOf, referencesIn } from './references.ts';
import type { Reference } from './references.ts';
import type { CollectionName } from './schema.ts';
import { Suggestions } from './suggestions.ts';

interface Known {
  readonly collection: CollectionName;
  readonly kind: string;
}

const error = (code: string, message: string, path: readonly PathStep[], cure?: Cure): Finding => ({
  code,
  severity: 'error',
  message,
  path,
  ...(cure === undefined ? {} : { cure }),
});

const fits = (known: Known, targets: readonly ReferenceTarget[]): boolean =>
  targets.some(
    ({ collection, kinds }) => collection === known.collection && (kinds?.includes(known.kind) ?? true),
  );

class ReferenceCheck {
  readonly #known = new Map<string, Known>();
  readonly #candidates = new Map<readonly ReferenceTarget[] | null, readonly string[]>();
  readonly #suggestions = new Suggestions();

  *ids(document: unknown): Generator<Finding> {
    for (const [collection, id, record] of recordsOf(document)) {
      const first = this.#known.get(id);
      if (first === undefined) {
        this.#known.set(id, { collection, kind: String(record['kind']) });
        continue;
      }
      const message = `${quoted(id)} is already the id of ${collectionNoun(first.collection)} (${formatPath([first.collection, id])}); ids are unique over the whole document.`;
      yield error('document/duplicate-id', message, [collection, id]);
    }
  }

  *references(document: unknown): Generator<Finding> {
    for (const reference of referencesIn(document)) {
      const known = this.#known.get(reference.target);
      if (known === undefined) yield this.#unknown(reference);
      else if (reference.targets !== null && !fits(known, reference.targets)) {
        const expected = targetNouns(reference.targets);
        const message = `${reference.target} is ${collectionNoun(known.collection)} (${known.kind}); ${expected} is expected here.`;
        yield error('document/wrong-reference', message, reference.path);
      }
    }
  }

  #unknown({ target, path, inKey, targets }: Reference): Finding {
    const near = this.#suggestions.nearest(target, this.#candidatesFor(targets));
    const message = `There is no record with the id ${quoted(target)}`;
    if (near === null) {
      const wanted = targets === null ? '' : `; ${targetNouns(targets)} is expected here`;
      const cure =
        targets === null ? { title: 'Remove it', edits: [{ op: 'remove' as const, path }] } : undefined;
      return error('document/unknown-reference', `${message}${wanted}.`, path, cure);
    }
    const cure = inKey
      ? undefined
      : { title: `Change it to ${near}`, edits: [{ op: 'set' as const, path, value: near }] };
    return error('document/unknown-reference', `${message}; did you mean ${near}?`, path, cure);
  }

  #candidatesFor(targets: readonly ReferenceTarget[] | null): readonly string[] {
    let ids = this.#candidates.get(targets);
    if (ids === undefined) {
      ids = [...this.#known].flatMap(([id, known]) => (targets === null || fits(known, targets) ? [id] : []));
      this.#candidates.set(targets, ids);
    }
    return ids;
  }
}

/** Each circle of `within` is reported once, at the site that comes first in the document. */
function* containmentCircles(document: unknown): Generator<Finding> {
  const within = new Map<string, string>();
  for (const [collection, id, record] of recordsOf(document)) {
    if (collection === 'sites' && typeof record['within'] === 'string') within.set(id, record['within']);
  }
  const settled = new Set<string>();
  for (const start of within.keys()) {
    const way: string[] = [];
    const onWay = new Set<string>();
    let site: string | undefined = start;
    while (site !== undefined && !settled.has(site) && !onWay.has(site)) {
      way.push(site);
      onWay.add(site);
      site = within.get(site);
    }
    if (site !== undefined && onWay.has(site)) {
      const circle = way.slice(way.indexOf(site));
      const message = `A site cannot be a part of itself: ${[...circle, circle[0]].slice(0, 12).join(' is within ')}.`;
      const path = ['sites', circle[0], 'within'];
      yield error('document/cyclic-containment', message, path, {
        title: 'Remove this within',
        edits: [{ op: 'remove', path }],
      });
    }
    for (const id of way) settled.add(id);
  }
}

export function* referenceFindings(document: unknown): Generator<Finding> {
  const check = new ReferenceCheck();
  yield* check.ids(document);
  yield* check.references(document);
  yield* containmentCircles(document);
}
