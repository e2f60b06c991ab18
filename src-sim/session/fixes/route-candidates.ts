/** Routes that may be missing or lead the wrong way: an entry in the table that failed, by whatever it may lead to. */
import type { Candidate } from './candidate.ts';
import { type DocumentRecord, fieldOf, listAt, mayName, mentions, type Values } from './document-records.ts';
import type { Failure } from './failure.ts';

const viaField = 'routes.*.via';

export function routeCandidates(failure: Failure): Candidate[] {
  const { decider, place, step } = failure;
  if (step.decidedBy.kind !== 'route' && step.decidedBy.kind !== 'delivery') return [];
  const tables = [decider, place].filter((record) => record !== null && fieldOf(record, viaField) !== null);
  const own = [...new Set(tables)].flatMap((table) => inTable(failure, table!));
  return [...own, ...newMainTable(failure)];
}

function inTable(failure: Failure, table: DocumentRecord): Candidate[] {
  const { packet } = failure;
  const routes = listAt(table, 'routes') as readonly Values[];
  const { title } = table;
  const path = [table.collection, table.id, 'routes'];
  const candidates: Candidate[] = [];
  const decisive = /\.routes\[(\d+)\]$/.exec(failure.step.decidedBy.record);
  const at = decisive === null ? -1 : Number(decisive[1]);
  const target = at < 0 ? undefined : routes[at];
  const to = packet.destination.prefixes.find((prefix) => routes.every((route) => route['to'] !== prefix));
  for (const [rank, via] of waysOut(failure, table)) {
    if (target !== undefined && target['via'] !== via.id) {
      const { drop: _, ...kept } = target;
      candidates.push({
        sentence: `Let the route to ${String(target['to'])} of ${title} lead to ${via.name}`,
        edits: [{ op: 'set', path: [...path, at], value: { ...kept, via: via.id } }],
        rank,
      });
    }
    if (to !== undefined) {
      candidates.push({
        sentence: `Add a route to ${to} via ${via.name} to ${title}`,
        edits: [{ op: 'set', path: [...path, routes.length], value: { to, via: via.id } }],
        rank: rank + 0.1,
      });
    }
  }
  if (target !== undefined) {
    candidates.push({
      sentence: `Remove the route to ${String(target['to'])} from ${title}`,
      edits: [{ op: 'remove', path: [...path, at] }],
      rank: 0.5,
    });
  }
  return candidates;
}

/** What the routes of a table may lead to, the likeliest first. */
function waysOut({ records, packet }: Failure, table: DocumentRecord): (readonly [number, DocumentRecord])[] {
  const field = fieldOf(table, viaField)!;
  const used = new Set(listAt(table, 'routes').map((route) => (route as Values)['via']));
  const network = table.values['network'];
  const home = typeof network === 'string' ? network : table.id;
  const towards = packet.destination.network;
  const rankOf = (record: DocumentRecord): number => {
    const near = isJoined(records, record, home);
    const far = towards !== null && isJoined(records, record, towards);
    if (near && far) return 1;
    if (used.has(record.id)) return 2;
    return near ? 3 : far ? 4 : 9;
  };
  return records
    .filter((record) => record.id !== table.id && mayName(field, record))
    .map((record) => [rankOf(record), record] as const)
    .filter(([rank]) => rank < 9)
    .sort(([a], [b]) => a - b);
}

/** Whether a record names the other, or something names both. */
const isJoined = (records: readonly DocumentRecord[], record: DocumentRecord, other: string): boolean =>
  mentions(record.values, other) ||
  records.some(
    ({ collection, values }) =>
      (collection === 'attachments' || collection === 'links') &&
      mentions(values, record.id) &&
      mentions(values, other),
  );

/** A VPC decides by a table nobody has written as long as it has none. */
function newMainTable(failure: Failure): Candidate[] {
  const { decider, records, packet } = failure;
  const [to] = packet.destination.prefixes;
  if (decider?.kind !== 'aws-vpc' || to === undefined) return [];
  const id = `${decider.id}-routes`;
  if (records.some((record) => record.id === id)) return [];
  const table = { kind: 'aws-route-table', network: decider.id, main: true };
  const imagined: DocumentRecord = {
    collection: 'routeTables',
    id,
    kind: table.kind,
    title: id,
    name: id,
    values: table,
  };
  return waysOut(failure, imagined).map(([rank, via]) => ({
    sentence: `Give ${decider.title} a main route table with a route to ${to} via ${via.name}`,
    edits: [{ op: 'set', path: ['routeTables', id], value: { ...table, routes: [{ to, via: via.id }] } }],
    rank,
  }));
}
