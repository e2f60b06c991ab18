/** Machines in public subnets: without an elastic address they reach nothing, with one and without a group anybody reaches them. */
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { entries, nameOf, prefixOf, routesOfTable, tablesOfSubnets } from '../design.ts';
import type { Rule } from '../rule.ts';

export const awsPublicMachine: Rule = {
  code: 'aws/public-machine',
  severity: 'warning',
  title: 'A machine stands in a public subnet',
  why: 'A subnet with a default route to an internet gateway is public. A machine there needs an elastic address to reach the internet, and with one the internet reaches it: only its security groups keep anybody out.',
  cure: 'Give the machine security groups, or place it in a private subnet behind a NAT gateway or a load balancer.',
  find({ scenario }) {
    const tables = tablesOfSubnets(scenario);
    const elastic = new Set(
      entries(scenario.attachments).flatMap(([, each]) =>
        each.kind === 'aws-elastic-address' ? [each.target] : [],
      ),
    );
    return entries(scenario.workloads).flatMap(([id, workload]): Finding[] => {
      if (workload.kind !== 'virtual-machine') return [];
      const table = tables.get(workload.subnet) ?? null;
      if (table === null || !isPublic(scenario, table)) return [];
      const name = nameOf(id, workload);
      const subnet = nameOf(workload.subnet, scenario.subnets?.[workload.subnet]);
      const base = { code: awsPublicMachine.code, path: ['workloads', id] };
      if (!elastic.has(id)) {
        const message = `${name} stands in public subnet ${subnet} but has no elastic address: it does not reach the internet`;
        return [{ ...base, severity: 'info', message }];
      }
      if ((workload.securityGroups ?? []).length > 0) return [];
      const message = `${name} has an elastic address in public subnet ${subnet} and no security group: anybody reaches it`;
      return [{ ...base, severity: awsPublicMachine.severity, message }];
    });
  },
};

const isPublic = (scenario: Scenario, table: string): boolean =>
  routesOfTable(scenario, table).some(
    ({ to, via }) =>
      to !== undefined &&
      prefixOf(to)?.length === 0 &&
      via !== undefined &&
      scenario.gateways?.[via]?.kind === 'aws-internet-gateway',
  );
