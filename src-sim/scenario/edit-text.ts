/**
 * Edits on the text of a document. What an edit does not name keeps its characters: comments, order, indentation and
 * quotes stay. Every result is read again and compared with what the edits mean; a text that would hold anything else
 * is never handed out.
 */
import type { Edit, PathStep } from './edit.ts';
import { formatPath } from './edit.ts';
import { EditRefused, editedValue } from './edit-value.ts';
import { formatVersionOf } from './format-version.ts';
import { linePosition } from './line-starts.ts';
import { migrate } from './migrations/migrate.ts';
import { documentPositions } from './positions.ts';
import { printText } from './print-value.ts';
import type { Problem } from './problem.ts';
import { readTree } from './read-tree.ts';
import type { ReadTree } from './read-tree.ts';
import { reconcileRoot } from './reconcile.ts';
import { referencesIn } from './references.ts';
import { sameValue } from './same-value.ts';
import { schemaVersion } from './schema.ts';
import { TextLayout } from './text-layout.ts';
import { spliced } from './text-splice.ts';
import type { Splice } from './text-splice.ts';
import { childOf, entryOf, valueOf } from './text-tree.ts';
import type { TextMap, TextNode } from './text-tree.ts';

export type EditOutcome = { readonly text: string } | { readonly problem: Problem };

function unreadable({ faults, lineStarts }: ReadTree): Problem {
  const { code, message, offset } = faults[0];
  return { code, severity: 'error', message, path: '', ...linePosition(lineStarts, offset) };
}

function refusal(error: EditRefused, { root, lineStarts }: ReadTree): Problem {
  const place = documentPositions(root, lineStarts).at(error.path);
  return {
    code: error.code,
    severity: 'error',
    message: error.message,
    path: formatPath(error.path),
    ...place,
  };
}

/** An older document is brought forward first: edits are meant for the document as it was read. */
function withMigration(document: unknown, edits: readonly Edit[]): readonly Edit[] {
  const { version } = formatVersionOf(document);
  return version === null || version === schemaVersion
    ? edits
    : [...migrate(document, version).edits, ...edits];
}

function nodeAt(root: TextNode, path: readonly PathStep[]): TextNode | undefined {
  let node: TextNode | undefined = root;
  for (const step of path) node = node === undefined ? undefined : childOf(node, step);
  return node;
}

/** The key itself and every place that names it; nothing else moves. */
function renameSplices(
  root: TextMap,
  path: readonly [string, string],
  to: string,
  layout: TextLayout,
): Splice[] {
  const text = printText(to, layout.style);
  const keySplice = (at: readonly PathStep[]): Splice[] => {
    const map = nodeAt(root, at.slice(0, -1));
    const entry = map?.kind === 'map' ? entryOf(map, String(at.at(-1))) : undefined;
    return entry === undefined ? [] : [{ start: entry.keyStart, end: entry.keyEnd, text }];
  };
  const splices = [keySplice(path)];
  for (const reference of referencesIn(valueOf(root))) {
    if (reference.target !== path[1]) continue;
    const node = nodeAt(root, reference.path);
    if (reference.inKey) splices.push(keySplice(reference.path));
    else if (node !== undefined) splices.push([{ start: node.start, end: node.end, text }]);
  }
  return splices.flat();
}

/** Renames go one by one, the edits between them all at once. */
function editGroups(edits: readonly Edit[]): Edit[][] {
  const groups: Edit[][] = [];
  for (const edit of edits) {
    const last = groups.at(-1);
    if (last !== undefined && edit.op !== 'rename' && last[0].op !== 'rename') last.push(edit);
    else groups.push([edit]);
  }
  return groups;
}

export function applyEdits(text: string, edits: readonly Edit[]): EditOutcome {
  let tree = readTree(text);
  let present = text;
  let groups: Edit[][] | null = null;
  for (let index = 0; groups === null || index <= groups.length; index++) {
    if (tree.faults.length > 0) return { problem: unreadable(tree) };
    const { root } = tree;
    try {
      if (root?.kind !== 'map') throw new EditRefused('edit/bad-path', 'There is no document to edit.', []);
      groups ??= editGroups(withMigration(valueOf(root), edits));
      const group: Edit[] | undefined = groups[index];
      if (group === undefined) break;
      const expected = editedValue(valueOf(root), group) as object;
      const layout = new TextLayout(present, root);
      const [first] = group;
      const splices =
        first?.op === 'rename'
          ? renameSplices(root, first.path, first.to, layout)
          : reconcileRoot(root, expected, layout);
      const changed = spliced(present, splices);
      const reread = readTree(changed);
      if (reread.root === null || reread.faults.length > 0 || !sameValue(valueOf(reread.root), expected)) {
        throw new EditRefused(
          'edit/failed',
          'This change cannot be written into the file without disturbing the rest; edit the text by hand.',
          first?.path ?? [],
        );
      }
      present = changed;
      tree = reread;
    } catch (error) {
      if (error instanceof EditRefused) return { problem: refusal(error, tree) };
      throw error;
    }
  }
  return { text: present };
}
