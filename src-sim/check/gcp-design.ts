/** The Google Cloud part of the document as design rules look at it. */
import type { Prefix } from '../quantity/prefix.ts';
import type { PathStep } from '../scenario/edit.ts';
import type { RecordOf, Scenario } from '../scenario/schema.ts';
import { entries, nameOf, prefixOf } from './design.ts';

type OfKind<T, K> = Extract<T, { readonly kind: K }>;
type Attachment = RecordOf<'attachments'>;
export type GcpSubnet = OfKind<RecordOf<'subnets'>, 'gcp-subnet'>;
export type GcpPeering = OfKind<Attachment, 'gcp-vpc-peering'>;
type Spoke = OfKind<Attachment, 'gcp-ncc-spoke'>;

/** Records of one kind, in the order of the document. */
export function ofKind<T extends { readonly kind: string }, K extends T['kind']>(
  records: Readonly<Record<string, T>> | undefined,
  kind: K,
): [string, OfKind<T, K>][] {
  const is = (record: T): record is OfKind<T, K> & T => record.kind === kind;
  return entries(records).flatMap(([id, record]): [string, OfKind<T, K>][] =>
    is(record) ? [[id, record]] : [],
  );
}

export const gcpNetworkName = (scenario: Scenario, id: string): string => nameOf(id, scenario.networks?.[id]);

export interface Range {
  readonly subnet: string;
  readonly network: string;
  readonly prefix: Prefix;
  readonly path: readonly PathStep[];
}

/** Primary and secondary ranges of all subnets. */
export function rangesOf(scenario: Scenario): Range[] {
  const ranges: Range[] = [];
  for (const [subnet, { network, cidr, secondary = [] }] of ofKind(scenario.subnets, 'gcp-subnet')) {
    const add = (text: string, steps: readonly PathStep[]): void => {
      const prefix = prefixOf(text);
      if (prefix !== null) ranges.push({ subnet, network, prefix, path: ['subnets', subnet, ...steps] });
    };
    add(cidr, ['cidr']);
    for (const [n, each] of secondary.entries()) add(each.cidr, ['secondary', n, 'cidr']);
  }
  return ranges;
}

export interface GcpJoin {
  /** "peering hub-shop" */
  readonly by: string;
  readonly networks: readonly [string, string];
}

/** Pairs of networks that exchange subnet routes, or would if both halves of their peering existed. */
export function gcpJoins(scenario: Scenario): GcpJoin[] {
  const peered = ofKind(scenario.attachments, 'gcp-vpc-peering').map(([id, { name, ends }]): GcpJoin => {
    return { by: `peering ${name ?? id}`, networks: [ends[0].network, ends[1].network] };
  });
  const spokes = ofKind(scenario.attachments, 'gcp-ncc-spoke');
  const hubs = ofKind(scenario.gateways, 'gcp-ncc-hub').flatMap(([id, hub]) => {
    const own = spokes.map(([, spoke]) => spoke).filter((spoke) => spoke.hub === id);
    const by = `hub ${nameOf(id, hub)}`;
    return pairs(own, hub.topology === 'star').map((networks): GcpJoin => ({ by, networks }));
  });
  return [...peered, ...hubs];
}

function pairs(spokes: readonly Spoke[], star: boolean): [string, string][] {
  return spokes.flatMap((a, n) =>
    spokes.slice(n + 1).flatMap((b): [string, string][] => {
      const joined = !star || a.group === 'center' || b.group === 'center';
      return joined && a.network !== undefined && b.network !== undefined ? [[a.network, b.network]] : [];
    }),
  );
}

/** Networks that a network exchanges subnet routes with. */
export function gcpPeersOf(scenario: Scenario, network: string): Set<string> {
  const inactive = new Set(
    ofKind(scenario.attachments, 'gcp-vpc-peering').flatMap(([id, { name, inactive: half }]) =>
      half === true ? [`peering ${name ?? id}`] : [],
    ),
  );
  const peers = gcpJoins(scenario)
    .filter(({ by, networks }) => networks.includes(network) && !inactive.has(by))
    .flatMap(({ networks }) => networks);
  return new Set(peers.filter((id) => id !== network));
}

/** The region of a gateway or subnet. */
export function gcpRegionOf(scenario: Scenario, siteId: string): string {
  const site = scenario.sites?.[siteId];
  return site?.kind === 'gcp-region' ? site.region : siteId;
}
