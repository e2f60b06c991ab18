/**
 * Cloud Routers: the BGP of a network in one region. A router tells its peers the subnets of its region, or of all where the
 * network routes globally, with its base priority as MED and the cost between the regions on top, and custom ranges. What it
 * learned it tells nobody but the network, and peers of the same NCC hub that carry data from site to site.
 * Best paths are chosen as in the legacy mode: inside one router by AS path, origin and MED, between routers by MED alone.
 * Left out: the standard best path mode, BFD, MD5, route policies, advertisements per session, router appliances.
 */
import type { Origin } from '../../fabric/origin.ts';
import { fnv1a } from '../../quantity/hash32.ts';
import { addressWidth } from '../../quantity/address.ts';
import { formatPrefix, type Prefix } from '../../quantity/prefix.ts';
import { type Announcement, ownAnnouncement } from '../../routing/announcement.ts';
import type { RouteRule } from '../../routing/bgp/policy.ts';
import type { RibEntry } from '../../routing/outcome.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import type { SessionTerms } from '../junction.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import { regionCost } from './distance.ts';
import type { Exit, GatewayPart, GcpParts, HybridSpoke, RouterPart } from './gcp-parts.ts';
import { coreAt } from './vpc-network.ts';

type Written = Extract<RecordOf<'gateways'>, { kind: 'gcp-cloud-router' }>;

/** Marks on routes inside Google Cloud; nobody outside is told them. */
export const LEARNED = 'gcp-learned';
export const TRANSIT = 'gcp-transit';
const HUB = 'gcp-hub';
export const spokeMark = (spoke: string): string => `gcp-spoke ${spoke}`;

const orLonger = (prefix: Prefix) => ({ prefix, lengthMax: addressWidth(prefix.family) });

export function placeRouters(context: BuildContext, parts: GcpParts): void {
  for (const [id, record] of recordsOf(context.scenario.gateways)) {
    if (record.kind !== 'gcp-cloud-router' || record.asn === undefined) continue;
    const core = coreAt(context, parts, record);
    if (core === null) continue;
    const origin = recordOrigin('gateways', id, record);
    parts.routers.set(id, { id, origin, core, asn: record.asn, entries: [] });
  }
}

/** Once subnets, hubs and gateways are there. */
export function letRoutersSpeak(context: BuildContext, parts: GcpParts): void {
  for (const router of parts.routers.values()) {
    const { id, asn, origin } = router;
    const speaker = {
      id,
      asn,
      routerId: fnv1a(id) >>> 0,
      originates: announcementsOf(context, parts, router),
      multipath: { max: 128 },
      alwaysComparesMed: true,
    };
    context.routing.addSpeaker(speaker, origin, (entries) => {
      router.entries = entries;
      for (const entry of entries) installOutwards(context, parts, entry);
    });
  }
}

function announcementsOf(
  { scenario, facts }: BuildContext,
  parts: GcpParts,
  router: RouterPart,
): Announcement[] {
  const record = scenario.gateways?.[router.id] as Written;
  const { network, region } = router.core;
  const custom = (record.advertises ?? []).map((text) => ownAnnouncement(writtenPrefix(text)));
  const subnets = record.advertiseSubnets === false ? [] : network.subnets;
  const own = subnets
    .filter(({ core }) => network.record.routing === 'global' || core.region === region)
    .flatMap(({ ranges, core }) => {
      const med = regionCost(facts, region, core.region);
      return ranges.map((prefix) => ownAnnouncement(prefix, { med }));
    });
  const told = hybridsOf(parts, router).flatMap(({ id }) => parts.hubRanges.get(id) ?? []);
  const hub = told.map(({ prefix }) => ownAnnouncement(prefix, { communities: [HUB] }));
  return [...custom, ...own, ...hub];
}

const gatewaysOf = ({ gateways }: GcpParts, router: RouterPart): GatewayPart[] =>
  [...gateways.values()].filter((gateway) => gateway.router === router);

export const spokesOfConnection = ({ hybrids }: GcpParts, connection: string): HybridSpoke[] =>
  hybrids.filter(({ connections }) => connections.includes(connection));

/** Spokes that a connection of the router is in. */
export function hybridsOf(parts: GcpParts, router: RouterPart): HybridSpoke[] {
  const own = gatewaysOf(parts, router);
  return parts.hybrids.filter(({ connections }) =>
    own.some(({ id, connections: its }) => connections.some((each) => each === id || its.has(each))),
  );
}

