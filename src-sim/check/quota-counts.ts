/** What the document uses of each AWS quota it can use up: the fact that limits it, the place it counts in, how many. */
import { blocksOfNetwork, siteOfNetwork } from '../scenario/network-blocks.ts';
import type { RecordOf, Scenario } from '../scenario/schema.ts';
import { awsEdgeQuotas } from './aws-edge-quotas.ts';
import { azureQuotas } from './azure-quotas.ts';
import { gcpQuotas } from './gcp-quotas.ts';
import type { QuotaUse } from './quota-use.ts';
import {
  attachmentsOf,
  blocksOf,
  entries,
  nameOf,
  peeringsOf,
  prefixesOfRoutes,
  vpcRouteTables,
} from './design.ts';

type SecurityGroup = Extract<RecordOf<'securityGroups'>, { kind: 'aws-security-group' }>;

export function quotaUses(scenario: Scenario): QuotaUse[] {
  return [
    ...inRegions(scenario),
    ...inVpcs(scenario),
    ...inRouteTables(scenario),
    ...inSecurityGroups(scenario),
    ...inTransitGateways(scenario),
    ...awsEdgeQuotas(scenario),
    ...azureQuotas(scenario),
    ...gcpQuotas(scenario),
  ];
}

const count = <T>(items: readonly T[], matches: (item: T) => boolean): number => items.filter(matches).length;

function inRegions(scenario: Scenario): QuotaUse[] {
  const vpcs = entries(scenario.networks).filter(([, { kind }]) => kind === 'aws-vpc');
  const gateways = entries(scenario.gateways);
  return entries(scenario.sites).flatMap(([id, site]) => {
    if (site.kind !== 'aws-region') return [];
    const own = new Set(vpcs.filter(([, vpc]) => siteOfNetwork(vpc) === id).map(([vpc]) => vpc));
    const use = (fact: string, used: number): QuotaUse => ({
      fact,
      where: nameOf(id, site),
      path: ['sites', id],
      used,
    });
    return [
      use('aws.vpc.perregion', own.size),
      use(
        'aws.tgw.peraccount',
        count(gateways, ([, each]) => each.kind === 'aws-transit-gateway' && each.site === id),
      ),
      use(
        'aws.vpc.igw',
        count(gateways, ([, each]) => each.kind === 'aws-internet-gateway' && own.has(each.network)),
      ),
      use(
        'aws.vpc.sg.perregion',
        count(
          entries(scenario.securityGroups),
          ([, group]) => group.kind === 'aws-security-group' && own.has(group.network),
        ),
      ),
    ];
  });
}

function tally(names: readonly string[]): Map<string, number> {
  const tallied = new Map<string, number>();
  for (const name of names) tallied.set(name, (tallied.get(name) ?? 0) + 1);
  return tallied;
}

function inVpcs(scenario: Scenario): QuotaUse[] {
  const subnets = tally(entries(scenario.subnets).map(([, { network }]) => network));
  const tables = tally(vpcRouteTables(scenario).map(([, { network }]) => network));
  const peerings = tally(
    peeringsOf(scenario).flatMap(([, { requester, accepter }]) => [requester, accepter]),
  );
  const gateways = tally(
    entries(scenario.attachments).flatMap(([, each]) =>
      each.kind === 'aws-transit-gateway-attachment' ? [each.network] : [],
    ),
  );
  return entries(scenario.networks).flatMap(([id, network]) => {
    if (network.kind !== 'aws-vpc') return [];
    const blocks = blocksOf(id, network);
    const use = (fact: string, used = 0): QuotaUse => ({
      fact,
      where: nameOf(id, network),
      path: ['networks', id],
      used,
    });
    return [
      use('aws.vpc.subnets', subnets.get(id)),
      use('aws.vpc.routetables', tables.get(id)),
      use(
        'aws.vpc.ipv4cidrs',
        count(blocks, ({ prefix }) => prefix.family === 4),
      ),
      use(
        'aws.vpc.ipv6cidrs',
        count(blocks, ({ prefix }) => prefix.family === 6),
      ),
      use('aws.peering.pervpc', peerings.get(id)),
      use('aws.tgw.pervpc', gateways.get(id)),
    ];
  });
}

