/**
 * Weighted max-min fair rates by progressive filling (Bertsekas and Gallager, Data Networks, section 6.5.2): all flows grow
 * together, each by its weight, until a resource is full or a flow has all it wants; what is stopped by that stays as
 * it is, the others grow on. A rate is level x weight, so resource r fills up at the level
 * (capacity - use of flows that stand still) / (sum of amount x weight of those that grow).
 *
 * That level only rises while flows are stopped elsewhere. So the queue of resources need not be kept in order: the first is
 * asked for its level anew, and goes back where it has risen. Each use is looked at twice in all.
 */
import { LevelHeap } from './level-heap.ts';
import type { SharingSystem } from './sharing-system.ts';

/** Rates by flow; Infinity where nothing limits one. */
export function maxMinRates(system: SharingSystem): Float64Array {
  return new Filling(system).run();
}

class Filling {
  readonly #system: SharingSystem;
  readonly #rates: Float64Array;
  readonly #stopped: Uint8Array;
  /** By resource: capacity left by flows that stand still; growth of its use with the level; flows that grow. */
  readonly #left: Float64Array;
  readonly #growth: Float64Array;
  readonly #growing: Int32Array;
  /** Uses by resource, as `start` and `resource` have them by flow. */
  readonly #userStart: Int32Array;
  readonly #users: Int32Array;

  constructor(system: SharingSystem) {
    const { flows, resources, start, resource, amount, weight, capacity } = system;
    this.#system = system;
    this.#rates = new Float64Array(flows).fill(Infinity);
    this.#stopped = new Uint8Array(flows);
    this.#left = Float64Array.from(capacity);
    this.#growth = new Float64Array(resources);
    this.#growing = new Int32Array(resources);
    this.#userStart = new Int32Array(resources + 1);
    this.#users = new Int32Array(resource.length);
    for (const used of resource) this.#userStart[used + 1] += 1;
    for (let r = 0; r < resources; r++) this.#userStart[r + 1] += this.#userStart[r];
    const next = Int32Array.from(this.#userStart);
    for (let flow = 0; flow < flows; flow++) {
      for (let use = start[flow]; use < start[flow + 1]; use++) {
        const used = resource[use];
        this.#users[next[used]++] = flow;
        this.#growth[used] += amount[use] * weight[flow];
        this.#growing[used] += 1;
      }
    }
  }

  run(): Float64Array {
    const { capacity, cap, weight } = this.#system;
    const levels = new Float64Array(capacity.length);
    for (let r = 0; r < levels.length; r++) levels[r] = this.#levelOf(r);
    const limiting = Int32Array.from(capacity.keys()).filter((r) => levels[r] < Infinity);
    const heap = new LevelHeap(limiting, levels);
    const modest = flowsByCap(this.#system);
    let wanting = 0;
    for (;;) {
      while (wanting < modest.length && this.#stopped[modest[wanting]] === 1) wanting += 1;
      const flow = wanting < modest.length ? modest[wanting] : -1;
      const satisfied = flow < 0 ? Infinity : cap[flow] / weight[flow];
      const first = heap.first();
      if (first < 0 || levels[first] > satisfied) {
        if (flow < 0) return this.#rates;
        this.#stop(flow, cap[flow]);
        continue;
      }
      const level = this.#levelOf(first);
      if (level === Infinity) heap.removeFirst();
      else if (level > levels[first]) {
        levels[first] = level;
        heap.sinkFirst();
      } else {
        this.#fillUp(first, levels[first]);
        heap.removeFirst();
      }
    }
  }

  #levelOf(resource: number): number {
    if (this.#growing[resource] === 0) return Infinity;
    return Math.max(0, this.#left[resource]) / this.#growth[resource];
  }

  #fillUp(resource: number, level: number): void {
    const { weight } = this.#system;
    for (let n = this.#userStart[resource]; n < this.#userStart[resource + 1]; n++) {
      const flow = this.#users[n];
      if (this.#stopped[flow] === 0) this.#stop(flow, level * weight[flow]);
    }
  }

  #stop(flow: number, rate: number): void {
    const { start, resource, amount, weight } = this.#system;
    this.#rates[flow] = rate;
    this.#stopped[flow] = 1;
    for (let use = start[flow]; use < start[flow + 1]; use++) {
      const used = resource[use];
      this.#left[used] -= amount[use] * rate;
      this.#growth[used] -= amount[use] * weight[flow];
      this.#growing[used] -= 1;
    }
  }
}

/** Those with a cap, in the order in which they reach it. */
function flowsByCap({ cap, weight }: SharingSystem): Int32Array {
  const level = cap.map((most, flow) => most / weight[flow]);
  return Int32Array.from(cap.keys())
    .filter((flow) => cap[flow] < Infinity)
    .sort((a, b) => level[a] - level[b] || a - b);
}
