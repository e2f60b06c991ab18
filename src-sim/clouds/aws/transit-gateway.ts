/**
 * A transit gateway: a router with one port per attachment and availability zone. What enters a port is routed by the
 * route table the attachment is associated with; the same table exists once per zone, because the next hop is the
 * attachment's interface in the zone the packet came from. A written route beats a propagated one; of two attachments
 * that propagate one prefix the first in the document keeps it. Association and propagation are independent.
 * An attachment without association drops what comes in: no default table is implied.
 * Left out: the gateway's own addresses, peering with other gateways, VPN, Direct Connect and Connect attachments, ECMP,
 * multicast, prefix lists, and the time the gateway itself takes (no published figure).
 */
import type { RouteAction } from '../../fabric/fabric.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import type { AttachmentPart, AwsParts } from './aws-parts.ts';
import { zonesOf } from './transit-gateway-attachment.ts';

export function placeTransitGateways({ scenario, builder }: BuildContext, parts: AwsParts): void {
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind !== 'aws-transit-gateway') continue;
    const origin = recordOrigin('gateways', id, record);
    parts.transitGateways.set(
      id,
      builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false }),
    );
  }
}

export function fillTransitGatewayTables(context: BuildContext, parts: AwsParts): void {
  const { scenario, builder } = context;
  for (const [gateway, node] of parts.transitGateways) {
    const attachments = [...parts.attachments.values()].filter((each) => each.gateway === gateway);
    const zones = zonesOf(parts, gateway);
    for (const [id, record] of recordsOf(scenario.routeTables)) {
      if (record.kind !== 'aws-transit-gateway-route-table' || record.gateway !== gateway) continue;
      for (const zone of zones)
        fillTable(context, attachments, id, zone, zones.length === 1 ? id : `${id}@${zone}`);
    }
    const { origin } = builder.nodes[node];
    const none = builder.addTable(`${gateway} without association`, {
      ...origin,
      noun: 'missing association',
    });
    builder.setNodeTable(node, none);
  }
}

function fillTable(
  { scenario, builder }: BuildContext,
  attachments: readonly AttachmentPart[],
  id: string,
  zone: string,
  name: string,
): void {
  const record = scenario.routeTables?.[id];
  if (record === undefined) return;
  const origin = recordOrigin('routeTables', id, record);
  const table = builder.addTable(name, origin);
  for (const [n, route] of (record.routes ?? []).entries()) {
    const target = attachments.find((attachment) => attachment.id === route.via);
    builder.addRoute(table, {
      prefix: writtenPrefix(route.to),
      action: towards(target, zone),
      source: 'static',
      origin: partOrigin(origin, `routes[${n}]`, 'route'),
    });
  }
  for (const attachment of attachments) {
    if (!attachment.propagation.includes(id)) continue;
    for (const prefix of attachment.vpc.cidrs) {
      const source = 'propagated';
      builder.addRoute(table, {
        prefix,
        action: towards(attachment, zone),
        source,
        origin: attachment.origin,
      });
    }
  }
  for (const attachment of attachments) {
    if (attachment.association !== id) continue;
    for (const port of attachment.ports) {
      if (port.zone === zone && port.serves === zone) builder.setPortTable(port.outer, table);
    }
  }
}

function towards(attachment: AttachmentPart | undefined, zone: string): RouteAction {
  const port = attachment?.ports.find(({ serves }) => serves === zone);
  return port === undefined ? { kind: 'blackhole' } : { kind: 'forward', ports: [port.outer] };
}
