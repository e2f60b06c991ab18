/**
 * Where the tables lead, for one destination: what every node decides on the way to it, as a graph whose parts are
 * shared by all that send there. Where packets go round, so does the graph. Filters are not asked here, because their
 * answer depends on the sender; nor is any link refused for its state, size or load.
 */
import type { Address } from '../quantity/address.ts';
import type { Fate } from '../fabric/fate.ts';
import type { Fabric, Route } from '../fabric/fabric.ts';
import type { RouteLookup } from '../fabric/route-lookup.ts';

export interface Target {
  readonly address: Address;
  /** Who has the address; null: any node that lists it. */
  readonly node: number | null;
}

/** What one node does with packets for the target. */
export interface Decision {
  readonly node: number;
  readonly table: number;
  /** The deciding entry; null where none matches or none was asked. */
  readonly route: Route | null;
  /** How it ends here; null where it goes on. */
  readonly fate: Fate | null;
  readonly onward: readonly Onward[];
}

export interface Onward {
  /** Port it leaves by, and port it comes in by on the other side. */
  readonly out: number;
  readonly into: number;
  readonly decision: Decision;
}

const routeFates = {
  blackhole: 'blackhole',
  unreachable: 'unreachable',
  prohibit: 'prohibited',
  'no-neighbour': 'no-neighbour',
} as const satisfies Record<Exclude<Route['action']['kind'], 'forward'>, Fate>;

interface Draft extends Decision {
  readonly onward: Onward[];
}

export class Ways {
  readonly #fabric: Fabric;
  readonly #lookup: RouteLookup;
  readonly #target: Target;
  readonly #known = new Map<number, Draft>();

  constructor(fabric: Fabric, lookup: RouteLookup, target: Target) {
    this.#fabric = fabric;
    this.#lookup = lookup;
    this.#target = target;
  }

  /** What becomes of packets that a node itself sends. */
  from(node: number): Decision {
    const { table } = this.#fabric.nodes[node];
    return this.#known.get(this.#key(node, table)) ?? this.#explore(node, table);
  }

  #key(node: number, table: number): number {
    return node * this.#fabric.tables.length + table;
  }

  #explore(node: number, table: number): Decision {
    const start = this.#decide(node, table, true);
    const open = [start];
    for (let draft = open.pop(); draft !== undefined; draft = open.pop()) {
      const { route } = draft;
      if (draft.fate !== null || route?.action.kind !== 'forward') continue;
      for (const out of route.action.ports) {
        const into = this.#otherEnd(out);
        if (into === null) {
          draft.onward.push({ out, into: out, decision: { ...draft, fate: 'link-down', onward: [] } });
          continue;
        }
        const port = this.#fabric.ports[into];
        let next = this.#known.get(this.#key(port.node, port.table));
        if (next === undefined) {
          next = this.#decide(port.node, port.table, false);
          open.push(next);
        }
        draft.onward.push({ out, into, decision: next });
      }
    }
    return start;
  }

  #otherEnd(port: number): number | null {
    const { link } = this.#fabric.ports[port];
    if (link < 0) return null;
    const [a, b] = this.#fabric.links[link].ports;
    return a === port ? b : a;
  }

  /** Hosts are not remembered: what one decides for its own packets differs from what it does with those of others. */
  #decide(node: number, table: number, sends: boolean): Draft {
    const draft = this.#judge(node, table, sends);
    if (this.#fabric.nodes[node].role === 'router') this.#known.set(this.#key(node, table), draft);
    return draft;
  }

  #judge(node: number, table: number, sends: boolean): Draft {
    const none = { node, table, route: null, onward: [] };
    if (this.#arrived(node)) return { ...none, fate: 'delivered' };
    if (!sends && this.#fabric.nodes[node].role === 'host') return { ...none, fate: 'not-for-me' };
    const route = this.#lookup.decide(table, this.#target.address);
    if (route === null) return { ...none, fate: 'no-route' };
    if (route.action.kind !== 'forward') return { ...none, route, fate: routeFates[route.action.kind] };
    return { ...none, route, fate: null, onward: [] };
  }

  #arrived(node: number): boolean {
    const { address, node: owner } = this.#target;
    if (owner !== null) return owner === node;
    return this.#fabric.nodes[node].addresses.some(
      (own) => own.family === address.family && own.bits === address.bits,
    );
  }
}
