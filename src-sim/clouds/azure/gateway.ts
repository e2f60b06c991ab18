/**
 * Virtual network gateways, VPN and ExpressRoute: a router with one interface in the GatewaySubnet and one port per
 * connection. Inside it speaks for its own virtual network and for those that use it over a peering; outside by BGP, or for
 * the prefixes written for a router that speaks none. What leaves it inwards is routed by the GatewaySubnet, so that a route
 * table there can lead it through a firewall.
 * A VPN gateway tells its connections about each other; an ExpressRoute gateway does not. The throughput of the SKU is the
 * rate of its interface.
 * Left out: packet rates and flow numbers of the SKUs (checked as quotas where they can be counted), custom traffic
 * selectors, NAT rules of VPN gateways, BGP over APIPA addresses, FastPath, the two instances behind an active-standby pair.
 */
import { firstUsable } from '../../facts/reserved-addresses.ts';
import { ownAnnouncement } from '../../routing/announcement.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AzureParts, ForwarderPart } from './azure-parts.ts';
import { placeClients } from './clients.ts';
import { CIRCUIT, marked, unmarked, unmarkedBut } from './route-marks.ts';
import { routerIdOf } from './router-id.ts';
import { plugIn } from './subnet.ts';
import { AZURE_AS, exchangeWith } from './vnet-routes.ts';

type Gateway = RecordOf<'gateways'>;
export type VpnGateway = Extract<Gateway, { kind: 'azure-vpn-gateway' }>;
export type ExpressRouteGateway = Extract<Gateway, { kind: 'azure-expressroute-gateway' }>;

const BPS_PER_MBPS = 1_000_000;

/** `vpngw2az-gen2` as the facts name it: `azure.vpngw.vpngw2az.g2`. */
export function vpnSkuFact({ sku = 'vpngw1az' }: VpnGateway): string {
  const [name, generation = 'gen1'] = sku.split('-');
  return `azure.vpngw.${name}.g${generation.slice(-1)}`;
}

export function gatewayRateBps({ facts }: BuildContext, record: VpnGateway | ExpressRouteGateway): number {
  if (record.kind === 'azure-vpn-gateway') {
    return facts.number(`${vpnSkuFact(record)}.throughput`, 'Mbit/s') * BPS_PER_MBPS;
  }
  const { sku = 'ergw1az', scaleUnits = 1 } = record;
  return sku === 'ergwscale'
    ? scaleUnits * facts.number('azure.ergw.scale.unit.bw', 'Mbit/s') * BPS_PER_MBPS
    : facts.number(`azure.ergw.${sku}.throughput`, 'Mbit/s') * BPS_PER_MBPS;
}

export function placeGateways(context: BuildContext, parts: AzureParts): void {
  for (const [id, record] of recordsOf(context.scenario.gateways)) {
    if (record.kind === 'azure-vpn-gateway' || record.kind === 'azure-expressroute-gateway') {
      placeGateway(context, parts, id, record);
    }
  }
}

function placeGateway(
  context: BuildContext,
  parts: AzureParts,
  id: string,
  record: VpnGateway | ExpressRouteGateway,
): void {
  const { builder, facts, junctions } = context;
  const subnet = parts.subnets.get(record.subnet);
  if (subnet === undefined) return;
  const origin = recordOrigin('gateways', id, record);
  const first = firstUsable('azure', subnet.cidr, facts);
  const addresses = first === null ? [] : [first];
  const node = builder.addNode({ id, role: 'router', origin, addresses, decrementsTtl: true });
  const table = builder.addTable(id, origin);
  builder.setNodeTable(node, table);
  const mtu = facts.number('azure.mtu.default', 'bytes');
  const spec = { ...idealLink, id, mtu, rateBps: gatewayRateBps(context, record), origin };
  const forwarder = plugIn(context, subnet, { id, origin, node, addresses }, spec);
  parts.forwarders.set(id, forwarder);
  parts.gateways.set(id, forwarder);
  const isVpn = record.kind === 'azure-vpn-gateway';
  const asn = isVpn ? (record.asn ?? AZURE_AS) : AZURE_AS;
  junctions.set(id, {
    origin,
    node,
    speaker: { id, asn },
    terms: isVpn ? { exports: unmarked } : circuitTerms,
  });
  const users = isVpn ? placeClients(context, { network: subnet.vnet.id, node, table }) : [];
  context.routing.addSpeaker(
    {
      id,
      asn,
      routerId: routerIdOf(id),
      originates: users.map((prefix) => ownAnnouncement(prefix)),
      multipath: { max: 8, relaxesAsPath: true },
    },
    origin,
    (entries) => context.routing.installInto(builder, table, entries),
  );
  letUse(context, parts, forwarder, isVpn ? VPN_WEIGHT : EXPRESSROUTE_WEIGHT);
}

/** Azure's own AS comes back where two networks hang on one circuit. */
const circuitTerms = { exports: unmarkedBut(CIRCUIT), imports: marked(CIRCUIT), ownAsMax: 1 };

/** Of a prefix learned by both, a virtual network uses ExpressRoute. */
const EXPRESSROUTE_WEIGHT = 2;
const VPN_WEIGHT = 1;

/** Its own network, and those that use the gateways of that one over a peering. */
function letUse(context: BuildContext, parts: AzureParts, gateway: ForwarderPart, weight: number): void {
  const { vnet } = gateway.subnet;
  exchangeWith(context, parts, vnet, gateway, weight);
  for (const { other } of vnet.joints) {
    if (other.joints.some((end) => end.other === vnet && end.usesGateways)) {
      exchangeWith(context, parts, other, gateway, weight);
    }
  }
}
