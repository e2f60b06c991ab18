/** What the document uses of each AWS quota it can use up: the fact that limits it, the place it counts in, how many. */
import type { PathStep } from '../scenario/edit.ts';
import type { Scenario } from '../scenario/schema.ts';
import { attachmentsOf, blocksOf, entries, nameOf, peeringsOf, prefixOf, vpcRouteTables } from './design.ts';

export interface QuotaUse {
  readonly fact: string;
  readonly where: string;
  readonly path: readonly PathStep[];
  readonly used: number;
}

export function quotaUses(scenario: Scenario): QuotaUse[] {
  return [
    ...inRegions(scenario),
    ...inVpcs(scenario),
    ...inRouteTables(scenario),
    ...inSecurityGroups(scenario),
    ...inTransitGateways(scenario),
  ];
}

const count = <T>(items: readonly T[], matches: (item: T) => boolean): number => items.filter(matches).length;

function inRegions(scenario: Scenario): QuotaUse[] {
  const vpcs = entries(scenario.networks).filter(([, { kind }]) => kind === 'aws-vpc');
  const gateways = entries(scenario.gateways);
  return entries(scenario.sites).flatMap(([id, site]) => {
    if (site.kind !== 'aws-region') return [];
    const own = new Set(vpcs.filter(([, vpc]) => vpc.site === id).map(([vpc]) => vpc));
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
        count(entries(scenario.securityGroups), ([, { network }]) => own.has(network)),
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
    const families = (table.routes ?? []).map(({ to }) => prefixOf(to)?.family);
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
  const groups = entries(scenario.securityGroups).map(([id, group]) => ({
    fact: 'aws.vpc.sg.rules',
    where: `security group ${nameOf(id, group)}`,
    path: ['securityGroups', id],
    used: Math.max(group.inbound?.length ?? 0, group.outbound?.length ?? 0),
  }));
  const interfaces = entries(scenario.workloads).map(([id, workload]) => ({
    fact: 'aws.vpc.sg.pereni',
    where: nameOf(id, workload),
    path: ['workloads', id],
    used: workload.securityGroups?.length ?? 0,
  }));
  return [...groups, ...interfaces];
}

function inTransitGateways(scenario: Scenario): QuotaUse[] {
  return entries(scenario.gateways).flatMap(([id, gateway]) => {
    if (gateway.kind !== 'aws-transit-gateway') return [];
    const attachments = attachmentsOf(scenario, id);
    const tables = entries(scenario.routeTables).filter(
      ([, table]) => table.kind === 'aws-transit-gateway-route-table' && table.gateway === id,
    );
    const written = tables.reduce((sum, [, { routes }]) => sum + (routes?.length ?? 0), 0);
    const propagated = attachments.reduce(
      (sum, [, { network, propagation }]) =>
        sum + (propagation?.length ?? 0) * (scenario.networks?.[network]?.cidrs.length ?? 0),
      0,
    );
    const use = (fact: string, used: number): QuotaUse => ({
      fact,
      where: nameOf(id, gateway),
      path: ['gateways', id],
      used,
    });
    return [
      use('aws.tgw.attachments', attachments.length),
      use('aws.tgw.routetables', tables.length),
      use('aws.tgw.routes', written + propagated),
    ];
  });
}
