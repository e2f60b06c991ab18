/** What connects two boxes: attachments, peerings, wires, and the device that routes for a segment. */
import type { RunResult } from '../../packet/run-result.ts';
import type { Scenario } from '../../scenario/schema.ts';

export interface DrawnEdge {
  /** Document path of the record that is the connection. */
  readonly record: string;
  readonly title: string;
  /** Ids of the two boxes. */
  readonly from: string;
  readonly to: string;
  /** The busier direction; null where nothing was measured. */
  readonly utilisation: number | null;
  readonly drops: number;
}

type Fields = Readonly<Record<string, unknown>>;

export function drawingEdges(scenario: Scenario, run: RunResult | null): DrawnEdge[] {
  const loads = recordLoads(run);
  const edges: DrawnEdge[] = [];
  const add = (record: string, id: string, fields: Fields, from: unknown, to: unknown): void => {
    if (typeof from !== 'string' || typeof to !== 'string') return;
    const load = loads.get(record) ?? { utilisation: null, drops: 0 };
    const title = typeof fields['name'] === 'string' ? fields['name'] : id;
    edges.push({ record, title, from, to, ...load });
  };
  for (const [id, fields] of entries(scenario.attachments)) {
    const from = fields['gateway'] ?? fields['requester'];
    add(`attachments.${id}`, id, fields, from, fields['network'] ?? fields['accepter']);
  }
  for (const [id, { ends, ...fields }] of entries(scenario.links)) {
    const [one, other] = Array.isArray(ends)
      ? (ends as readonly ({ readonly to?: unknown } | undefined)[])
      : [];
    add(`links.${id}`, id, fields, one?.to, other?.to);
  }
  for (const [id, fields] of entries(scenario.subnets)) {
    add(`subnets.${id}`, id, fields, fields['gateway'], id);
  }
  return edges;
}

export interface RecordLoad {
  readonly utilisation: number | null;
  readonly drops: number;
}

/** The busiest link and all drops of each record that carries traffic. */
export function recordLoads(run: RunResult | null): Map<string, RecordLoad> {
  const loads = new Map<string, RecordLoad>();
  for (const link of run?.links ?? []) {
    const before = loads.get(link.record) ?? { utilisation: null, drops: 0 };
    const { utilisation } = before;
    const busier = link.utilisation === null ? utilisation : Math.max(utilisation ?? 0, link.utilisation);
    loads.set(link.record, { utilisation: busier, drops: before.drops + link.drops });
  }
  return loads;
}

const entries = (collection: object | undefined): [string, Fields][] =>
  Object.entries(collection ?? {}) as [string, Fields][];
