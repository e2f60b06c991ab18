/** Tables that may have to learn from, or decide for, something attached: propagation and association, of every vendor. */
import type { Candidate } from './candidate.ts';
import { type DocumentRecord, fieldOf, listAt, mayName, mentions } from './document-records.ts';
import type { Failure } from './failure.ts';

export function learningCandidates(failure: Failure): Candidate[] {
  if (failure.step.decidedBy.kind !== 'route') return [];
  return failure.records.flatMap((attachment) => [
    ...propagations(failure, attachment),
    ...associations(failure, attachment),
  ]);
}

/** The table that failed learns what is attached here. */
function propagations({ decider, packet }: Failure, attachment: DocumentRecord): Candidate[] {
  const field = fieldOf(attachment, 'propagation.*');
  if (field === null || decider === null || !mayName(field, decider)) return [];
  const tables = listAt(attachment, 'propagation');
  if (tables.includes(decider.id)) return [];
  const { network } = packet.destination;
  return [
    {
      sentence: `Let ${decider.title} learn the prefixes of ${attachment.title}`,
      edits: [
        {
          op: 'set',
          path: [attachment.collection, attachment.id, 'propagation'],
          value: [...tables, decider.id],
        },
      ],
      rank: network !== null && mentions(attachment.values, network) ? 0 : 6,
    },
  ];
}

/** What comes in here is routed by a table, where it was by none. */
function associations({ records, packet, place }: Failure, attachment: DocumentRecord): Candidate[] {
  const field = fieldOf(attachment, 'association');
  if (field === null || attachment.values['association'] !== undefined) return [];
  const { network } = packet.source;
  const near = network !== null && mentions(attachment.values, network);
  const here = place !== null && mentions(attachment.values, place.id);
  if (!near && !here) return [];
  return records
    .filter((table) => mayName(field, table))
    .map((table) => ({
      sentence: `Associate ${attachment.title} with ${table.title}`,
      edits: [{ op: 'set', path: [attachment.collection, attachment.id, 'association'], value: table.id }],
      rank: near ? 0 : 5,
    }));
}
