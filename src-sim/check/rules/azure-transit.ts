/** Traffic that was drawn as if a hub network carried it from one spoke to another. */
import type { Finding } from '../../scenario/problem.ts';
import { peersOf } from '../azure-design.ts';
import { entries, nameOf } from '../design.ts';
import type { Rule } from '../rule.ts';
import { tracedFlows } from '../traced-flows.ts';

export const azureTransit: Rule = {
  code: 'azure/transitive-peering',
  severity: 'error',
  title: 'A peering is expected to carry transit',
  why: 'Two networks peered with the same hub do not reach each other through it: a peering carries packets of its two networks only. Something in the hub has to forward them, and both spokes need routes that lead there.',
  cure: 'Peer the two networks directly, put a firewall into the hub with routes from both spokes, or use a virtual WAN.',
  find(context) {
    const { scenario } = context;
    const networkOf = (workload: string): string | undefined => {
      const record = scenario.workloads?.[workload];
      return record !== undefined && 'subnet' in record
        ? scenario.subnets?.[record.subnet]?.network
        : undefined;
    };
    const isVnet = (id: string | undefined): id is string =>
      id !== undefined && scenario.networks?.[id]?.kind === 'azure-vnet';
    const told = new Set<string>();
    return tracedFlows(context).flatMap(({ flow, from, to, result }): Finding[] => {
      const [a, b] = [networkOf(from), networkOf(to)];
      if (!isVnet(a) || !isVnet(b) || a === b || result.class === 'delivered' || result.class === 'denied')
        return [];
      const near = peersOf(scenario, a);
      const hub = [...peersOf(scenario, b)].find((id) => near.has(id));
      const pair = [a, b].toSorted().join(' ');
      if (near.has(b) || hub === undefined || told.has(pair)) return [];
      told.add(pair);
      const name = (id: string): string =>
        nameOf(id, entries(scenario.networks).find(([key]) => key === id)?.[1]);
      return [
        {
          code: azureTransit.code,
          severity: azureTransit.severity,
          message: `${name(a)} does not reach ${name(b)} through ${name(hub)}: peerings carry no transit, and no route leads through something that forwards`,
          path: ['traffic', flow],
        },
      ];
    });
  },
};
