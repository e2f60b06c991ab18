/** Public NAT gateways that cannot reach the internet themselves. */
import type { Finding } from '../../scenario/problem.ts';
import type { RecordOf, Scenario } from '../../scenario/schema.ts';
import { entries, nameOf, prefixOf, routesOfTable, tablesOfSubnets } from '../design.ts';
import type { Rule } from '../rule.ts';

type NatGateway = Extract<RecordOf<'gateways'>, { kind: 'aws-nat-gateway' }>;

export const awsNatWayOut: Rule = {
  code: 'aws/nat-way-out',
  severity: 'error',
  title: 'A NAT gateway has no way to the internet',
  why: 'A public NAT gateway sends on by the route table of the subnet it stands in, and the internet gateway needs an elastic address for it. In a private subnet, or without an address, it takes packets and reaches nothing.',
  cure: 'Place it in a subnet with a default route to an internet gateway, give it an elastic address, or make it private.',
  find({ scenario }) {
    const tables = tablesOfSubnets(scenario);
    return entries(scenario.gateways).flatMap(([id, gateway]) =>
      gateway.kind === 'aws-nat-gateway' && gateway.connectivity !== 'private'
        ? inPrivateSubnets(scenario, tables, id, gateway).concat(withoutAddress(scenario, id, gateway))
        : [],
    );
  },
};

function inPrivateSubnets(
  scenario: Scenario,
  tables: ReadonlyMap<string, string | null>,
  id: string,
  gateway: NatGateway,
): Finding[] {
  return gateway.interfaces.flatMap(({ subnet }, n): Finding[] => {
    const table = tables.get(subnet);
    if (table === undefined || leadsOut(scenario, table)) return [];
    return [
      {
        code: awsNatWayOut.code,
        severity: awsNatWayOut.severity,
        message: `NAT gateway ${nameOf(id, gateway)} stands in ${nameOf(subnet, scenario.subnets?.[subnet])}, which has no default route to an internet gateway`,
        path: ['gateways', id, 'interfaces', n, 'subnet'],
      },
    ];
  });
}

const waysOut: ReadonlySet<string> = new Set([
  'aws-internet-gateway',
  'aws-network-firewall',
  'aws-gateway-load-balancer-endpoint',
]);

/** A default route to an internet gateway, or to what inspects on the way there. */
function leadsOut(scenario: Scenario, table: string | null): boolean {
  return (table === null ? [] : routesOfTable(scenario, table)).some(({ to, via }) => {
    const prefix = to === undefined ? null : prefixOf(to);
    if (prefix?.family !== 4 || prefix.length !== 0 || via === undefined) return false;
    return scenario.workloads?.[via] !== undefined || waysOut.has(scenario.gateways?.[via]?.kind ?? '');
  });
}

function withoutAddress(scenario: Scenario, id: string, gateway: NatGateway): Finding[] {
  const given = entries(scenario.attachments).filter(
    ([, each]) => each.kind === 'aws-elastic-address' && each.target === id,
  ).length;
  if (given >= gateway.interfaces.length) return [];
  const has =
    given === 0
      ? 'no elastic address'
      : `${given} elastic addresses for ${gateway.interfaces.length} interfaces`;
  return [
    {
      code: awsNatWayOut.code,
      severity: awsNatWayOut.severity,
      message: `NAT gateway ${nameOf(id, gateway)} has ${has}: the internet gateway refuses what it sends`,
      path: ['gateways', id],
    },
  ];
}
