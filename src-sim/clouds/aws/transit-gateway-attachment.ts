/**
 * A VPC on a transit gateway: one link per availability zone in which the attachment has a subnet, from the core of that
 * zone to the gateway. Zones of the VPC without one have no way to the gateway. Traffic stays in its zone where it can:
 * for zones of the gateway in which this attachment has no subnet, a link of its own crosses to its first zone.
 * Left out: appliance mode, IPv6 and DNS options, the packet rate limit. The bandwidth limit is a rate whose queue has no
 * end, where AWS drops; of several subnets in one zone only the first counts, as AWS allows one.
 */
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AttachmentPart, AwsParts, SubnetPart } from './aws-parts.ts';
import { betweenZonesNs } from './distance.ts';

const BPS_PER_GBPS = 1_000_000_000;

export function attachVpcs(context: BuildContext, parts: AwsParts): void {
  for (const [id, record] of recordsOf(context.scenario.attachments)) {
    if (record.kind !== 'aws-transit-gateway-attachment') continue;
    const vpc = parts.vpcs.get(record.network);
    if (vpc === undefined || !parts.transitGateways.has(record.gateway)) continue;
    const attachment: AttachmentPart = {
      id,
      origin: recordOrigin('attachments', id, record),
      gateway: record.gateway,
      vpc,
      association: record.association ?? null,
      propagation: record.propagation ?? [],
      ports: [],
    };
    parts.attachments.set(id, attachment);
    for (const subnetId of record.subnets) {
      const subnet = parts.subnets.get(subnetId);
      if (subnet === undefined || subnet.vpc !== vpc) continue;
      if (!attachment.ports.some(({ zone }) => zone === subnet.zone)) {
        link(context, parts, attachment, subnet, subnet.zone);
      }
    }
  }
  for (const attachment of parts.attachments.values()) {
    const first = attachment.ports[0];
    if (first === undefined) continue;
    for (const zone of zonesOf(parts, attachment.gateway)) {
      if (attachment.ports.some(({ serves }) => serves === zone)) continue;
      link(context, parts, attachment, first.subnet, zone);
    }
  }
}

/** Zones in which anything enters the gateway. */
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
): void {
  const { id, origin, vpc, gateway } = attachment;
  const core = vpc.cores.get(subnet.zone)!;
  const own = serves === subnet.zone;
  const spec = {
    ...idealLink,
    id: own ? `${id}:${subnet.zone}` : `${id}:${serves}-${subnet.zone}`,
    rateBps: facts.number('aws.tgw.bw.vpc', 'Gbit/s each direction') * BPS_PER_GBPS,
    delayNs: own ? 0 : betweenZonesNs(facts),
    mtu: facts.number('aws.tgw.mtu', 'bytes'),
    origin,
  };
  const [inner, outer] = builder.addLink(spec, core.node, parts.transitGateways.get(gateway)!);
  attachment.ports.push({ zone: subnet.zone, subnet, serves, inner, outer });
  if (!own) return;
  core.exits.set(gateway, inner);
  core.exits.set(id, inner);
}
