/** What a run tells of each direction of each link. */
import type { PacketEngine } from './engine.ts';
import * as D from './link/direction-record.ts';
import type { ImpairmentResult, LinkResult } from './run-result.ts';

export function linkResults(engine: PacketEngine): LinkResult[] {
  return Array.from({ length: engine.directions.count }, (_, direction) => linkResult(engine, direction));
}

/** `LINK:a>b` with the ids of the two nodes. */
export function directionName(engine: PacketEngine, direction: number): string {
  const { from, to } = endsOf(engine, direction);
  return `${engine.fabric.links[direction >> 1].id}:${from}>${to}`;
}

function endsOf({ fabric, directions }: PacketEngine, direction: number): { from: string; to: string } {
  const nameOf = (port: number) => fabric.nodes[fabric.ports[port].node].id;
  return {
    from: nameOf(directions.integer(direction, D.fromPort)),
    to: nameOf(directions.integer(direction, D.toPort)),
  };
}

function linkResult(engine: PacketEngine, direction: number): LinkResult {
  const { fabric, directions, ledger } = engine;
  const link = fabric.links[direction >> 1];
  // A direction counts what it has taken on; of a run that is not over, some of that is still to come.
  const toGo = Math.max(0, directions.number(direction, D.freeAt) - ledger.lastMove);
  const busy = directions.number(direction, D.busy) - toGo;
  return {
    id: directionName(engine, direction),
    link: link.id,
    record: link.origin.path,
    ...endsOf(engine, direction),
    packets: directions.number(direction, D.packets),
    bytes: directions.number(direction, D.bytes),
    utilisation: link.rateBps === 0 ? null : utilisation(busy, ledger.lastMove),
    drops: directions.number(direction, D.drops),
    marks: directions.number(direction, D.congestionMarks),
    queuePacketsMax: directions.number(direction, D.deepest),
    impairments: impairmentResult(engine, direction),
  };
}

const utilisation = (busyNs: number, elapsedNs: number): number => (elapsedNs === 0 ? 0 : busyNs / elapsedNs);

function impairmentResult(engine: PacketEngine, direction: number): ImpairmentResult | null {
  const impairments = engine.impairments[direction];
  if (impairments === undefined) return null;
  const { lost, corrupted, duplicated, reordered } = impairments;
  return { lost, corrupted, duplicated, reordered };
}
