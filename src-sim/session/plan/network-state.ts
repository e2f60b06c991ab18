/** One state of a design, whole or with something gone: the load on it, and which records that rests on. */
import type { Fabric } from '../../fabric/fabric.ts';
import { type Demand, demandsOf } from '../../plan/demand.ts';
import { planDemands, planLinks } from '../../plan/load-tables.ts';
import { type NetworkLoad, networkLoad } from '../../plan/network-load.ts';
import type { PlanDemand, PlanLink } from '../../plan/plan-result.ts';
import { routeDemands } from '../../plan/route-demands.ts';
import { type SizedDemand, sizedDemand } from '../../plan/sized-demand.ts';

export interface LoadedNetwork {
  /** Whose links the load is on; of a design with something gone that of the whole one, where its links are a part of that. */
  readonly fabric: Fabric;
  readonly load: NetworkLoad;
  readonly demands: readonly PlanDemand[];
  readonly links: readonly PlanLink[];
  /** Ids of records that any demand rests on; all tunnels, because what is inside them is not told apart. */
  readonly used: ReadonlySet<string>;
}

export function loadedNetwork(fabric: Fabric): LoadedNetwork {
  const routed = routeDemands(fabric, demandsOf(fabric));
  return stateOf(
    fabric,
    routed.map((one) => sizedDemand(fabric, one)),
  );
}

/**
 * The same demands without some records. Only those are led anew whose way leads over what is gone, and those of which tables
 * do not tell all. Null: the changed design has links of its own, so that the loads cannot be put side by side this way.
 */
export function loadedWithout(
  before: LoadedNetwork,
  gone: ReadonlySet<string>,
  changed: Fabric,
): LoadedNetwork | null {
  const { fabric, load } = before;
  const channels = channelsIn(fabric, changed);
  if (channels === null) return null;
  const ends = new Map(changed.endpoints.map(({ id }, number) => [id, number]));
  const moved = new Map<SizedDemand, SizedDemand | null>();
  const affected = load.demands.filter((one) => {
    return one.walked || one.demand.elastic || restsOn(fabric, one, gone);
  });
  const again: { readonly was: SizedDemand; readonly demand: Demand }[] = [];
  for (const was of affected) {
    const [from, to, opener] = [was.demand.from, was.demand.to, was.demand.opener].map((end) =>
      ends.get(fabric.endpoints[end].id),
    );
    if (from === undefined || to === undefined || opener === undefined) moved.set(was, null);
    else again.push({ was, demand: { ...was.demand, from, to, opener } });
  }
  const routed = routeDemands(
    changed,
    again.map(({ demand }) => demand),
  );
  for (const [n, { was }] of again.entries()) {
    const { route, answered, walked } = routed[n];
    const steps = route.steps.map((step) => ({
      ...step,
      channel: step.channel < 0 ? -1 : channels[step.channel],
    }));
    moved.set(was, sizedDemand(fabric, { demand: was.demand, route: { ...route, steps }, answered, walked }));
  }
  return stateOf(
    fabric,
    load.demands.flatMap((one) => {
      const now = moved.get(one);
      return now === null ? [] : [now ?? one];
    }),
  );
}

function stateOf(fabric: Fabric, sized: readonly SizedDemand[]): LoadedNetwork {
  const load = networkLoad(fabric, sized);
  return {
    fabric,
    load,
    demands: planDemands(fabric, load),
    links: planLinks(fabric, load),
    used: usedRecords(fabric, sized),
  };
}

/** Channels of a part of a design in the whole; null where it has links the whole has not, or ids do not tell links apart. */
function channelsIn(whole: Fabric, part: Fabric): Int32Array | null {
  const numbers = new Map(whole.links.map(({ id }, number) => [id, number]));
  if (numbers.size < whole.links.length) return null;
  const channels = new Int32Array(2 * part.links.length);
  for (const [link, { id }] of part.links.entries()) {
    const number = numbers.get(id);
    if (number === undefined) return null;
    channels[2 * link] = 2 * number;
    channels[2 * link + 1] = 2 * number + 1;
  }
  return channels;
}

const recordOf = (path: string): string => path.split('.')[1] ?? '';

function restsOn(fabric: Fabric, { route, shares }: SizedDemand, records: ReadonlySet<string>): boolean {
  const { links, ports, nodes } = fabric;
  if (route.ends.some(({ record }) => records.has(recordOf(record)))) return true;
  return route.steps.some(({ tail, channel }) => {
    if (channel < 0 || shares[tail] === 0) return false;
    const { origin, ports: ends } = links[channel >> 1];
    return (
      records.has(recordOf(origin.path)) ||
      ends.some((port) => records.has(recordOf(nodes[ports[port].node].origin.path)))
    );
  });
}

function usedRecords({ links, ports, nodes }: Fabric, sized: readonly SizedDemand[]): Set<string> {
  const used = new Set<string>();
  const crossed = new Uint8Array(links.length);
  for (const { route, shares } of sized) {
    for (const { tail, channel } of route.steps) {
      if (channel >= 0 && shares[tail] > 0) crossed[channel >> 1] = 1;
    }
    for (const { record } of route.ends) used.add(recordOf(record));
  }
  for (const [number, { origin, ports: ends }] of links.entries()) {
    if (crossed[number] === 0) continue;
    used.add(recordOf(origin.path));
    for (const port of ends) used.add(recordOf(nodes[ports[port].node].origin.path));
  }
  for (const { tunnel, origin } of ports) if (tunnel !== undefined) used.add(recordOf(origin.path));
  return used;
}
