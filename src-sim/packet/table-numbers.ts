/**
 * The fabric's route tables in numbers. A row is painted from the shortest prefix to the longest over the destinations in the
 * order of their addresses, in which each prefix covers one stretch; single destinations are asked by longest match. Both
 * say the same, and the same as a trace.
 */
import type { Fate } from '../fabric/fate.ts';
import type { Fabric, Route, RouteTable } from '../fabric/fabric.ts';
import { sharingSeed, shareOf } from '../fabric/flow-hash.ts';
import { RouteLookup } from '../fabric/route-lookup.ts';
import { type Address, addressWidth, compareAddresses } from '../quantity/address.ts';
import type { Prefix } from '../quantity/prefix.ts';
import type { Exits } from './exits.ts';
import { fateNumber } from './fate-number.ts';
import { allTables } from './later-tables.ts';
import { type Encode, exitDecision, fateDecision, type TableReader } from './forward/decisions.ts';
import { directionOut } from './lay-out-directions.ts';
import type { Streams } from './streams.ts';

const routeFates = {
  blackhole: 'blackhole',
  unreachable: 'unreachable',
  prohibit: 'prohibited',
  'no-neighbour': 'no-neighbour',
} as const satisfies Record<Exclude<Route['action']['kind'], 'forward'>, Fate>;

const noRoute = [fateDecision(fateNumber['no-route'])] as const;

export class TableNumbers implements TableReader {
  private readonly fabric: Fabric;
  readonly tables: readonly Pick<RouteTable, 'routes'>[];
  private readonly streams: Streams;
  private readonly exits: Exits;
  private readonly routes: RouteLookup;
  /** By table: what its node mixes into hashes. */
  private readonly seeds: Int32Array;
  /** Destinations there were at the beginning, by address, and those addresses. */
  private readonly order: readonly number[];
  private readonly sorted: readonly Address[];

  constructor(fabric: Fabric, streams: Streams, exits: Exits) {
    this.fabric = fabric;
    this.streams = streams;
    this.exits = exits;
    this.tables = allTables(fabric);
    this.routes = new RouteLookup(this);
    this.seeds = seedsOf(fabric);
    const destinations = [...streams.destinations];
    this.order = destinations
      .map((_, destination) => destination)
      .sort((a, b) => compareAddresses(destinations[a], destinations[b]));
    this.sorted = this.order.map((destination) => destinations[destination]);
  }

  lookUp(table: number, destination: number, encode: Encode): number {
    const route = this.routes.decide(table, this.streams.destinations[destination]);
    return encode(route === null ? noRoute : this.waysOf(route));
  }

  paint(table: number, row: Int32Array, encode: Encode): void {
    const { order } = this;
    const none = encode(noRoute);
    for (const destination of order) row[destination] = none;
    const routes = [...this.tables[table].routes].sort((a, b) => a.prefix.length - b.prefix.length);
    for (const route of routes) {
      const [from, to] = this.stretch(route.prefix);
      if (from === to) continue;
      const decision = encode(this.waysOf(route));
      for (let place = from; place < to; place++) row[order[place]] = decision;
    }
  }

  share(table: number, hash: number, hops: number): number {
    return shareOf(hash, this.seeds[table], hops);
  }

  soleDirection(table: number): number {
    const { routes } = this.tables[table];
    if (routes.length !== 2 || routes.some(({ prefix }) => prefix.length > 0)) return -1;
    const [a, b] = routes.map((route) => this.waysOf(route));
    return a.length === 1 && b.length === 1 && a[0] === b[0] && a[0] >= 0 ? a[0] : -1;
  }

  private waysOf({ action }: Route): readonly number[] {
    if (action.kind !== 'forward') return [fateDecision(fateNumber[routeFates[action.kind]])];
    const ways = action.ports.map((port, n) => {
      const exit = this.exits.numberFor(port, action.via?.[n] ?? null);
      return exit < 0 ? directionOut(this.fabric, port) : exitDecision(exit);
    });
    return ways.includes(-1) ? [fateDecision(fateNumber['link-down'])] : ways;
  }

  /** Places of the destinations within a prefix: from, and up to but not including. */
  private stretch({ family, bits, length }: Prefix): readonly [number, number] {
    const last = bits | ((1n << BigInt(addressWidth(family) - length)) - 1n);
    return [this.firstFrom({ family, bits }, false), this.firstFrom({ family, bits: last }, true)];
  }

  /** The first place whose address is not before the given one, or is behind it. */
  private firstFrom(address: Address, behind: boolean): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const apart = compareAddresses(this.sorted[middle], address);
      if (apart < 0 || (behind && apart === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function seedsOf({ nodes, ports, tables }: Fabric): Int32Array {
  const seeds = new Int32Array(tables.length);
  for (const node of nodes) {
    const seed = sharingSeed(node);
    const own = node.ports.map((port) => ports[port].table);
    const chosen = (node.policy ?? []).map(({ table }) => table);
    for (const table of [node.table, ...own, ...chosen]) seeds[table] = seed;
  }
  return seeds;
}