/** How a router takes and tells routes over a connection; `priority` is its base. */
export function routerTerms(
  { facts }: BuildContext,
  parts: GcpParts,
  router: RouterPart,
  connection: string,
  priority: number | undefined,
): SessionTerms {
  const base = priority ?? facts.number('gcp.cr.med', 'priority');
  const spokes = spokesOfConnection(parts, connection);
  const held = [
    LEARNED,
    ...(spokes.some(({ siteToSite }) => siteToSite) ? [] : [TRANSIT]),
    ...(spokes.some(({ importsSubnets }) => importsSubnets) ? [] : [HUB]),
  ];
  const { network, region } = router.core;
  const elsewhere = network.subnets.filter(({ core }) => core.region !== region);
  const clean = { removesCommunities: 'all' } as const;
  const farther = elsewhere.map(
    ({ ranges, core }): RouteRule => ({
      match: { prefixes: ranges.map(orLonger) },
      accepts: true,
      change: { ...clean, med: base + regionCost(facts, region, core.region) },
    }),
  );
  const marks = [LEARNED, ...spokes.map(({ id }) => spokeMark(id))];
  return {
    weight: 1,
    imports: { rules: [{ accepts: true, change: { addsCommunities: marks } }], otherwise: 'refuse' },
    exports: {
      rules: [
        { match: { communities: held }, accepts: false },
        ...farther,
        { accepts: true, change: { ...clean, med: base } },
      ],
      otherwise: 'refuse',
    },
    limit: { max: facts.number('gcp.cr.prefixes', 'prefixes'), beyond: 'close' },
  };
}

/** Ports towards premises that an entry uses, by the gateway they are at. */
function portsOf(
  { builder }: BuildContext,
  { gateways }: GcpParts,
  entry: RibEntry,
): Map<GatewayPart, number[]> {
  const found = new Map<GatewayPart, number[]>();
  for (const { learned } of entry.paths) {
    if (learned === null || learned.session.type === 'propagation') continue;
    const node = builder.nodeOfPort(learned.session.via);
    const gateway = [...gateways.values()].find((each) => each.node === node);
    if (gateway !== undefined) found.set(gateway, [...(found.get(gateway) ?? []), learned.session.via]);
  }
  return found;
}

function installOutwards(context: BuildContext, parts: GcpParts, entry: RibEntry): void {
  const { builder, routing } = context;
  const { prefix, best, decidedBy } = entry;
  if (best.learned === null) return;
  const origin = routing.sessionOrigin(best.learned.session.id)!;
  const chosen = decidedBy === null ? {} : { chosenBy: decidedBy };
  for (const [{ table }, ports] of portsOf(context, parts, entry)) {
    const action = { kind: 'forward', ports } as const;
    builder.addRoute(table, { prefix, action, source: 'propagated', ...chosen, origin });
  }
}

const entryFor = (router: RouterPart, prefix: Prefix): RibEntry | undefined =>
  router.entries.find((entry) => formatPrefix(entry.prefix) === formatPrefix(prefix));

/** Gateways by which a router reaches a prefix. */
export function exitsOf(context: BuildContext, parts: GcpParts, router: RouterPart, prefix: Prefix): Exit[] {
  const entry = entryFor(router, prefix);
  return entry === undefined ? [] : [...portsOf(context, parts, entry).keys()].map(({ exit }) => exit);
}

interface TransitRoute {
  readonly prefix: Prefix;
  readonly exits: readonly Exit[];
  readonly origin: Origin;
}

/** Ways from premises to other premises, for what comes in over a gateway that carries data from site to site. */
export function transitExits(context: BuildContext, parts: GcpParts, gateway: GatewayPart): TransitRoute[] {
  const { router, id, connections } = gateway;
  const carries = parts.hybrids.some(
    (spoke) => spoke.siteToSite && spoke.connections.some((each) => each === id || connections.has(each)),
  );
  if (router === null || !carries) return [];
  return router.entries.flatMap(({ prefix, best }) => {
    const { learned } = best;
    const other = learned?.session.type === 'propagation' ? parts.routers.get(learned.peer.id) : undefined;
    if (learned === null || other === undefined) return [];
    const origin = context.routing.sessionOrigin(learned.session.id)!;
    return [{ prefix, exits: exitsOf(context, parts, other, prefix), origin }];
  });
}
