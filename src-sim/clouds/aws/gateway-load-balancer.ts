/**
 * A gateway load balancer with its appliances, and its endpoints in other VPCs: a bump in the wire. What routes send to an
 * endpoint goes to the appliance of its zone, wrapped in GENEVE, and comes back to the same endpoint, from where the route
 * table of the endpoint's subnet takes it on. The appliances of one zone stand as one, since all packets of a flow go
 * to the same one. Without crossZone an endpoint in a zone without appliances is a blackhole.
 * Left out: single targets, their health, and how flows are shared over them.
 */
import type { Origin } from '../../fabric/origin.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AwsParts } from './aws-parts.ts';
import { betweenZonesNs } from './distance.ts';
import { inspect } from './inspection.ts';
import { addOneWayTable, placeEndpoints, type ZoneEndpoint } from './zone-endpoint.ts';

const BPS_PER_GBPS = 1_000_000_000;

interface Appliance {
  readonly zone: string;
  readonly node: number;
}

interface Fleet {
  readonly appliances: readonly Appliance[];
  readonly crossZone: boolean;
  readonly origin: Origin;
  /** Ports by which endpoints reach each appliance. */
  readonly entered: Map<number, number[]>;
}

export function placeGatewayLoadBalancers(context: BuildContext, parts: AwsParts): void {
  const { scenario } = context;
  const fleets = new Map<string, Fleet>();
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind === 'aws-gateway-load-balancer') fleets.set(id, placeFleet(context, parts, id, record));
  }
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind !== 'aws-gateway-load-balancer-endpoint') continue;
    const fleet = fleets.get(record.loadBalancer);
    if (fleet === undefined) continue;
    const origin = recordOrigin('gateways', id, record);
    const rateBps = context.facts.number('aws.pl.bw', 'Gbit/s') * BPS_PER_GBPS;
    const mtu = context.facts.number('aws.pl.mtu', 'bytes');
    for (const endpoint of placeEndpoints(context, parts, { id, origin, mtu, rateBps }, record.interfaces)) {
      if (endpoint !== null) joinFleet(context, endpoint, fleet, origin);
    }
  }
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind !== 'aws-gateway-load-balancer') continue;
    const { entered, origin } = fleets.get(id)!;
    for (const [node, ports] of entered) inspect(context, node, ports, record, origin);
  }
}

function placeFleet(
  { builder }: BuildContext,
  parts: AwsParts,
  id: string,
  record: Parameters<typeof recordOrigin>[2] & {
    readonly interfaces: readonly { readonly subnet: string }[];
    readonly crossZone?: boolean | undefined;
  },
): Fleet {
  const origin = recordOrigin('gateways', id, record);
  const zones = [
    ...new Set(record.interfaces.flatMap(({ subnet }) => parts.subnets.get(subnet)?.zone ?? [])),
  ];
  const appliances = zones.map((zone) => {
    const name = zones.length === 1 ? id : `${id}@${zone}`;
    return {
      zone,
      node: builder.addNode({ id: name, role: 'router', origin, addresses: [], decrementsTtl: false }),
    };
  });
  return { appliances, crossZone: record.crossZone ?? false, origin, entered: new Map() };
}

function joinFleet(
  context: BuildContext,
  { node, subnet, ports }: ZoneEndpoint,
  { appliances, crossZone, origin: fleetOrigin, entered }: Fleet,
  origin: Origin,
): void {
  const { builder, facts } = context;
  const id = builder.nodeId(node);
  const appliance = crossZone ? appliances[0] : appliances.find(({ zone }) => zone === subnet.zone);
  const inwards = addOneWayTable(context, `${id} back`, origin, ports[0]);
  builder.setNodeTable(node, inwards);
  if (appliance === undefined) {
    const nobody = builder.addTable(`${id} without appliance`, origin);
    for (const prefix of anywhere)
      builder.addRoute(nobody, { prefix, action: { kind: 'blackhole' }, source: 'default', origin });
    for (const port of ports) builder.setPortTable(port, nobody);
    return;
  }
  const spec = {
    ...idealLink,
    id: `${id}:appliance`,
    mtu: facts.number('aws.pl.mtu', 'bytes'),
    framingBytes: facts.number('encap.geneve-aws-gwlb.ipMtuOverhead.ipv4', 'bytes'),
    delayNs: appliance.zone === subnet.zone ? 0 : betweenZonesNs(facts),
    origin: fleetOrigin,
  };
  const [near, far] = builder.addLink(spec, node, appliance.node);
  const onwards = addOneWayTable(context, `${id} to appliance`, origin, near);
  for (const port of ports) builder.setPortTable(port, onwards);
  builder.setPortTable(far, addOneWayTable(context, `${id} from appliance`, fleetOrigin, far));
  entered.set(appliance.node, [...(entered.get(appliance.node) ?? []), far]);
}
