/** The load of a network in the words of a plan: demands, links, and the sum of it. */
import type { Fabric } from '../fabric/fabric.ts';
import type { DemandLoad, NetworkLoad } from './network-load.ts';
import type { PlanDemand, PlanLink, PlanSummary } from './plan-result.ts';

/** `LINK:a>b`, as the packet engine names directions. */
export function channelName({ links, ports, nodes }: Fabric, channel: number): string {
  const link = links[channel >> 1];
  const [from, to] = (channel & 1) === 0 ? link.ports : [link.ports[1], link.ports[0]];
  return `${link.id}:${nodes[ports[from].node].id}>${nodes[ports[to].node].id}`;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

export function planDemands(fabric: Fabric, { demands }: NetworkLoad): PlanDemand[] {
  return demands.map((load) => {
    const { demand, offeredBps, servedBps, boundBy, boundAt } = load;
    return {
      id: demand.id,
      flow: fabric.flows[demand.flow].id,
      from: fabric.endpoints[demand.from].id,
      to: fabric.endpoints[demand.to].id,
      kind: demand.elastic ? 'elastic' : 'inelastic',
      offeredBps: finite(offeredBps),
      servedBps: finite(servedBps),
      boundBy,
      boundAt: boundAt < 0 ? null : channelName(fabric, boundAt),
      lost: lostBranches(load),
      latencyNs: latencyOf(load),
    };
  });
}

function lostBranches({ route, shares }: DemandLoad): PlanDemand['lost'] {
  const lost = new Map<string, PlanDemand['lost'][number]>();
  for (const { point, fate, record } of route.ends) {
    if (fate === 'delivered' || shares[point] === 0) continue;
    const key = `${fate} ${record}`;
    lost.set(key, { fate, record, share: (lost.get(key)?.share ?? 0) + shares[point] });
  }
  return [...lost.values()];
}

function latencyOf({ delay, reaches, queueingNs }: DemandLoad): PlanDemand['latencyNs'] {
  if (delay === null || reaches <= 0) return null;
  const { travellingNs: travelling, sendingNs: sending } = delay;
  const total = queueingNs === null ? null : travelling + sending + queueingNs;
  return { travelling, sending, queueing: queueingNs, total };
}

export function planLinks(fabric: Fabric, load: NetworkLoad): PlanLink[] {
  const { capacity, wanted, carried } = load;
  return fabric.links.flatMap(({ id, origin, rateBps }, number) =>
    [2 * number, 2 * number + 1].flatMap((channel): PlanLink[] => {
      if (rateBps === 0 && wanted[channel] === 0) return [];
      return [
        {
          id: channelName(fabric, channel),
          link: id,
          record: origin.path,
          rateBps: rateBps === 0 ? null : rateBps,
          wantedBps: wanted[channel],
          carriedBps: carried[channel],
          utilisation: rateBps === 0 ? null : wanted[channel] / capacity[channel],
        },
      ];
    }),
  );
}

/** Sums of shares are no more than full up to rounding. */
export const overload = 1 + 1e-9;

export function planSummary(demands: readonly PlanDemand[], links: readonly PlanLink[]): PlanSummary {
  const inelastic = demands.filter(({ kind }) => kind === 'inelastic');
  return {
    demands: demands.length,
    inelasticBps: inelastic.reduce((sum, { offeredBps }) => sum + (offeredBps ?? 0), 0),
    servedBps: inelastic.reduce((sum, { servedBps }) => sum + (servedBps ?? 0), 0),
    unreachable: demands.filter(({ boundBy }) => boundBy === 'unreachable').length,
    overloaded: links.filter(({ utilisation }) => (utilisation ?? 0) > overload).length,
    busiest: busiestOf(links),
  };
}

export function busiestOf(links: readonly PlanLink[]): PlanSummary['busiest'] {
  let busiest: PlanSummary['busiest'] = null;
  for (const { id, utilisation } of links) {
    if (utilisation !== null && utilisation > (busiest?.utilisation ?? 0))
      busiest = { link: id, utilisation };
  }
  return busiest;
}
