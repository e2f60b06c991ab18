/** Traffic that was drawn as if a Google Cloud network carried it from one peer to another. */
import type { Finding } from '../../scenario/problem.ts';
import { gcpNetworkName, gcpPeersOf } from '../gcp-design.ts';
import { factSource, type Rule } from '../rule.ts';
import { tracedFlows } from '../traced-flows.ts';

export const gcpTransit: Rule = {
  code: 'gcp/transitive-peering',
  severity: 'error',
  title: 'A peering is expected to carry transit',
  why: 'Two networks peered with the same third one do not reach each other through it: a peering exchanges the routes of its two networks only, never those that one of them got from somebody else.',
  cure: 'Make both networks spokes of a hub, peer them directly, or join one of them by VPN.',
  find(context) {
    const { scenario, facts } = context;
    const networkOf = (workload: string): string | null => {
      const record = scenario.workloads?.[workload];
      const subnet = record === undefined ? undefined : scenario.subnets?.[record.subnet];
      return subnet?.kind === 'gcp-subnet' ? subnet.network : null;
    };
    const told = new Set<string>();
    return tracedFlows(context).flatMap(({ flow, from, to, result }): Finding[] => {
      const [a, b] = [networkOf(from), networkOf(to)];
      if (a === null || b === null || a === b) return [];
      // Firewalls speak at the machines; what the default route takes is refused at the internet edge.
      const last = result.forward.steps.at(-1)?.at;
      if (result.class === 'delivered' || last === from || last === to) return [];
      const near = gcpPeersOf(scenario, a);
      const between = [...gcpPeersOf(scenario, b)].find((id) => near.has(id));
      const pair = [a, b].toSorted().join(' ');
      if (near.has(b) || between === undefined || told.has(pair)) return [];
      told.add(pair);
      const name = (id: string): string => gcpNetworkName(scenario, id);
      return [
        {
          code: gcpTransit.code,
          severity: gcpTransit.severity,
          message: `${name(a)} does not reach ${name(b)} through ${name(between)}: peerings carry no transit`,
          path: ['traffic', flow],
          source: factSource(facts, 'gcp.peering.transitive'),
        },
      ];
    });
  },
};
