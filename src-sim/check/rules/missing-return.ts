/** A VPC sends to another one through a transit gateway, and the other has no route back. */
import { firstAddress, formatPrefix, type Prefix } from '../../quantity/prefix.ts';
import { LongestMatch } from '../../quantity/longest-match.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { attachmentsOf, blocksOf, entries, nameOf, prefixOf, tablesOfSubnets } from '../design.ts';
import type { Rule } from '../rule.ts';

export const missingReturn: Rule = {
  code: 'route/missing-return',
  severity: 'warning',
  title: 'There is a way there, but no way back',
  why: 'Almost everything needs an answer. A network that another one sends to, but that has no route back, receives packets and answers into nothing.',
  cure: 'Add a route back to the table named, or take the route there away.',
  find({ scenario }) {
    return entries(scenario.gateways).flatMap(([gateway, { kind }]) =>
      kind === 'aws-transit-gateway' ? around(scenario, gateway) : [],
    );
  },
};

/** One route table of a VPC on the gateway, with what it knows. */
interface Sender {
  readonly network: string;
  readonly prefixes: readonly Prefix[];
  readonly table: string | null;
  readonly sends: (to: Prefix) => boolean;
}

function around(scenario: Scenario, gateway: string): Finding[] {
  const networks = [...new Set(attachmentsOf(scenario, gateway).map(([, { network }]) => network))];
  const senders = sendersOf(scenario, gateway, new Set(networks));
  const byNetwork = new Map<string, Sender[]>();
  for (const sender of senders)
    byNetwork.set(sender.network, [...(byNetwork.get(sender.network) ?? []), sender]);
  const findings: Finding[] = [];
  for (const lacking of senders) {
    for (const from of networks) {
      if (from === lacking.network) continue;
      const sources = byNetwork.get(from) ?? [];
      const missing = (sources[0]?.prefixes ?? []).filter((prefix) => !lacking.sends(prefix));
      if (missing.length === 0) continue;
      const asks = sources.some((source) => lacking.prefixes.some((prefix) => source.sends(prefix)));
      if (asks) findings.push(finding(scenario, gateway, from, lacking, missing));
    }
  }
  return findings;
}

function sendersOf(scenario: Scenario, gateway: string, networks: ReadonlySet<string>): Sender[] {
  const tables = new Map<string, Set<string | null>>();
  for (const [id, table] of tablesOfSubnets(scenario)) {
    const network = scenario.subnets?.[id]?.network ?? '';
    if (networks.has(network)) tables.set(network, (tables.get(network) ?? new Set()).add(table));
  }
  return [...tables].flatMap(([network, ids]) =>
    [...ids].map((table) => ({
      network,
      table,
      prefixes: blocksOf(network, scenario.networks?.[network]).map(({ prefix }) => prefix),
      sends: knows(scenario, table, gateway),
    })),
  );
}

/** Whether the table sends the first address of a prefix to the gateway. */
function knows(scenario: Scenario, table: string | null, gateway: string): (to: Prefix) => boolean {
  const routes = new LongestMatch<boolean>();
  for (const { to, via } of table === null ? [] : (scenario.routeTables?.[table]?.routes ?? [])) {
    const prefix = prefixOf(to);
    if (prefix !== null) routes.insert(prefix, via === gateway);
  }
  return (to) => routes.lookup(firstAddress(to))?.value ?? false;
}

function finding(
  scenario: Scenario,
  gateway: string,
  from: string,
  lacking: Sender,
  missing: readonly Prefix[],
): Finding {
  const { network, table } = lacking;
  const name = (id: string): string => nameOf(id, scenario.networks?.[id]);
  const prefixes = missing.map(formatPrefix);
  const message = `${name(from)} sends to ${name(network)} through ${gateway}, but ${
    table === null ? 'the main route table' : `route table ${table}`
  } of ${name(network)} does not send ${prefixes.join(', ')} back`;
  const base = { code: missingReturn.code, severity: missingReturn.severity, message };
  if (table === null) return { ...base, path: ['networks', network] };
  const written = scenario.routeTables?.[table]?.routes ?? [];
  const edits = prefixes.map((to, n) => ({
    op: 'set' as const,
    path: ['routeTables', table, 'routes', written.length + n],
    value: { to, via: gateway },
  }));
  return {
    ...base,
    path: ['routeTables', table],
    cure: { title: `Add a route to ${prefixes.join(', ')} via ${gateway}`, edits },
  };
}
