/** The document as design rules look at it: blocks as prefixes, names for people, and which networks are joined by what. */
import { parsePrefix, type Prefix } from '../quantity/prefix.ts';
import type { PathStep } from '../scenario/edit.ts';
import { blocksOfNetwork } from '../scenario/network-blocks.ts';
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
  return blocksOfNetwork(network).flatMap((text, index) => {
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
  return [
    ...transitGateways(scenario),
    ...coreNetworks(scenario),
    ...peerings(scenario),
    ...routedLans(scenario),
    ...awsPremises(scenario),
  ];
}

function transitGateways(scenario: Scenario): Join[] {
  return entries(scenario.gateways).flatMap(([id, gateway]) => {
    if (gateway.kind !== 'aws-transit-gateway') return [];
    const networks = attachmentsOf(scenario, id).map(([, { network }]) => network);
    return [{ by: `transit gateway ${nameOf(id, gateway)}`, networks: [...new Set(networks)], fact: null }];
  });
}

/** VPCs in one segment, and in those it shares with; what function groups inspect is in no segment. */
function coreNetworks(scenario: Scenario): Join[] {
  return entries(scenario.gateways).flatMap(([id, core]) => {
    if (core.kind !== 'aws-core-network') return [];
    return core.segments.map(({ name, isolateAttachments }) => {
      const known = new Set(isolateAttachments === true ? [] : [name]);
      for (const { segment, with: others } of core.sharing ?? []) {
        if (segment === name) for (const other of others) known.add(other);
        if (others.includes(name)) known.add(segment);
      }
      const networks = entries(scenario.attachments).flatMap(([, each]) =>
        each.kind === 'aws-core-network-attachment' && each.gateway === id && known.has(each.segment ?? '')
          ? [each.network]
          : [],
      );
      return { by: `segment ${name} of ${nameOf(id, core)}`, networks: [...new Set(networks)], fact: null };
    });
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

/** LANs whose segments hang on routers that wires, circuits or tunnels connect are one routing domain. */
function routedLans(scenario: Scenario): Join[] {
  return [...routingDomains(scenario).lans].map(([domain, networks]) => ({
    by: `the routers around ${nameOf(domain, scenario.devices?.[domain])}`,
    networks: [...networks],
    fact: null,
  }));
}

interface RoutingDomains {
  /** The domain a device is in. */
  readonly lead: (device: string) => string;
  /** LANs by domain. */
  readonly lans: ReadonlyMap<string, ReadonlySet<string>>;
}

function routingDomains(scenario: Scenario): RoutingDomains {
  const leader = new Map<string, string>();
  const lead = (id: string): string => {
    const above = leader.get(id);
    return above === undefined || above === id ? id : lead(above);
  };
  const join = (a: string, b: string): void => {
    leader.set(lead(a), lead(b));
  };
  for (const [, { ends }] of entries(scenario.links)) join(ends[0].to, ends[1].to);
  for (const [, each] of entries(scenario.attachments)) {
    if (each.kind === 'ipsec-tunnel' || each.kind === 'private-circuit' || each.kind === 'virtual-circuit')
      join(each.ends[0].to, each.ends[1].to);
  }
  for (const [id, each] of entries(scenario.devices))
    if (each.kind === 'exchange-port') join(id, each.device);
  const lans = new Map<string, Set<string>>();
  for (const [, subnet] of entries(scenario.subnets)) {
    if (!('gateway' in subnet) || subnet.gateway === undefined || subnet.kind === 'nsx-segment') continue;
    const domain = lead(subnet.gateway);
    lans.set(domain, (lans.get(domain) ?? new Set()).add(subnet.network));
  }
  return { lead, lans };
}

/** A VPC, or the VPCs on a transit gateway, and the LANs behind the router that VPN or Direct Connect leads to. */
function awsPremises(scenario: Scenario): Join[] {
  const attachments = entries(scenario.attachments);
  const behind = (id: string): string[] => {
    const gateway = scenario.gateways?.[id];
    if (gateway?.kind === 'aws-virtual-private-gateway') return [gateway.network];
    if (gateway?.kind === 'aws-transit-gateway')
      return attachmentsOf(scenario, id).map(([, { network }]) => network);
    return attachments.flatMap(([, each]) =>
      each.kind === 'aws-direct-connect-association' && each.directConnectGateway === id
        ? behind(each.gateway)
        : [],
    );
  };
  const domains = routingDomains(scenario);
  return attachments.flatMap(([id, each]): Join[] => {
    const line = each.kind === 'aws-virtual-interface' ? scenario.attachments?.[each.connection] : each;
    if (line?.kind !== 'aws-vpn-connection' && line?.kind !== 'aws-direct-connect') return [];
    if (each.kind !== 'aws-vpn-connection' && each.kind !== 'aws-virtual-interface') return [];
    const lans = domains.lans.get(domains.lead(line.device)) ?? [];
    const networks = [...new Set([...behind(each.gateway), ...lans])];
    return [{ by: nameOf(id, each), networks, fact: null }];
  });
}

type RouteTable = NonNullable<Scenario['routeTables']>[string];
export type VpcRouteTable = Extract<RouteTable, { kind: 'aws-route-table' }>;

export interface PrefixRoute {
  readonly prefix: Prefix;
  readonly via: string | undefined;
  /** Place in the list somebody wrote. */
  readonly index: number;
}

interface WrittenRoute {
  readonly to?: string | undefined;
  readonly prefixList?: string | undefined;
  readonly via?: string | undefined;
}

/** Routes with each entry of a prefix list spelt out. */
export function prefixesOfRoutes(
  scenario: Scenario,
  routes: readonly WrittenRoute[] | undefined,
): PrefixRoute[] {
  return (routes ?? []).flatMap(({ to, prefixList, via }, index) => {
    const list = prefixList === undefined ? undefined : scenario.routeTables?.[prefixList];
    const entriesOfList = list?.kind === 'aws-prefix-list' ? list.entries : [];
    const texts = to === undefined ? entriesOfList : [to];
    return texts.flatMap((text) => {
      const prefix = prefixOf(text);
      return prefix === null ? [] : [{ prefix, via, index }];
    });
  });
}

/** Routes of a VPC's table; none where it is another kind. */
export function routesOfTable(scenario: Scenario, table: string): VpcRouteTable['routes'] & object {
  const record = scenario.routeTables?.[table];
  return record?.kind === 'aws-route-table' ? (record.routes ?? []) : [];
}

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
