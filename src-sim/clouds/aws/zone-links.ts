/**
 * What joins a VPC to a regional router (a transit gateway, or an edge of a core network): one link per availability zone in
 * which the attachment has a subnet, from the core of that zone to the router. Zones of the VPC without one have no way
 * out there. Traffic stays in its zone where it can: for zones of the router in which this attachment has no subnet,
 * a link of its own crosses to its first zone. In appliance mode everything for the VPC enters in its first zone, so that
 * a stateful appliance there sees both directions; AWS picks the zone by a hash of the flow.
 * Left out: IPv6 and DNS options, the packet rate limit. The bandwidth limit is a rate whose queue has no end, where AWS
 * drops; of several subnets in one zone only the first counts, as AWS allows one.
 */
import { type BuildContext, idealLink } from '../build-context.ts';
import type { AttachmentPart, AttachmentPort, AwsParts, SubnetPart } from './aws-parts.ts';
import { betweenZonesNs } from './distance.ts';

const BPS_PER_GBPS = 1_000_000_000;

export interface RegionalRouter {
  readonly node: number;
  /** Ids by which routes of the VPC name it. */
  readonly names: readonly string[];
  readonly rateBps: number;
  readonly mtu: number;
}

export function regionalRouter(
  { facts }: BuildContext,
  service: 'tgw' | 'cwan',
  node: number,
  names: readonly string[],
): RegionalRouter {
  const rate =
    service === 'tgw'
      ? facts.number('aws.tgw.bw.vpc', 'Gbit/s each direction')
      : facts.number('aws.cwan.bw.vpc', 'Gbit/s');
  return { node, names, rateBps: rate * BPS_PER_GBPS, mtu: facts.number(`aws.${service}.mtu`, 'bytes') };
}

/** The links of an attachment to the zones it has subnets in. */
export function linkOwnZones(
  context: BuildContext,
  parts: AwsParts,
  attachment: AttachmentPart,
  subnets: readonly string[],
  router: RegionalRouter,
): void {
  for (const subnetId of subnets) {
    const subnet = parts.subnets.get(subnetId);
    if (subnet === undefined || subnet.vpc !== attachment.vpc) continue;
    if (attachment.ports.some(({ zone }) => zone === subnet.zone)) continue;
    const { inner } = link(context, parts, attachment, subnet, subnet.zone, router);
    const core = subnet.vpc.cores.get(subnet.zone)!;
    for (const name of [...router.names, attachment.id]) core.exits.set(name, inner);
  }
}

/** Once all attachments of a router have their own links: those that cross between zones. */
export function linkOtherZones(
  context: BuildContext,
  parts: AwsParts,
  attachment: AttachmentPart,
  router: RegionalRouter,
): void {
  const first = attachment.ports[0];
  if (first === undefined) return;
  for (const zone of zonesOf(parts, attachment.gateway)) {
    if (portFor(attachment, zone) === undefined) link(context, parts, attachment, first.subnet, zone, router);
  }
}

/** The port by which the router sends to the attachment what came from this zone. */
export function portFor({ ports, appliance }: AttachmentPart, zone: string): AttachmentPort | undefined {
  return ports.find(({ serves, subnet }) => serves === zone && (appliance === null || subnet === appliance));
}

/** Zones in which anything enters the router. */
export function zonesOf(parts: AwsParts, gateway: string): string[] {
  const zones = new Set<string>();
  for (const attachment of parts.attachments.values()) {
    if (attachment.gateway === gateway) for (const { zone } of attachment.ports) zones.add(zone);
  }
  return [...zones].sort();
}

function link(
  { builder, facts }: BuildContext,
  parts: AwsParts,
  attachment: AttachmentPart,
  subnet: SubnetPart,
  serves: string,
  router: RegionalRouter,
): AttachmentPort {
  const { id, origin, vpc } = attachment;
  const own = serves === subnet.zone;
  const spec = {
    ...idealLink,
    id: own ? `${id}:${subnet.zone}` : `${id}:${serves}-${subnet.zone}`,
    rateBps: router.rateBps,
    delayNs: own ? 0 : betweenZonesNs(facts),
    mtu: router.mtu,
    origin,
  };
  const [inner, outer] = builder.addLink(spec, vpc.cores.get(subnet.zone)!.node, router.node);
  const port: AttachmentPort = { zone: subnet.zone, subnet, serves, inner, outer };
  attachment.ports.push(port);
  parts.entries.push({ vpc, zone: subnet.zone, port: inner, routeTable: subnet.routeTable });
  parts.interfacePorts.push({ subnet, port: inner });
  return port;
}
