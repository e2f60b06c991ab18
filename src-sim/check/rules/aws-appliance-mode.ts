/** VPCs that inspect in several zones and are attached without appliance mode. */
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { entries, nameOf } from '../design.ts';
import type { Rule } from '../rule.ts';

export const awsApplianceMode: Rule = {
  code: 'aws/appliance-mode',
  severity: 'warning',
  title: 'An inspection VPC is attached without appliance mode',
  why: 'Without it a transit gateway or core network delivers each direction of a flow in the zone of its sender. A stateful appliance in one zone then sees the question, the one in another zone the answer, and drops it.',
  cure: 'Set applianceMode: true on the attachment.',
  find({ scenario }) {
    const zones = inspectingZones(scenario);
    return entries(scenario.attachments).flatMap(([id, each]): Finding[] => {
      const attaches =
        each.kind === 'aws-transit-gateway-attachment' || each.kind === 'aws-core-network-attachment';
      if (!attaches || each.applianceMode === true || each.subnets.length < 2) return [];
      const inspecting = zones.get(each.network);
      if (inspecting === undefined || inspecting.size < 2) return [];
      const path = ['attachments', id, 'applianceMode'];
      const network = nameOf(each.network, scenario.networks?.[each.network]);
      return [
        {
          code: awsApplianceMode.code,
          severity: awsApplianceMode.severity,
          message: `${network} inspects in ${[...inspecting].sort().join(' and ')}, but its attachment ${nameOf(id, each)} is not in appliance mode`,
          path: ['attachments', id],
          source: {
            title: 'Appliance in a shared services VPC (Transit Gateway guide)',
            url: 'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html',
          },
          cure: { title: 'Turn appliance mode on', edits: [{ op: 'set', path, value: true }] },
        },
      ];
    });
  },
};

/** Zones with firewall or load balancer endpoints, by VPC. */
function inspectingZones(scenario: Scenario): Map<string, Set<string>> {
  const zones = new Map<string, Set<string>>();
  for (const [, gateway] of entries(scenario.gateways)) {
    if (gateway.kind !== 'aws-network-firewall' && gateway.kind !== 'aws-gateway-load-balancer-endpoint')
      continue;
    for (const { subnet: id } of gateway.interfaces) {
      const subnet = scenario.subnets?.[id];
      if (subnet?.kind !== 'aws-subnet' || subnet.zone === undefined) continue;
      zones.set(gateway.network, (zones.get(gateway.network) ?? new Set()).add(subnet.zone));
    }
  }
  return zones;
}
