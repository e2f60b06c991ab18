/** Machines of projects that may not use the network they stand in. */
import type { Finding } from '../../scenario/problem.ts';
import { entries } from '../design.ts';
import { gcpNetworkName, ofKind } from '../gcp-design.ts';
import type { Rule } from '../rule.ts';

export const gcpSharedVpc: Rule = {
  code: 'gcp/shared-vpc',
  severity: 'error',
  title: 'A machine stands in a network that is not shared with its project',
  why: 'A machine uses networks of its own project, or those a host project shares with it. A service project is attached to one host project only.',
  cure: 'Share the network with the project, or move the machine.',
  find({ scenario }) {
    const { code, severity } = gcpSharedVpc;
    const stray = entries(scenario.workloads).flatMap(([id, machine]): Finding[] => {
      const subnet = scenario.subnets?.[machine.subnet];
      const network = subnet?.kind === 'gcp-subnet' ? scenario.networks?.[subnet.network] : undefined;
      if (network?.kind !== 'gcp-vpc' || subnet === undefined) return [];
      const project = machine.kind === 'virtual-machine' ? machine.project : undefined;
      if (
        project === undefined ||
        project === network.project ||
        network.sharedWith?.includes(project) === true
      )
        return [];
      const shared = network.sharedWith ?? [];
      const message = `${id} belongs to project ${project}, which ${gcpNetworkName(scenario, subnet.network)} is not shared with`;
      const path = ['networks', subnet.network, 'sharedWith', shared.length];
      const cure = {
        title: `Share ${subnet.network} with ${project}`,
        edits: [{ op: 'set' as const, path, value: project }],
      };
      return [{ code, severity, message, path: ['workloads', id, 'project'], cure }];
    });
    const hosts = new Map<string, string>();
    const twice = ofKind(scenario.networks, 'gcp-vpc').flatMap(([id, { project, sharedWith = [] }]) =>
      sharedWith.flatMap((service, n): Finding[] => {
        const host = project ?? id;
        const known = hosts.get(service) ?? host;
        hosts.set(service, known);
        if (known === host) return [];
        const message = `project ${service} is a service project of ${known} already, and can have one host only`;
        return [{ code, severity, message, path: ['networks', id, 'sharedWith', n] }];
      }),
    );
    return [...stray, ...twice];
  },
};
