/**
 * How the packets of a run find their way: the fabric's tables and filters behind caches of numbers. The decision
 * itself is the fabric's, the same that a trace explains.
 *
 * A stateful filter lets the answers of a stream pass that one of its tracker lets through; answers follow what they answer,
 * so the order of events need not be asked. Left out: trackers that forget, and that run full.
 */
import { fates, type Fate } from '../fabric/fate.ts';
import { decidingRule, type PacketHeader } from '../fabric/filter-verdict.ts';
import type { Fabric, Filter, Route } from '../fabric/fabric.ts';
import { RouteLookup } from '../fabric/route-lookup.ts';
import { Decisions, fateDecision } from './forward/decisions.ts';
import { Verdicts } from './forward/verdicts.ts';
import { directionOut } from './lay-out-directions.ts';
import type { Streams } from './streams.ts';

const routeFates = {
  blackhole: 'blackhole',
  unreachable: 'unreachable',
  prohibit: 'prohibited',
  'no-neighbour': 'no-neighbour',
} as const satisfies Record<Exclude<Route['action']['kind'], 'forward'>, Fate>;

export const fateNumber = Object.fromEntries(fates.map((fate, number) => [fate, number])) as Record<
  Fate,
  number
>;

export function layOutDecisions(fabric: Fabric, streams: Streams): Decisions {
  const routes = new RouteLookup(fabric);
  return new Decisions(fabric.tables.length, streams.destinations.length, (table, destination) => {
    const action = routes.decide(table, streams.destinations[destination])?.action;
    if (action === undefined) return [fateDecision(fateNumber['no-route'])];
    if (action.kind !== 'forward') return [fateDecision(fateNumber[routeFates[action.kind]])];
    const directions = action.ports.map((port) => directionOut(fabric, port));
    return directions.includes(-1) ? [fateDecision(fateNumber['link-down'])] : directions;
  });
}

function judge(fabric: Fabric, streams: Streams, number: number, stream: number): boolean {
  const filter = fabric.filters[number];
  if (allows(filter, streams.header(stream))) return true;
  const answered = streams.back[stream];
  if (!filter.stateful || answered < 0) return false;
  const header = streams.header(answered);
  return fabric.filters.some((other) => other.tracker === filter.tracker && allows(other, header));
}

const allows = (filter: Filter, header: PacketHeader): boolean =>
  decidingRule(filter, header)?.allow === true;

export class PortFilters {
  private readonly fabric: Fabric;
  private readonly verdicts: Verdicts;

  constructor(fabric: Fabric, streams: Streams) {
    this.fabric = fabric;
    this.verdicts = new Verdicts(streams.count, (filter, stream) => judge(fabric, streams, filter, stream));
  }

  entering(port: number, stream: number): boolean {
    return this.fabric.ports[port].ingress.every((filter) => this.verdicts.lets(filter, stream));
  }

  leaving(port: number, stream: number): boolean {
    return this.fabric.ports[port].egress.every((filter) => this.verdicts.lets(filter, stream));
  }
}
