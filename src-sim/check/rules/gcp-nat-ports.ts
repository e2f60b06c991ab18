/** Cloud NAT with fewer ports than its machines are promised. */
import type { Finding } from '../../scenario/problem.ts';
import { entries, nameOf } from '../design.ts';
import { gcpRegionOf, ofKind } from '../gcp-design.ts';
import { factSource, type Rule, type RuleContext } from '../rule.ts';

export const gcpNatPorts: Rule = {
  code: 'gcp/nat-ports',
  severity: 'error',
  title: 'Cloud NAT has not enough ports for its machines',
  why: 'Each machine is given its minimum of ports on one address. Machines for which no address has so many left are not translated at all: they have no way out.',
  cure: 'Add addresses, or lower the minimum of ports per machine.',
  find(context) {
    const { scenario, facts } = context;
    return ofKind(scenario.gateways, 'gcp-cloud-nat').flatMap(([id, nat]): Finding[] => {
      const each = nat.minPortsPerVm ?? facts.number('gcp.nat.ports.min', 'ports');
      const room = nat.addresses.length * Math.floor(facts.number('gcp.nat.ports', 'ports') / each);
      const machines = machinesOf(context, id);
      if (machines <= room) return [];
      return [
        {
          code: gcpNatPorts.code,
          severity: gcpNatPorts.severity,
          message: `Cloud NAT ${nameOf(id, nat)} has ports for ${room} machines at ${each} each, and serves ${machines}`,
          path: ['gateways', id, 'addresses'],
          source: factSource(facts, 'gcp.nat.ports'),
        },
      ];
    });
  },
};

function machinesOf({ scenario }: RuleContext, id: string): number {
  const nat = scenario.gateways?.[id];
  const router = nat?.kind === 'gcp-cloud-nat' ? scenario.gateways?.[nat.router] : undefined;
  if (nat?.kind !== 'gcp-cloud-nat' || router?.kind !== 'gcp-cloud-router') return 0;
  const region = gcpRegionOf(scenario, router.site);
  const withAddress = new Set(
    ofKind(scenario.attachments, 'gcp-external-address').map(([, { workload }]) => workload),
  );
  return entries(scenario.workloads).filter(([machine, { subnet: standsIn, kind }]) => {
    const subnet = scenario.subnets?.[standsIn];
    return (
      kind === 'virtual-machine' &&
      subnet?.kind === 'gcp-subnet' &&
      subnet.network === router.network &&
      gcpRegionOf(scenario, subnet.site) === region &&
      (nat.subnets?.includes(standsIn) ?? true) &&
      !withAddress.has(machine)
    );
  }).length;
}
