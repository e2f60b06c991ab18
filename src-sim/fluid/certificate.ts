/**
 * Whether rates are max-min fair, by the conditions that only the one fair solution meets (Bertsekas and Gallager, section
 * 6.5.2): no resource is over its capacity, and every flow is at its cap, or uses a full resource on which no other flow has
 * a higher rate for its weight.
 */
import type { SharingSystem } from './sharing-system.ts';

/** What is wrong with the rates, in a sentence; null: they are fair. `tolerance` is relative. */
export function unfairness(system: SharingSystem, rates: Float64Array, tolerance = 1e-9): string | null {
  const { flows, resources, capacity, weight, cap, start, resource, amount } = system;
  const used = new Float64Array(resources);
  const highest = new Float64Array(resources);
  for (let flow = 0; flow < flows; flow++) {
    if (!(rates[flow] >= 0)) return `flow ${flow} has the rate ${rates[flow]}`;
    if (rates[flow] > cap[flow] * (1 + tolerance)) return `flow ${flow} is over its cap`;
    for (let use = start[flow]; use < start[flow + 1]; use++) {
      used[resource[use]] += amount[use] * rates[flow];
      highest[resource[use]] = Math.max(highest[resource[use]], rates[flow] / weight[flow]);
    }
  }
  for (let r = 0; r < resources; r++) {
    if (used[r] > capacity[r] * (1 + tolerance)) return `resource ${r} is over its capacity`;
  }
  for (let flow = 0; flow < flows; flow++) {
    if (rates[flow] >= cap[flow] * (1 - tolerance)) continue;
    let bound = false;
    for (let use = start[flow]; use < start[flow + 1]; use++) {
      const r = resource[use];
      const full = used[r] >= capacity[r] * (1 - tolerance);
      if (full && rates[flow] / weight[flow] >= highest[r] * (1 - tolerance)) bound = true;
    }
    if (!bound) return `nothing holds flow ${flow} back`;
  }
  return null;
}
