/** What is tied to what: the lines of the canvas. Attachments, peerings, wires, a subnet's way to its gateway router, and traffic. */
import { isDrawn } from './containment.ts';
import { type RecordEntry, textField } from './records.ts';

export interface Connection {
  /** Unique among connections; the record's own id unless the record has several lines. */
  readonly id: string;
  /** Record to select when the line is clicked. */
  readonly record: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'attachment' | 'peering' | 'wire' | 'gateway' | 'traffic';
  readonly label: string;
}

export function connectionsOf(records: ReadonlyMap<string, RecordEntry>): readonly Connection[] {
  const found: Connection[] = [];
  for (const entry of records.values()) {
    for (const connection of linesOf(entry)) {
      const ends = [records.get(connection.from), records.get(connection.to)];
      if (ends.every((end) => end !== undefined && isDrawn(end))) found.push(connection);
    }
  }
  return found;
}

function linesOf(entry: RecordEntry): Connection[] {
  const line = (
    kind: Connection['kind'],
    from: string | null,
    to: string | null,
    label = '',
  ): Connection[] =>
    from === null || to === null || from === to
      ? []
      : [
          {
            id: kind === 'gateway' ? `${entry.id}>gateway` : entry.id,
            record: entry.id,
            from,
            to,
            kind,
            label,
          },
        ];
  const field = (name: string) => textField(entry, name);
  if (entry.collection === 'attachments') {
    return field('gateway') === null
      ? line('peering', field('requester'), field('accepter'), 'peering')
      : line('attachment', field('network'), field('gateway'));
  }
  if (entry.collection === 'links') {
    const ends = entry.fields['ends'];
    const [a, b] = Array.isArray(ends) ? (ends as { to?: string }[]).map((end) => end.to ?? null) : [];
    return line('wire', a ?? null, b ?? null, [field('rate'), field('delay')].filter(Boolean).join(', '));
  }
  if (entry.collection === 'subnets') return line('gateway', entry.id, field('gateway'));
  if (entry.collection === 'traffic') return line('traffic', field('from'), field('to'), field('rate') ?? '');
  return [];
}
