/**
 * Shortest paths as link-state protocols compute them (RFC 2328 section 16, RFC 3787 for IS-IS): from every router the least
 * sum of the costs of the interfaces it sends out of, and all interfaces that begin a way of that cost, which then share the
 * traffic (equal-cost multipath, RFC 2992). Costs belong to the direction, so the way back may be another.
 *
 * Computed from the destination against the direction of the links, once for all routers. Left out: areas, route types
 * and external metrics, pseudonodes of broadcast networks, unequal-cost sharing.
 */

export interface DirectedLink {
  readonly from: number;
  readonly to: number;
  /** A whole number, at least 1. */
  readonly cost: number;
}

export interface EqualCostWays {
  /** By router: cost of the whole way; Infinity where there is none. */
  readonly cost: Float64Array;
  /** By router: links that begin such a way, in their order; none at a destination. */
  readonly links: readonly (readonly number[])[];
}

export class LinkStateGraph {
  readonly #links: readonly DirectedLink[];
  readonly #into: number[][];
  readonly #outOf: number[][];

  constructor(routers: number, links: readonly DirectedLink[]) {
    this.#links = links;
    this.#into = Array.from({ length: routers }, () => []);
    this.#outOf = Array.from({ length: routers }, () => []);
    for (const [number, { from, to, cost }] of links.entries()) {
      if (!(Number.isInteger(cost) && cost >= 1))
        throw new RangeError(`a cost is a whole number, not ${cost}`);
      this.#into[to].push(number);
      this.#outOf[from].push(number);
    }
  }

  /** To whichever of the destinations is nearest. */
  waysTo(destinations: readonly number[]): EqualCostWays {
    const cost = this.#costsTo(destinations);
    const links = this.#outOf.map((own, router) =>
      cost[router] === 0
        ? []
        : own.filter((number) => {
            const { to, cost: step } = this.#links[number];
            return cost[to] < Infinity && cost[to] + step === cost[router];
          }),
    );
    return { cost, links };
  }

  /** Dijkstra's algorithm with a binary heap of (cost, router); entries that were bettered since are passed over. */
  #costsTo(destinations: readonly number[]): Float64Array {
    const cost = new Float64Array(this.#into.length).fill(Infinity);
    const heap: [number, number][] = [];
    for (const router of destinations) {
      cost[router] = 0;
      push(heap, [0, router]);
    }
    for (let next = pop(heap); next !== null; next = pop(heap)) {
      const [reached, router] = next;
      if (reached > cost[router]) continue;
      for (const number of this.#into[router]) {
        const { from, cost: step } = this.#links[number];
        if (reached + step >= cost[from]) continue;
        cost[from] = reached + step;
        push(heap, [cost[from], from]);
      }
    }
    return cost;
  }
}

function push(heap: [number, number][], entry: [number, number]): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent][0] <= entry[0]) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap[at] = entry;
}

function pop(heap: [number, number][]): [number, number] | null {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return last ?? null;
  const [first] = heap;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1][0] < heap[child][0]) child += 1;
    if (heap[child][0] >= last[0]) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = last;
  return first;
}
