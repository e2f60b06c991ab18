/** What a failure does, as the difference between two states of the network, and which of two failures is worse. */
import { busiestOf, overload } from './load-tables.ts';
import type { FailedElement, FailureCase, PlanDemand, PlanLink } from './plan-result.ts';

export interface NetworkState {
  readonly demands: readonly PlanDemand[];
  readonly links: readonly PlanLink[];
}

/** A demand the failed network knows nothing of has lost its machine. */
export function failureCase(
  elements: readonly FailedElement[],
  before: NetworkState,
  after: NetworkState,
  brokenIntents: readonly string[],
): FailureCase {
  const now = new Map(after.demands.map((demand) => [demand.id, demand]));
  const unreachable: string[] = [];
  let lostBps = 0;
  let shortBps = 0;
  let addedNs = 0;
  for (const was of before.demands) {
    if (was.boundBy === 'unreachable') continue;
    const is = now.get(was.id);
    const less = (was.servedBps ?? 0) - (is?.servedBps ?? 0);
    if (is === undefined || is.boundBy === 'unreachable') {
      unreachable.push(was.id);
      lostBps += was.servedBps ?? 0;
      continue;
    }
    if (was.servedBps !== null && is.servedBps !== null) shortBps += Math.max(0, less);
    if (was.latencyNs === null || is.latencyNs === null) continue;
    addedNs = Math.max(addedNs, is.latencyNs.travelling - was.latencyNs.travelling);
  }
  const overBefore = new Set(overloadedIn(before.links));
  return {
    elements,
    unreachable,
    lostBps,
    shortBps,
    overloaded: overloadedIn(after.links).filter((id) => !overBefore.has(id)),
    busiest: busiestOf(after.links),
    addedNs,
    brokenIntents,
  };
}

const overloadedIn = (links: readonly PlanLink[]): string[] =>
  links.filter(({ utilisation }) => (utilisation ?? 0) > overload).map(({ id }) => id);

/** Lost reach first, then intents, want of room, load and detours. Rates below a bit a second are rounding. */
export function byHarm(a: FailureCase, b: FailureCase): number {
  return (
    Math.round(b.lostBps) - Math.round(a.lostBps) ||
    b.unreachable.length - a.unreachable.length ||
    b.brokenIntents.length - a.brokenIntents.length ||
    Math.round(b.shortBps) - Math.round(a.shortBps) ||
    (b.busiest?.utilisation ?? 0) - (a.busiest?.utilisation ?? 0) ||
    b.addedNs - a.addedNs ||
    a.elements.length - b.elements.length
  );
}
