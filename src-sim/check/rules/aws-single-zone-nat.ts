/** Zones whose way to the internet leads through a NAT gateway in another zone. */
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { entries, nameOf, routesOfTable, tablesOfSubnets } from '../design.ts';
import type { Rule } from '../rule.ts';

export const awsSingleZoneNat: Rule = {
  code: 'aws/single-zone-nat',
  severity: 'warning',
  title: 'A NAT gateway serves zones it does not stand in',
  why: 'A NAT gateway works in its zone only. If that zone fails, the other zones lose the internet with it, and what they send through it is charged as traffic between zones.',
  cure: 'Place a NAT gateway in each zone with a route table of its own, or give it an interface in each zone.',
  find({ scenario }) {
    const served = zonesServed(scenario);
    return entries(scenario.gateways).flatMap(([id, gateway]): Finding[] => {
      if (gateway.kind !== 'aws-nat-gateway') return [];
      const own = new Set(gateway.interfaces.map(({ subnet }) => zoneOf(scenario, subnet)));
      const others = [...(served.get(id) ?? [])].filter((zone) => !own.has(zone)).sort();
      if (others.length === 0 || own.has(undefined)) return [];
      const zones = [...own].join(', ');
      return [
        {
          code: awsSingleZoneNat.code,
          severity: awsSingleZoneNat.severity,
          message: `${others.join(', ')} ${others.length === 1 ? 'depends' : 'depend'} on NAT gateway ${nameOf(id, gateway)} in ${zones}`,
          path: ['gateways', id],
        },
      ];
    });
  },
};

/** Zones with subnets whose table names the gateway. */
function zonesServed(scenario: Scenario): Map<string, Set<string>> {
  const served = new Map<string, Set<string>>();
  for (const [subnet, table] of tablesOfSubnets(scenario)) {
    const zone = zoneOf(scenario, subnet);
    if (zone === undefined || table === null) continue;
    for (const { via } of routesOfTable(scenario, table)) {
      if (via !== undefined) served.set(via, (served.get(via) ?? new Set()).add(zone));
    }
  }
  return served;
}

function zoneOf(scenario: Scenario, id: string): string | undefined {
  const subnet = scenario.subnets?.[id];
  return subnet?.kind === 'aws-subnet' ? subnet.zone : undefined;
}
