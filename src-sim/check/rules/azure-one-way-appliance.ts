/** Firewalls and machines that forward which see one direction of a flow only. */
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { TracePath } from '../../trace/trace-result.ts';
import { nameOf } from '../design.ts';
import type { Rule } from '../rule.ts';
import { tracedFlows } from '../traced-flows.ts';

export const azureOneWayAppliance: Rule = {
  code: 'azure/one-way-appliance',
  severity: 'warning',
  title: 'A firewall sees only one direction of a flow',
  why: 'A firewall remembers what it let through and refuses answers to what it has not seen. Where a route leads one direction through it and the other takes the direct way, connections fail although each direction has a route.',
  cure: 'Give the route table of the other side a route through the same firewall; on a GatewaySubnet, routes to the blocks of the spokes.',
  find(context) {
    const { scenario } = context;
    const told = new Set<string>();
    return tracedFlows(context).flatMap(({ flow, from, to, result }): Finding[] => {
      const there = forwardersOn(scenario, result.forward);
      const back = forwardersOn(scenario, result.reverse);
      const single = [...there].find((each) => !back.has(each));
      if (single === undefined || result.reverse.steps.length === 0 || result.forward.fate !== 'delivered')
        return [];
      if (told.has(single)) return [];
      told.add(single);
      const name = nameOf(single, scenario.gateways?.[single] ?? scenario.workloads?.[single]);
      const sender = nameOf(from, scenario.workloads?.[from]);
      const receiver = nameOf(to, scenario.workloads?.[to]);
      return [
        {
          code: azureOneWayAppliance.code,
          severity: azureOneWayAppliance.severity,
          message: `${name} sees what ${sender} sends to ${receiver}, but not the answers, which take another way`,
          path: ['traffic', flow],
        },
      ];
    });
  },
};

/** By id: Azure's firewalls, and machines in Azure that forward. */
function forwardersOn(scenario: Scenario, path: TracePath): Set<string> {
  return new Set(
    path.steps
      .map(({ at }) => at)
      .filter((id) => {
        if (scenario.gateways?.[id]?.kind === 'azure-firewall') return true;
        const machine = scenario.workloads?.[id];
        if (machine?.kind !== 'virtual-machine' || machine.forwards !== true) return false;
        return scenario.subnets?.[machine.subnet]?.kind === 'azure-subnet';
      }),
  );
}
