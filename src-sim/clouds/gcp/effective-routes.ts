/**
 * The routes of a network as they hold for one place in it. Subnet routes come first: a custom route for a part of a subnet's
 * range, own or imported, is ignored. Of the rest the longest prefix decides; of one prefix the own network before what peers
 * offer, then the lowest priority, then a static route with a next hop before a learned one before that to the internet.
 * What is still equal shares the flows.
 * A learned route has the MED as its priority, and the cost between the regions beside it where its router is elsewhere.
 * https://docs.cloud.google.com/vpc/docs/routes, "Routing order".
 */
import type { RouteSource } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import { containsPrefix, formatPrefix, type Prefix } from '../../quantity/prefix.ts';
import type { BuildContext } from '../build-context.ts';
import { regionCost } from './distance.ts';
import { exitsOf } from './cloud-router.ts';
import type { CorePart, Exit, GatewayPart, GcpParts, StaticRoute, SubnetPart } from './gcp-parts.ts';

export type Hop =
  | { readonly kind: 'subnet'; readonly subnet: SubnetPart }
  /** None: packets are dropped. */
  | { readonly kind: 'exits'; readonly exits: readonly Exit[] };

export interface EffectiveRoute {
  readonly prefix: Prefix;
  readonly source: RouteSource;
  readonly hop: Hop;
  readonly origin: Origin;
  readonly chosenBy?: string;
}

export interface Place {
  readonly core: CorePart;
  readonly tags: readonly string[];
  /**
   * The gateway it came in over; null inside the network. What comes in is not told the way to the internet, and what comes
   * from premises not that to other premises; between a network of Google Cloud and anything else, tunnels carry transit.
   */
  readonly from: GatewayPart | null;
}

export function effectiveRoutes(context: BuildContext, parts: GcpParts, place: Place): EffectiveRoute[] {
  const subnets = subnetRoutes(place.core);
  const taken = subnets.map(({ prefix }) => prefix);
  const byPrefix = new Map<string, Candidate[]>();
  for (const candidate of candidatesAt(context, parts, place)) {
    if (taken.some((range) => containsPrefix(range, candidate.prefix))) continue;
    const key = formatPrefix(candidate.prefix);
    byPrefix.set(key, [...(byPrefix.get(key) ?? []), candidate]);
  }
  return [...subnets, ...[...byPrefix.values()].map(choose)];
}

function subnetRoutes({ network }: CorePart): EffectiveRoute[] {
  const own = network.subnets.flatMap((subnet) =>
    subnet.ranges.map((prefix): EffectiveRoute => {
      const hop = { kind: 'subnet', subnet } as const;
      return { prefix, source: 'local', hop, origin: subnet.origin };
    }),
  );
  const imported = network.imports.map(({ prefix, subnet, origin }): EffectiveRoute => {
    const hop = { kind: 'subnet', subnet } as const;
    return { prefix, source: 'propagated', hop, origin };
  });
  return [...own, ...imported];
}

interface Candidate {
  readonly prefix: Prefix;
  readonly own: boolean;
  readonly priority: number;
  readonly category: number;
  readonly source: RouteSource;
  readonly exits: readonly Exit[];
  readonly origin: Origin;
}

const categories = { nextHop: 0, learned: 1, internet: 2 } as const;

function candidatesAt(context: BuildContext, parts: GcpParts, { core, tags, from }: Place): Candidate[] {
  const { network } = core;
  const own = network.statics
    .filter((route) => route.tags === null || route.tags.some((tag) => tags.includes(tag)))
    .filter(({ hop }) => from === null || hop !== 'internet')
    .map((route) => fromStatic(route, core, true, route.origin));
  // Routes with tags and those to the internet are never exported.
  const taken = network.customPeers.flatMap((peer) =>
    peer.network.statics
      .filter((route) => route.tags === null && route.hop !== 'internet')
      .map((route) => fromStatic(route, core, false, peer.origin)),
  );
  const meetsPremises = from !== null && !joinsNetworks(context, parts, from);
  const dynamic = network.learned.flatMap(({ prefix, router, med, origin }): Candidate[] => {
    const { region, network: owner } = router.core;
    if (owner.record.routing !== 'global' && region !== core.region) return [];
    const exits = exitsOf(context, parts, router, prefix).filter(({ id }) => {
      const gateway = parts.gateways.get(id);
      return !meetsPremises || (gateway !== undefined && joinsNetworks(context, parts, gateway));
    });
    if (meetsPremises && exits.length === 0) return [];
    return [
      {
        prefix,
        own: owner === network,
        priority: med + regionCost(context.facts, core.region, region),
        category: categories.learned,
        source: 'propagated',
        exits,
        origin,
      },
    ];
  });
  return [...own, ...taken, ...dynamic];
}

/** Whether a connection of the gateway ends at a gateway of another network. */
function joinsNetworks({ scenario }: BuildContext, { gateways }: GcpParts, gateway: GatewayPart): boolean {
  return [...gateway.connections].some((id) => {
    const record = scenario.attachments?.[id];
    if (record?.kind !== 'gcp-vpn-connection') return false;
    return gateways.has(record.gateway) && gateways.has(record.device);
  });
}

function fromStatic(
  { prefix, priority, hop }: StaticRoute,
  core: CorePart,
  own: boolean,
  origin: Origin,
): Candidate {
  const internet = hop === 'internet';
  const exits = internet ? internetExit(core) : hop === null ? [] : [hop];
  const category = internet ? categories.internet : categories.nextHop;
  return { prefix, own, priority, category, source: internet ? 'default' : 'static', exits, origin };
}

function internetExit(core: CorePart): Exit[] {
  const { origin, id } = core.network;
  if (core.internet === -1) return [];
  return [{ id: `${id}@${core.region}:internet`, origin, core, inside: () => core.internet }];
}

const preferences: readonly (readonly [string, (candidate: Candidate) => number])[] = [
  ['own network before peers', ({ own }) => (own ? 0 : 1)],
  ['lowest priority', ({ priority }) => priority],
  ['kind of next hop', ({ category }) => category],
];

function choose(candidates: readonly Candidate[]): EffectiveRoute {
  let left = candidates;
  let chosenBy: string | null = null;
  for (const [step, value] of preferences) {
    const least = Math.min(...left.map(value));
    const kept = left.filter((candidate) => value(candidate) === least);
    if (kept.length < left.length) chosenBy = step;
    left = kept;
  }
  const [{ prefix, source, origin }] = left;
  const exits = new Map(left.flatMap((each) => each.exits).map((exit) => [exit.id, exit]));
  const hop = { kind: 'exits', exits: [...exits.values()] } as const;
  return { prefix, source, hop, origin, ...(chosenBy === null ? {} : { chosenBy }) };
}
