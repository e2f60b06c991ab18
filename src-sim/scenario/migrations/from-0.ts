/** Version 0, the draft: a network had one prefix under `cidr`; since version 1 it has a list of them under `cidrs`. */
import type { Edit } from '../edit.ts';
import { recordsOf } from '../references.ts';

export function editsFrom0(document: unknown): Edit[] {
  const edits: Edit[] = [{ op: 'set', path: ['netwright'], value: 1 }];
  const removals: Edit[] = [];
  for (const [collection, id, record] of recordsOf(document)) {
    if (collection !== 'networks' || !Object.hasOwn(record, 'cidr') || Object.hasOwn(record, 'cidrs'))
      continue;
    edits.push({ op: 'set', path: [collection, id, 'cidrs'], value: [record['cidr']] });
    removals.push({ op: 'remove', path: [collection, id, 'cidr'] });
  }
  return [...edits, ...removals];
}
