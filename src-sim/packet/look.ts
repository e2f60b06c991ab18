/** One look at a run as it stands: packets at the places asked for, an opened packet, tables of nodes, what links went through. */
import type { PacketEngine } from './engine.ts';
import type { LinkHistory, LinkRecording } from './link-recording.ts';
import { type NodeTable, nodeTables } from './node-tables.ts';
import * as P from './link/packet-record.ts';
import type { PacketId } from './packet-lens.ts';
import { flowOf, openPacket, type OpenedPacket, type PacketSight, sightOf } from './packet-sight.ts';
import { type Located, packetsAt, packetsEverywhere, packetsOn } from './packets-under-way.ts';

/** Ids of the fabric, as results name them; what is not there is not looked at. */
export interface LookRequest {
  readonly links: readonly string[];
  readonly nodes: readonly string[];
  readonly flows: readonly string[];
  readonly packet: PacketId | null;
}

export interface LookAnswer {
  readonly nowNs: number;
  /** The first `sightsMax` of them. */
  readonly packets: readonly PacketSight[];
  readonly packetsTotal: number;
  readonly opened: OpenedPacket | null;
  readonly tables: readonly NodeTable[];
  readonly histories: readonly LinkHistory[];
}

const sightsMax = 200;
/** Of a record that stands for hundreds of nodes or links, the first few are enough to read. */
const nodesMax = 4;
const historiesMax = 8;

export function look(
  engine: PacketEngine,
  recording: LinkRecording | null,
  nowNs: number,
  request: LookRequest,
): LookAnswer {
  const { fabric } = engine;
  const links = placesOf(fabric.links, request.links);
  const nodes = placesOf(fabric.nodes, request.nodes);
  const packets = packetsAsked(engine, links, nodes, request.flows);
  return {
    nowNs,
    packets: packets.slice(0, sightsMax).map((located) => sightOf(engine, located)),
    packetsTotal: packets.length,
    opened: request.packet === null ? null : opened(engine, request.packet, packets),
    tables: nodes.slice(0, nodesMax).flatMap((node) => nodeTables(engine, node)),
    histories: links.slice(0, historiesMax).flatMap((link) => {
      const history = recording?.history(link, fabric.links[link].id) ?? null;
      return history === null ? [] : [history];
    }),
  };
}

function packetsAsked(
  engine: PacketEngine,
  links: readonly number[],
  nodes: readonly number[],
  flows: readonly string[],
): Located[] {
  const found = [
    ...links.flatMap((link) => packetsOn(engine, 2 * link).concat(packetsOn(engine, 2 * link + 1))),
    ...nodes.flatMap((node) => packetsAt(engine, node)),
  ];
  if (flows.length > 0) {
    const wanted = new Set(flows);
    for (const located of packetsEverywhere(engine)) {
      const flow = flowOf(engine, engine.ledger.field(located.packet, P.counter));
      if (flow !== null && wanted.has(flow)) found.push(located);
    }
  }
  return [...new Map(found.map((located) => [located.packet, located])).values()];
}

function opened(engine: PacketEngine, id: PacketId, near: readonly Located[]): OpenedPacket {
  const isIt = ({ packet }: Located): boolean => packet === id.packet && sentAt(engine, packet) === id.sentNs;
  return openPacket(engine, id, near.find(isIt) ?? packetsEverywhere(engine).find(isIt));
}

export const sentAt = ({ ledger }: PacketEngine, packet: number): number =>
  ledger.packets.numbers[packet * P.numbersEach + P.sentAt];

/** In the order of the ids. */
function placesOf(list: readonly { readonly id: string }[], ids: readonly string[]): number[] {
  if (ids.length === 0) return [];
  const places = new Map(list.map(({ id }, place) => [id, place]));
  return ids.flatMap((id) => places.get(id) ?? []);
}