/** Both families are counted apart; the larger count is told. */
function inRouteTables(scenario: Scenario): QuotaUse[] {
  return vpcRouteTables(scenario).map(([id, table]) => {
    const families = prefixesOfRoutes(scenario, table.routes).map(({ prefix }) => prefix.family);
    const used = Math.max(...([4, 6] as const).map((family) => count(families, (each) => each === family)));
    return {
      fact: 'aws.vpc.routes',
      where: `route table ${nameOf(id, table)}`,
      path: ['routeTables', id],
      used,
    };
  });
}

function inSecurityGroups(scenario: Scenario): QuotaUse[] {
  const rulesOf = new Map(
    entries(scenario.securityGroups).flatMap(([id, group]): [string, number][] =>
      group.kind === 'aws-security-group' ? [[id, rulesIn(scenario, group)]] : [],
    ),
  );
  const groups = [...rulesOf].map(([id, used]) => ({
    fact: 'aws.vpc.sg.rules',
    where: `security group ${nameOf(id, scenario.securityGroups?.[id])}`,
    path: ['securityGroups', id],
    used,
  }));
  const interfaces = entries(scenario.workloads).flatMap(([id, workload]): QuotaUse[] => {
    if (workload.kind !== 'virtual-machine') return [];
    const own = (workload.securityGroups ?? []).filter((group) => rulesOf.has(group));
    const place = { where: nameOf(id, workload), path: ['workloads', id] };
    return [
      { ...place, fact: 'aws.vpc.sg.pereni', used: own.length },
      {
        ...place,
        fact: 'aws.vpc.sg.product',
        used: own.length * Math.max(0, ...own.map((group) => rulesOf.get(group)!)),
      },
    ];
  });
  return [...groups, ...interfaces];
}

/** A rule that names a prefix list counts as many rules as the list has entries. */
function rulesIn(scenario: Scenario, { inbound = [], outbound = [] }: SecurityGroup): number {
  const counted = (rules: typeof inbound): number =>
    rules.reduce((sum, { prefixList }) => sum + listLength(scenario, prefixList), 0);
  return Math.max(counted(inbound), counted(outbound));
}

function listLength(scenario: Scenario, prefixList: string | undefined): number {
  const list = prefixList === undefined ? undefined : scenario.routeTables?.[prefixList];
  return list?.kind === 'aws-prefix-list' ? list.entries.length : 1;
}

function inTransitGateways(scenario: Scenario): QuotaUse[] {
  return entries(scenario.gateways).flatMap(([id, gateway]) => {
    if (gateway.kind !== 'aws-transit-gateway') return [];
    const attachments = attachmentsOf(scenario, id);
    const tables = entries(scenario.routeTables).flatMap(([, table]) =>
      table.kind === 'aws-transit-gateway-route-table' && table.gateway === id ? [table] : [],
    );
    const written = tables.reduce((sum, { routes }) => sum + prefixesOfRoutes(scenario, routes).length, 0);
    const others = entries(scenario.attachments).filter(
      ([, each]) =>
        (each.kind === 'aws-vpn-connection' ||
          each.kind === 'aws-transit-gateway-connect' ||
          each.kind === 'aws-direct-connect-association') &&
        each.gateway === id,
    ).length;
    const peerings = entries(scenario.attachments).filter(
      ([, each]) =>
        each.kind === 'aws-transit-gateway-peering' && (each.requester === id || each.accepter === id),
    ).length;
    const propagated = attachments.reduce(
      (sum, [, { network, propagation }]) =>
        sum + (propagation?.length ?? 0) * blocksOfNetwork(scenario.networks?.[network]).length,
      0,
    );
    const use = (fact: string, used: number): QuotaUse => ({
      fact,
      where: nameOf(id, gateway),
      path: ['gateways', id],
      used,
    });
    return [
      use('aws.tgw.attachments', attachments.length + others + peerings),
      use('aws.tgw.routetables', tables.length),
      use('aws.tgw.routes', written + propagated),
    ];
  });
}
