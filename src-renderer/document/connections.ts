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

/** Records at the two ends of a wire, connection or peering. */
function endsOf(entry: RecordEntry): readonly (string | undefined)[] {
  const { ends, circuits } = entry.fields;
  if (Array.isArray(circuits)) return circuits as string[];
  if (!Array.isArray(ends)) return [];
  return (ends as { to?: string; network?: string }[]).map(({ to, network }) => to ?? network);
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
    const [a, b] = endsOf(entry);
    if (a !== undefined && b !== undefined) return line('attachment', a, b, field('rate') ?? '');
    return field('requester') === null
      ? line(
          'attachment',
          field('network') ??
            field('device') ??
            field('directConnectGateway') ??
            field('circuit') ??
            field('workload'),
          field('gateway') ?? field('hub') ?? field('server') ?? field('site'),
        )
      : line('peering', field('requester'), field('accepter'), 'peering');
  }
  if (entry.kind === 'azure-expressroute-circuit' || entry.kind === 'gcp-vlan-attachment') {
    return line('wire', entry.id, field('device'), field('rate') ?? '');
  }
  if (entry.kind === 'exchange-port') return line('wire', entry.id, field('device'), field('rate') ?? '');
  if (entry.collection === 'links') {
    const [a, b] = endsOf(entry);
    return line('wire', a ?? null, b ?? null, [field('rate'), field('delay')].filter(Boolean).join(', '));
  }
  if (entry.collection === 'subnets') return line('gateway', entry.id, field('gateway'));
  if (entry.collection === 'traffic') return line('traffic', field('from'), field('to'), field('rate') ?? '');
  return [];
}
