/**
 * The gateways of a hub: one for VPN (to routers, and to users with their pools), one for ExpressRoute, each made when
 * something connects to it, with the greatest rate a hub's gateway can have. Branches always use the default table and
 * propagate to the default tables of all hubs. Two circuits reach each other by Global Reach only.
 */
import type { Policy } from '../../routing/bgp/policy.ts';
import { ownAnnouncement } from '../../routing/announcement.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import type { SessionTerms } from '../junction.ts';
import { placeClients } from './clients.ts';
import { defaultTable } from './hub-connection.ts';
import type { HubPart } from './hub-parts.ts';
import { BRANCH, CIRCUIT, marked, unmarked, unmarkedBut } from './route-marks.ts';
import { routerIdOf } from './router-id.ts';
import { AZURE_AS } from './vnet-routes.ts';

const BPS_PER_GBPS = 1_000_000_000;

interface HubGateway {
  readonly id: string;
  readonly noun: string;
  readonly rateFact: string;
  readonly terms: SessionTerms;
  /** Marks of routes it is not told of. */
  readonly untold: readonly string[];
}

/** Ids of the junctions that connections name by the hub alone. */
export const hubVpn = (hub: string): string => `${hub}:vpn`;
export const hubExpressRoute = (hub: string): string => `${hub}:expressroute`;

export function placeHubGateways(context: BuildContext, hub: HubPart): void {
  const { scenario, junctions } = context;
  const wan = scenario.gateways?.[hub.record.wan];
  const branches = wan?.kind === 'azure-virtual-wan' && wan.branchToBranch === false ? [BRANCH] : [];
  const vpn: HubGateway = {
    id: hubVpn(hub.id),
    noun: 'VPN gateway of virtual hub',
    rateFact: 'azure.vwan.vpn.bw',
    terms: { exports: unmarked },
    untold: branches,
  };
  const expressRoute: HubGateway = {
    id: hubExpressRoute(hub.id),
    noun: 'ExpressRoute gateway of virtual hub',
    rateFact: 'azure.vwan.er.bw',
    terms: { exports: unmarkedBut(CIRCUIT), imports: marked(CIRCUIT), ownAsMax: 1 },
    untold: [CIRCUIT, ...branches],
  };
  const users = recordsOf(scenario.subnets).some(
    ([, each]) => each.kind === 'azure-clients' && each.network === hub.id,
  );
  const joins = (record: RecordOf<'attachments'>): string[] => {
    if (record.kind === 'ipsec-tunnel') return record.ends.map(({ to }) => to);
    return record.kind === 'azure-vpn-connection' ? [record.gateway] : [];
  };
  const attachments = recordsOf(scenario.attachments);
  if (users || attachments.some(([, each]) => joins(each).includes(hub.id))) {
    placeHubGateway(context, hub, vpn);
    junctions.set(hub.id, junctions.get(vpn.id)!);
  }
  if (
    attachments.some(([, each]) => each.kind === 'azure-expressroute-connection' && each.gateway === hub.id)
  ) {
    placeHubGateway(context, hub, expressRoute);
  }
}

function placeHubGateway(context: BuildContext, hub: HubPart, gateway: HubGateway): void {
  const { builder, facts, routing, junctions } = context;
  const { id, noun, terms } = gateway;
  const origin = { ...hub.origin, noun };
  const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: true });
  const table = builder.addTable(id, origin);
  builder.setNodeTable(node, table);
  const mtu = facts.number('azure.mtu.default', 'bytes');
  const rateBps = facts.number(gateway.rateFact, 'Gbit/s') * BPS_PER_GBPS;
  const [inner, port] = builder.addLink({ ...idealLink, id, mtu, rateBps, origin }, node, hub.node);
  junctions.set(id, { origin, node, speaker: { id, asn: AZURE_AS }, terms });
  const pools = id === hubVpn(hub.id) ? placeClients(context, { network: hub.id, node, table }) : [];
  routing.addSpeaker(
    {
      id,
      asn: AZURE_AS,
      routerId: routerIdOf(id),
      originates: pools.map((prefix) => ownAnnouncement(prefix)),
      multipath: { max: 8, relaxesAsPath: true },
    },
    origin,
    (entries) => routing.installInto(builder, table, entries),
  );
  hub.connections.push({
    id,
    origin,
    vnet: null,
    speaker: id,
    port,
    propagates: ({ isDefault }) => isDefault,
  });
  const { id: from, table: used } = hub.intent ?? defaultTable(hub);
  builder.setPortTable(port, used);
  const told: Policy = {
    rules: gateway.untold.length === 0 ? [] : [{ match: { communities: gateway.untold }, accepts: false }],
    otherwise: 'accept',
  };
  routing.addSession(
    { id: `${from}>${id}`, from, to: id, type: 'propagation', via: inner, exports: told },
    origin,
  );
}
