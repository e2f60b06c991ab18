/**
 * The ways of a demand by route tables and filters alone: the decisions that trace makes for packets to its destination, with
 * an equal share for each next hop at every node that shares flows (ECMP split per hop, as for very many flows).
 */
import { hopsMax } from '../trace/hop-limits.ts';
import type { Decision } from '../trace/decision.ts';
import type { Groundwork } from '../trace/groundwork.ts';
import type { Ways } from '../trace/ways.ts';
import type { Fate } from '../fabric/fate.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import { channelOf, type DemandRoute, type RouteEnd, type RouteStep } from './demand-route.ts';

/** Null where something on a way depends on more than the destination: then the walker has to say. */
export function tableRoute(
  ground: Groundwork,
  ways: Ways,
  node: number,
  header: PacketHeader,
): DemandRoute | null {
  const order = inOrder(ways, ways.from(node));
  return order === null ? null : new TableRoute(ground, ways, header, order).route();
}

interface Order {
  readonly decisions: readonly Decision[];
  readonly places: ReadonlyMap<number, number>;
}

/** Decisions that may be met, each before those behind it; ways round lead back. Null: one of them is special. */
function inOrder(ways: Ways, first: Decision): Order | null {
  const seen = new Set([first.id]);
  const finished: Decision[] = [];
  const open: { readonly decision: Decision; next: number }[] = [{ decision: first, next: 0 }];
  while (open.length > 0) {
    const top = open[open.length - 1];
    if (top.decision.special) return null;
    if (top.next >= top.decision.onward.length) {
      finished.push(top.decision);
      open.pop();
      continue;
    }
    const after = ways.after(top.decision.onward[top.next++]);
    if (seen.has(after.id)) continue;
    seen.add(after.id);
    open.push({ decision: after, next: 0 });
  }
  const decisions = finished.reverse();
  return { decisions, places: new Map(decisions.map(({ id }, place) => [id, place])) };
}

class TableRoute {
  readonly #ground: Groundwork;
  readonly #ways: Ways;
  readonly #header: PacketHeader;
  readonly #order: Order;
  readonly #steps: RouteStep[] = [];
  readonly #ends: RouteEnd[] = [];
  readonly #hops: Int32Array;
  #points: number;

  constructor(ground: Groundwork, ways: Ways, header: PacketHeader, order: Order) {
    this.#ground = ground;
    this.#ways = ways;
    this.#header = header;
    this.#order = order;
    this.#points = order.decisions.length;
    this.#hops = new Int32Array(order.decisions.length);
  }

  route(): DemandRoute {
    for (const [point, decision] of this.#order.decisions.entries()) this.#leave(point, decision);
    return { points: this.#points, steps: this.#steps, ends: this.#ends };
  }

  #leave(point: number, { node, fate, onward }: Decision): void {
    const { fabric } = this.#ground;
    const { path } = fabric.nodes[node].origin;
    if (fate !== null) {
      this.#ends.push({ point, fate, record: path });
      return;
    }
    if (this.#hops[point] >= hopsMax) {
      this.#ends.push({ point, fate: 'ttl-exceeded', record: path });
      return;
    }
    const share = 1 / onward.length;
    for (const next of onward) {
      const after = this.#ways.after(next);
      const there = this.#order.places.get(after.id)!;
      const channel = channelOf(fabric, next.out);
      const base = { tail: point, share, extraBytes: 0 };
      const refusing = next.gates.find(
        ({ filter }) => this.#ground.filters.decide(filter, this.#header)?.allow !== true,
      );
      if (refusing !== undefined) {
        const record = fabric.filters[refusing.filter].origin.path;
        const crossed = refusing.port === next.out ? -1 : channel;
        this.#steps.push({ ...base, channel: crossed, head: this.#end('denied', record) });
      } else if (there <= point) {
        this.#steps.push({ ...base, channel, head: this.#end('ttl-exceeded', path) });
      } else {
        this.#steps.push({ ...base, channel, head: there });
        const counted = fabric.nodes[after.node].decrementsTtl ? 1 : 0;
        this.#hops[there] = Math.max(this.#hops[there], this.#hops[point] + counted);
      }
    }
  }

  /** A point of its own. */
  #end(fate: Fate, record: string): number {
    const point = this.#points++;
    this.#ends.push({ point, fate, record });
    return point;
  }
}
