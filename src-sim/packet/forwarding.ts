/**
 * How the packets of a run find their way: the fabric's tables and filters behind caches of numbers. The decision
 * itself is the fabric's, the same that a trace explains.
 *
 * A stateful filter lets answers pass to what one of its tracker has let through. It remembers for the whole run and any number
 * of connections, unless its node has a limit (connection-memory.ts).
 */
import { decidingRule, type PacketHeader } from '../fabric/filter-verdict.ts';
import type { Fabric, Filter } from '../fabric/fabric.ts';
import type { Exits } from './exits.ts';
import { Decisions } from './forward/decisions.ts';
import { passes, passesAndRemembers, passesAsAnswer, refuses, Verdicts } from './forward/verdicts.ts';
import type { Streams } from './streams.ts';
import { allTables } from './later-tables.ts';
import { TableNumbers } from './table-numbers.ts';

export function layOutDecisions(fabric: Fabric, streams: Streams, exits: Exits): Decisions {
  return new Decisions(
    allTables(fabric).length,
    streams.destinations.length,
    new TableNumbers(fabric, streams, exits),
  );
}

const allows = (filter: Filter, header: PacketHeader): boolean =>
  decidingRule(filter, header)?.allow === true;

function judge(filter: Filter, streams: Streams, stream: number): number {
  if (allows(filter, streams.header(stream))) return filter.stateful ? passesAndRemembers : passes;
  return filter.stateful && streams.back[stream] >= 0 ? passesAsAnswer : refuses;
}

/** A number for each filter, the same for those that share a tracker. */
function trackersOf(fabric: Fabric): number[] {
  const numbers = new Map<string, number>();
  return fabric.filters.map(({ tracker }) => {
    const number = numbers.get(tracker) ?? numbers.size;
    numbers.set(tracker, number);
    return number;
  });
}

export class PortFilters {
  private readonly fabric: Fabric;
  private readonly verdicts: Verdicts;

  constructor(fabric: Fabric, streams: Streams) {
    this.fabric = fabric;
    this.verdicts = new Verdicts(streams, trackersOf(fabric), (filter, stream) =>
      judge(fabric.filters[filter], streams, stream),
    );
  }

  entering(port: number, stream: number): boolean {
    return this.allLet(this.fabric.ports[port].ingress, stream);
  }

  leaving(port: number, stream: number): boolean {
    return this.allLet(this.fabric.ports[port].egress, stream);
  }

  /** The filters of a node no longer know a stream. */
  forget(node: number, stream: number): void {
    for (const port of this.fabric.nodes[node].ports) {
      const { ingress, egress } = this.fabric.ports[port];
      for (const filter of ingress) this.verdicts.forget(filter, stream);
      for (const filter of egress) this.verdicts.forget(filter, stream);
    }
  }

  /** Streams that the stateful filters of a node have let through. */
  remembered(node: number): number[] {
    const { nodes, ports, filters } = this.fabric;
    const own = nodes[node].ports.flatMap((port) => ports[port].ingress.concat(ports[port].egress));
    const stateful = [...new Set(own)].filter((filter) => filters[filter].stateful);
    return [...new Set(stateful.flatMap((filter) => this.verdicts.remembered(filter)))];
  }

  private allLet(filters: readonly number[], stream: number): boolean {
    for (const filter of filters) if (!this.verdicts.lets(filter, stream)) return false;
    return true;
  }
}
