/**
 * A transit gateway: a router with one port per attachment and availability zone. What enters a port is routed by the
 * route table the attachment is associated with; the same table exists once per zone, because the next hop is the
 * attachment's interface in the zone the packet came from. What comes from elsewhere (peerings, VPN, Direct Connect, Connect)
 * uses the first zone's. A written route beats a propagated one, and what VPCs propagate beats what is learned by BGP; of
 * two attachments that propagate one prefix the first in the document keeps it. Association and propagation are independent.
 * An attachment without association drops what comes in: no default table is implied.
 * Left out: the gateway's own addresses, multicast, and the time the gateway itself takes (no published figure).
 */
import type { RouteAction } from '../../fabric/fabric.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import type { AttachmentPart, AwsParts, SpokePart } from './aws-parts.ts';
import { speltRoutes } from './prefix-list.ts';
import { portFor, zonesOf } from './zone-links.ts';

/** Where no VPC is attached, there is one table all the same. */
const NOWHERE = '';

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

/** What hangs on one gateway. */
interface Attached {
  readonly vpcs: readonly AttachmentPart[];
  readonly spokes: readonly SpokePart[];
}

export function fillTransitGatewayTables(context: BuildContext, parts: AwsParts): void {
  const { scenario, builder } = context;
  for (const [gateway, node] of parts.transitGateways) {
    const attached = {
      vpcs: [...parts.attachments.values()].filter((each) => each.gateway === gateway),
      spokes: parts.spokes.filter((each) => each.gateway === gateway),
    };
    const used = zonesOf(parts, gateway);
    const zones = used.length === 0 ? [NOWHERE] : used;
    for (const [id, record] of recordsOf(scenario.routeTables)) {
      if (record.kind !== 'aws-transit-gateway-route-table' || record.gateway !== gateway) continue;
      const tables = zones.map((zone) =>
        fillTable(context, attached, id, zone, zones.length === 1 ? id : `${id}@${zone}`),
      );
      parts.transitTables.set(id, tables);
      for (const spoke of attached.spokes) {
        if (spoke.association === id) for (const port of spoke.ports) builder.setPortTable(port, tables[0]);
      }
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
  { vpcs, spokes }: Attached,
  id: string,
  zone: string,
  name: string,
): number {
  const record = scenario.routeTables![id];
  const written = record.kind === 'aws-transit-gateway-route-table' ? (record.routes ?? []) : [];
  const origin = recordOrigin('routeTables', id, record);
  const table = builder.addTable(name, origin);
  for (const { index, prefix, via } of speltRoutes(scenario, written)) {
    const vpc = vpcs.find((attachment) => attachment.id === via);
    const spoke = spokes.find((each) => each.id === via);
    builder.addRoute(table, {
      prefix,
      action: vpc === undefined ? out(spoke?.used ?? []) : towards(vpc, zone),
      source: 'static',
      origin: partOrigin(origin, `routes[${index}]`, 'route'),
    });
  }
  for (const attachment of vpcs) {
    if (!attachment.propagation.includes(id)) continue;
    const action = towards(attachment, zone);
    for (const prefix of attachment.vpc.cidrs) {
      builder.addRoute(table, { prefix, action, source: 'propagated', origin: attachment.origin });
    }
  }
  for (const attachment of vpcs) {
    if (attachment.association !== id) continue;
    for (const port of attachment.ports) {
      if (port.zone === zone && port.serves === zone) builder.setPortTable(port.outer, table);
    }
  }
  return table;
}

const towards = (attachment: AttachmentPart, zone: string): RouteAction => {
  const port = zone === NOWHERE ? attachment.ports[0] : portFor(attachment, zone);
  return out(port === undefined ? [] : [port.outer]);
};

const out = (ports: readonly number[]): RouteAction =>
  ports.length === 0 ? { kind: 'blackhole' } : { kind: 'forward', ports };
