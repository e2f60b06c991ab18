/** The document as design rules look at it: blocks as prefixes, names for people, and which networks are joined by what. */
import { parsePrefix, type Prefix } from '../quantity/prefix.ts';
import type { PathStep } from '../scenario/edit.ts';
import type { Network, Scenario } from '../scenario/schema.ts';

export const entries = <T>(records: Readonly<Record<string, T>> | undefined): [string, T][] =>
  Object.entries(records ?? {});

export const nameOf = (id: string, record: { readonly name?: string | undefined } | undefined): string =>
  record?.name ?? id;

/** Null for what is not a prefix, as an `auto` that found no room. */
export function prefixOf(text: string): Prefix | null {
  const outcome = parsePrefix(text);
  return outcome.ok ? outcome.value : null;
}

export interface Block {
  readonly network: string;
  readonly index: number;
  readonly prefix: Prefix;
  readonly path: readonly PathStep[];
}

export function blocksOf(id: string, network: Network | undefined): Block[] {
  return (network?.cidrs ?? []).flatMap((text, index) => {
    const prefix = prefixOf(text);
    return prefix === null ? [] : [{ network: id, index, prefix, path: ['networks', id, 'cidrs', index] }];
  });
}

/** Networks between which packets can be routed. */
export interface Join {
  /** "transit gateway Transit hub" */
  readonly by: string;
  readonly networks: readonly string[];
  /** Fact that forbids them to overlap, where a provider does. */
  readonly fact: string | null;
}

export function joinsOf(scenario: Scenario): Join[] {
  return [...transitGateways(scenario), ...peerings(scenario), ...routedLans(scenario)];
}

function transitGateways(scenario: Scenario): Join[] {
  return entries(scenario.gateways).flatMap(([id, gateway]) => {
    if (gateway.kind !== 'aws-transit-gateway') return [];
    const networks = attachmentsOf(scenario, id).map(([, { network }]) => network);
    return [{ by: `transit gateway ${nameOf(id, gateway)}`, networks: [...new Set(networks)], fact: null }];
  });
}

type Attachment = NonNullable<Scenario['attachments']>[string];
export type TransitAttachment = Extract<Attachment, { kind: 'aws-transit-gateway-attachment' }>;
export type Peering = Extract<Attachment, { kind: 'aws-vpc-peering' }>;

export function attachmentsOf(scenario: Scenario, gateway: string): [string, TransitAttachment][] {
  return entries(scenario.attachments).flatMap(([id, attachment]): [string, TransitAttachment][] =>
    attachment.kind === 'aws-transit-gateway-attachment' && attachment.gateway === gateway
      ? [[id, attachment]]
      : [],
  );
}

export function peeringsOf(scenario: Scenario): [string, Peering][] {
  return entries(scenario.attachments).flatMap(([id, attachment]): [string, Peering][] =>
    attachment.kind === 'aws-vpc-peering' ? [[id, attachment]] : [],
  );
}

function peerings(scenario: Scenario): Join[] {
  return peeringsOf(scenario).map(([id, { name, requester, accepter }]) => ({
    by: `VPC peering ${name ?? id}`,
    networks: [requester, accepter],
    fact: 'aws.peering.transitive',
  }));
}

/** LANs whose segments hang on routers that wires connect are one routing domain. */
function routedLans(scenario: Scenario): Join[] {
  const leader = new Map<string, string>();
  const lead = (id: string): string => {
    const above = leader.get(id);
    return above === undefined || above === id ? id : lead(above);
  };
  const join = (a: string, b: string): void => {
    leader.set(lead(a), lead(b));
  };
  for (const [, { ends }] of entries(scenario.links)) join(ends[0].to, ends[1].to);
  const lans = new Map<string, Set<string>>();
  for (const [, subnet] of entries(scenario.subnets)) {
    if (subnet.kind !== 'segment' || subnet.gateway === undefined) continue;
    const domain = lead(subnet.gateway);
    lans.set(domain, (lans.get(domain) ?? new Set()).add(subnet.network));
  }
  return [...lans].map(([domain, networks]) => ({
    by: `the routers around ${nameOf(domain, scenario.devices?.[domain])}`,
    networks: [...networks],
    fact: null,
  }));
}

type RouteTable = NonNullable<Scenario['routeTables']>[string];
export type VpcRouteTable = Extract<RouteTable, { kind: 'aws-route-table' }>;

export function vpcRouteTables(scenario: Scenario): [string, VpcRouteTable][] {
  return entries(scenario.routeTables).flatMap(([id, table]): [string, VpcRouteTable][] =>
    table.kind === 'aws-route-table' ? [[id, table]] : [],
  );
}

/** The table each subnet of a VPC is routed by: its own, else the VPC's main one, else none that somebody wrote. */
export function tablesOfSubnets(scenario: Scenario): Map<string, string | null> {
  const main = new Map<string, string>();
  for (const [id, table] of vpcRouteTables(scenario)) {
    if (table.main === true && !main.has(table.network)) main.set(table.network, id);
  }
  return new Map(
    entries(scenario.subnets).flatMap(([id, subnet]): [string, string | null][] =>
      subnet.kind === 'aws-subnet' ? [[id, subnet.routeTable ?? main.get(subnet.network) ?? null]] : [],
    ),
  );
}
