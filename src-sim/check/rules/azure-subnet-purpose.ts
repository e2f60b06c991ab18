/** Services of Azure stand in subnets reserved for them, and nothing else does. */
import type { PathStep } from '../../scenario/edit.ts';
import type { Finding } from '../../scenario/problem.ts';
import { entries, nameOf } from '../design.ts';
import type { Rule } from '../rule.ts';

const wanted: Readonly<Record<string, string>> = {
  'azure-firewall': 'firewall',
  'azure-vpn-gateway': 'gateway',
  'azure-expressroute-gateway': 'gateway',
  'azure-route-server': 'route-server',
};

export const azureSubnetPurpose: Rule = {
  code: 'azure/subnet-purpose',
  severity: 'error',
  title: 'Something stands in a subnet that is not for it',
  why: 'Azure deploys gateways, firewalls and route servers only into subnets with the names reserved for them, and refuses machines there.',
  cure: 'Give the subnet the right purpose, or name another subnet.',
  find({ scenario }) {
    const finding = (message: string, path: readonly PathStep[]): Finding => ({
      code: azureSubnetPurpose.code,
      severity: azureSubnetPurpose.severity,
      message,
      path,
    });
    const purposeOf = (id: string): string | undefined => {
      const subnet = scenario.subnets?.[id];
      return subnet?.kind === 'azure-subnet' ? subnet.purpose : undefined;
    };
    const gateways = entries(scenario.gateways).flatMap(([id, gateway]) => {
      const purpose = wanted[gateway.kind];
      const subnet = 'subnet' in gateway ? gateway.subnet : undefined;
      if (purpose === undefined || subnet === undefined || purposeOf(subnet) === purpose) return [];
      const message = `${nameOf(id, gateway)} stands in ${subnet}, which is not a subnet of purpose ${purpose}`;
      return [finding(message, ['gateways', id, 'subnet'])];
    });
    const machines = entries(scenario.workloads).flatMap(([id, workload]) => {
      if (!('subnet' in workload)) return [];
      const purpose = purposeOf(workload.subnet);
      if (purpose === undefined) return [];
      const message = `${nameOf(id, workload)} stands in ${workload.subnet}, which Azure keeps for purpose ${purpose}`;
      return [finding(message, ['workloads', id, 'subnet'])];
    });
    return [...gateways, ...machines];
  },
};
