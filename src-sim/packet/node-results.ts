/**
 * What a run tells of each node. Sent are packets its links accepted, its own included; received are those that links
 * to it accepted, lost and late ones included; dropped are those its ports refused for want of room or by a rule of their queue.
 */
import type { Fabric } from '../fabric/fabric.ts';
import type { CoresState } from './cores.ts';
import type { PacketEngine } from './engine.ts';
import * as D from './link/direction-record.ts';
import type { NodeResult, ProcessingResult } from './run-result.ts';

/** Directions that lead out of a node, and into it. */
export function directionsOf(fabric: Fabric, node: number): { out: number[]; in: number[] } {
  const out = fabric.nodes[node].ports.flatMap((port) => {
    const { link } = fabric.ports[port];
    return link < 0 ? [] : [2 * link + (fabric.links[link].ports[0] === port ? 0 : 1)];
  });
  return { out, in: out.map((direction) => direction ^ 1) };
}

export function nodeResults({ fabric, directions, ledger, parts }: PacketEngine): NodeResult[] {
  const sum = (of: readonly number[], field: number): number =>
    of.reduce((total, direction) => total + directions.number(direction, field), 0);
  const seconds = ledger.lastMove / 1e9;
  const states = new Map(parts.bridges?.states().map((state) => [state.node, state]));
  return fabric.nodes.map(({ id, role, origin, table, bridge }, node) => {
    const state = states.get(node);
    const cores = parts.cores?.state(node) ?? null;
    const ways = directionsOf(fabric, node);
    const sent = sum(ways.out, D.packets);
    return {
      id,
      record: origin.path,
      role,
      sent,
      received: sum(ways.in, D.packets),
      dropped: sum(ways.out, D.drops) + (cores?.overrun ?? 0),
      sentPerSecond: seconds === 0 ? 0 : sent / seconds,
      tables: role === 'switch' ? {} : { routes: fabric.tables[table].routes.length },
      processing: cores && processingResult(cores, ledger.lastMove),
      team:
        bridge?.teams === undefined || state === undefined
          ? null
          : { moves: state.moves, movedAtNs: state.movedAtNs },
    };
  });
}

function processingResult(state: CoresState, spanNs: number): ProcessingResult {
  const { packets, overrun, busyNs, busiestNs, cores } = state;
  const share = (ns: number): number => (spanNs === 0 ? 0 : Math.min(1, ns / spanNs));
  return { packets, overrun, busy: share(busyNs / cores), busiest: share(busiestNs) };
}
