/**
 * VPCs send to another one through a transit gateway, and the other has no route back: one finding per table that lacks
 * routes, however many senders it lacks them to. Of everything else, pairs of machines are followed, and answers that are lost
 * for want of a route are told where they are lost.
 */
import { firstAddress, formatPrefix, type Prefix } from '../../quantity/prefix.ts';
import { LongestMatch } from '../../quantity/longest-match.ts';
import type { Fate } from '../../fabric/fate.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import {
  attachmentsOf,
  blocksOf,
  entries,
  nameOf,
  prefixesOfRoutes,
  routesOfTable,
  tablesOfSubnets,
} from '../design.ts';
import { lostAnswers } from '../lost-answers.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const missingReturn: Rule = {
  code: 'route/missing-return',
  severity: 'warning',
  title: 'There is a way there, but no way back',
  why: 'Almost everything needs an answer. A network that another one sends to, but that has no route back, receives packets and answers into nothing.',
  cure: 'Add a route back to the table named, or take the route there away.',
  find(context) {
    const ofVpcs = entries(context.scenario.gateways).flatMap(([gateway, { kind }]) =>
      kind === 'aws-transit-gateway' ? around(context, gateway) : [],
    );
    const told = new Set(ofVpcs.map(({ path }) => path.join('.')));
    const ofMachines = lostAnswers(
      context.fabric,
      missingReturn,
      (result) => result.class === 'one-way' && withoutRoute.has(result.reverse.fate),
    );
    return [...ofVpcs, ...ofMachines.filter(({ path }) => !told.has(path.join('.')))];
  },
};

const withoutRoute: ReadonlySet<Fate> = new Set([
  'no-route',
  'blackhole',
  'unreachable',
  'prohibited',
] as const);

/** One route table of a VPC on the gateway, with what it knows. */
interface Sender {
  readonly network: string;
  readonly prefixes: readonly Prefix[];
  readonly table: string | null;
  readonly sends: (to: Prefix) => boolean;
}

/** A VPC that sends, and its blocks that a table of the receiver does not send back to. */
interface Missing {
  readonly network: string;
  readonly prefixes: readonly Prefix[];
}

function around(context: RuleContext, gateway: string): Finding[] {
  const { scenario } = context;
  const networks = [...new Set(attachmentsOf(scenario, gateway).map(([, { network }]) => network))];
  const senders = sendersOf(scenario, gateway, new Set(networks));
  const byNetwork = new Map<string, Sender[]>();
  for (const sender of senders) {
    const tables = byNetwork.get(sender.network);
    if (tables === undefined) byNetwork.set(sender.network, [sender]);
    else tables.push(sender);
  }
  return senders.flatMap((lacking) => {
    const missing: Missing[] = [];
    for (const [network, sources] of byNetwork) {
      if (network === lacking.network) continue;
      const prefixes = sources[0].prefixes.filter((prefix) => !lacking.sends(prefix));
      if (prefixes.length === 0) continue;
      const asks = sources.some((source) => lacking.prefixes.some((prefix) => source.sends(prefix)));
      if (asks) missing.push({ network, prefixes });
    }
    return missing.length === 0 ? [] : [finding(context, gateway, lacking, missing)];
  });
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

/** What takes packets on to elsewhere: where, is for its own table to say. */
function isMiddlebox(scenario: Scenario, via: string | undefined): boolean {
  const kind = via === undefined ? undefined : scenario.gateways?.[via]?.kind;
  return (
    kind === 'aws-nat-gateway' ||
    kind === 'aws-network-firewall' ||
    kind === 'aws-gateway-load-balancer-endpoint'
  );
}

/** Whether the table sends the first address of a prefix to the gateway. */
function knows(scenario: Scenario, table: string | null, gateway: string): (to: Prefix) => boolean {
  const routes = new LongestMatch<boolean>();
  const written = table === null ? [] : routesOfTable(scenario, table);
  for (const { prefix, via } of prefixesOfRoutes(scenario, written)) {
    routes.insert(prefix, via === gateway || isMiddlebox(scenario, via));
  }
  return (to) => routes.lookup(firstAddress(to))?.value ?? false;
}

function finding(
  { scenario, facts }: RuleContext,
  gateway: string,
  { network, table }: Sender,
  missing: readonly Missing[],
): Finding {
  const name = (id: string): string => nameOf(id, scenario.networks?.[id]);
  const from = listed(missing.map((each) => name(each.network)));
  const prefixes = missing.flatMap((each) => each.prefixes.map(formatPrefix));
  const deciding = table === null ? 'the main route table' : `route table ${table}`;
  const message = `${from} ${missing.length === 1 ? 'sends' : 'send'} to ${name(network)} through ${gateway}, but ${deciding} of ${name(network)} does not send ${listed(prefixes)} back`;
  const base = { code: missingReturn.code, severity: missingReturn.severity, message };
  if (table === null) return { ...base, path: ['networks', network] };
  const written = routesOfTable(scenario, table);
  const located = { ...base, path: ['routeTables', table] };
  // More would not fit into the table: a summary route is wanted, and which one is for its owner to say.
  if (written.length + prefixes.length > facts.number('aws.vpc.routes')) return located;
  const edits = prefixes.map((to, n) => ({
    op: 'set' as const,
    path: ['routeTables', table, 'routes', written.length + n],
    value: { to, via: gateway },
  }));
  return {
    ...located,
    cure: {
      title: `Add ${prefixes.length === 1 ? 'a route' : 'routes'} to ${listed(prefixes)} via ${gateway}`,
      edits,
    },
  };
}

const listedMax = 3;

/** "a, b, c and 4 more" */
function listed(items: readonly string[]): string {
  const shown = items.slice(0, listedMax).join(', ');
  return items.length > listedMax ? `${shown} and ${items.length - listedMax} more` : shown;
}
