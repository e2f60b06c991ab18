/**
 * Which packets are where at an instant: waiting in front of a link, being sent, travelling, or held at a node until a neighbour
 * answers. For whoever looks; nothing changes.
 *
 * Left out: packets held whole while their pieces are under way (the pieces are told), and pieces that wait for others.
 */
import type { PacketEngine } from './engine.ts';
import { directionOut } from './lay-out-directions.ts';
import * as D from './link/direction-record.ts';
import * as P from './link/packet-record.ts';
import { directionsOf } from './node-results.ts';

export type Standing = 'waiting' | 'sending' | 'travelling' | 'held';

export interface Located {
  readonly packet: number;
  /** -1: it is held at a port without a link. */
  readonly direction: number;
  readonly standing: Standing;
  /** Port it is about to leave by, or has left by. */
  readonly port: number;
  /** Null: a discipline decides, or the neighbour does. */
  readonly arriveNs: number | null;
  /** The neighbour it waits for, by number of its address; -1: none. */
  readonly neighbour: number;
}

/** In front of and on one direction of a link, the next to arrive first. */
export function packetsOn(engine: PacketEngine, direction: number): Located[] {
  const { directions, disciplines, transmission } = engine;
  const port = directions.integer(direction, D.fromPort);
  const waiting = disciplines[direction]?.contents() ?? [];
  const flight = transmission.flightOf(direction);
  return [
    ...(flight?.contents() ?? chain(engine, direction)).map((packet) => ({
      packet,
      direction,
      port,
      neighbour: -1,
      standing: standingOf(engine, direction, packet, flight !== undefined),
      arriveNs: engine.ledger.packets.numbers[packet * P.numbersEach + P.arriveAt],
    })),
    ...waiting.map((packet) => ({
      packet,
      direction,
      port,
      neighbour: -1,
      standing: 'waiting' as const,
      arriveNs: null,
    })),
  ];
}

/** Held at a node, on and in front of the links that lead out of it, and on their way to it. */
export function packetsAt(engine: PacketEngine, node: number): Located[] {
  const ways = directionsOf(engine.fabric, node);
  const on = [...ways.out, ...ways.in].flatMap((direction) => packetsOn(engine, direction));
  return [...heldAt(engine, node), ...on];
}

export function packetsEverywhere(engine: PacketEngine): Located[] {
  const { fabric, directions } = engine;
  const held = engine.parts.neighbours === null ? [] : [...fabric.nodes.keys()];
  return [
    ...Array.from({ length: directions.count }, (_, way) => way).flatMap((way) => packetsOn(engine, way)),
    ...held.flatMap((node) => heldAt(engine, node)),
  ];
}

function heldAt({ fabric, parts }: PacketEngine, node: number): Located[] {
  const { neighbours } = parts;
  if (neighbours === null) return [];
  return fabric.nodes[node].ports.flatMap((port) =>
    neighbours.entriesOf(port).flatMap(({ address, packets }) =>
      packets.map((packet) => ({
        packet,
        direction: directionOut(fabric, port),
        standing: 'held' as const,
        port,
        arriveNs: null,
        neighbour: address,
      })),
    ),
  );
}

function chain({ directions, ledger }: PacketEngine, direction: number): number[] {
  const found: number[] = [];
  for (let packet = directions.integer(direction, D.head); packet >= 0; ) {
    found.push(packet);
    packet = ledger.field(packet, P.next);
  }
  return found;
}

/** The plain way knows the start of each; where disciplines choose, what was chosen is being sent or has been. */
function standingOf(engine: PacketEngine, direction: number, packet: number, mayOvertake: boolean): Standing {
  const { directions, ledger, disciplines, now } = engine;
  const base = packet * P.numbersEach;
  const { numbers } = ledger.packets;
  if (disciplines[direction] === undefined && numbers[base + P.startAt] > now) return 'waiting';
  const free = numbers[base + P.arriveAt] - directions.number(direction, D.delay);
  return !mayOvertake && free > now ? 'sending' : 'travelling';
}
