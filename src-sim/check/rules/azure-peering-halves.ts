/** Peerings whose two halves do not fit together. */
import type { PathStep } from '../../scenario/edit.ts';
import type { Finding, Severity } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { type AzurePeering, azurePeerings } from '../azure-design.ts';
import { entries, nameOf } from '../design.ts';
import type { Rule } from '../rule.ts';

export const azurePeeringHalves: Rule = {
  code: 'azure/peering-halves',
  severity: 'error',
  title: 'The two halves of a peering do not fit together',
  why: 'A peering is made of two halves. With one of them it stays "Initiated" and carries nothing; and a network can use the gateways of the other only where that one has some and lets it.',
  cure: 'Make the other half, or set the flags so that they agree.',
  find({ scenario }) {
    return azurePeerings(scenario).flatMap(([id, peering]) =>
      peering.initiated === true ? [oneSided(scenario, id, peering)] : gateways(scenario, id, peering),
    );
  },
};

const finding = (
  message: string,
  path: readonly PathStep[],
  severity: Severity = azurePeeringHalves.severity,
): Finding => ({ code: azurePeeringHalves.code, severity, message, path });

function oneSided(scenario: Scenario, id: string, { name, ends }: AzurePeering): Finding {
  const lacking = ends[1].network;
  const path = ['attachments', id, 'initiated'];
  const message = `peering ${name ?? id} carries nothing: its half in ${nameOf(lacking, scenario.networks?.[lacking])} does not exist`;
  return {
    ...finding(message, path, 'warning'),
    cure: { title: 'Make the other half', edits: [{ op: 'remove', path }] },
  };
}

function gateways(scenario: Scenario, id: string, { name, ends }: AzurePeering): Finding[] {
  return ends.flatMap((end, n): Finding[] => {
    const other = ends[n === 0 ? 1 : 0];
    if (end.useRemoteGateways !== true) return [];
    const path = ['attachments', id, 'ends', n, 'useRemoteGateways'];
    const called = `peering ${name ?? id}`;
    if (other.allowGatewayTransit !== true) {
      return [
        finding(
          `${called}: ${end.network} uses the gateways of ${other.network}, which does not allow gateway transit`,
          path,
        ),
      ];
    }
    return hasGateway(scenario, other.network)
      ? []
      : [finding(`${called}: ${end.network} uses the gateways of ${other.network}, which has none`, path)];
  });
}

const hasGateway = (scenario: Scenario, network: string): boolean =>
  entries(scenario.gateways).some(
    ([, gateway]) =>
      (gateway.kind === 'azure-vpn-gateway' ||
        gateway.kind === 'azure-expressroute-gateway' ||
        gateway.kind === 'azure-route-server') &&
      scenario.subnets?.[gateway.subnet]?.network === network,
  );
