/**
 * An interface that routes lead to: a NAT gateway, a firewall endpoint, a load balancer endpoint. It stands in a subnet, but
 * routes send packets to it whatever their destination, so the cores of the VPC are linked to it directly. What it
 * sends back enters the core of its own zone and is routed by the table of its subnet.
 */
import type { Origin } from '../../fabric/origin.ts';
import { anywhere, type BuildContext, idealLink } from '../build-context.ts';
import type { AwsParts, SubnetPart } from './aws-parts.ts';
import { betweenZonesNs } from './distance.ts';

export interface ZoneEndpoint {
  readonly node: number;
  readonly subnet: SubnetPart;
  /** Ports of the node towards the cores, that of its own zone first. */
  readonly ports: readonly number[];
}

/** What the node takes and how fast; `id` names it in routes. */
interface EndpointSpec {
  readonly id: string;
  readonly origin: Origin;
  readonly mtu: number;
  readonly rateBps: number;
}

/** Interfaces in different zones of a VPC: each serves its own zone, the first one also those that have none. */
export function placeEndpoints(
  context: BuildContext,
  parts: AwsParts,
  spec: EndpointSpec,
  interfaces: readonly { readonly subnet: string }[],
): (ZoneEndpoint | null)[] {
  const { builder, facts } = context;
  const subnets = interfaces.map(({ subnet }) => parts.subnets.get(subnet) ?? null);
  const own = new Set(subnets.map((subnet) => subnet?.zone));
  const served = new Set<string>();
  return subnets.map((subnet, n) => {
    if (subnet === null || served.has(subnet.zone)) return null;
    served.add(subnet.zone);
    const { vpc, zone } = subnet;
    const node = builder.addNode({
      id: subnets.length === 1 ? spec.id : `${spec.id}@${zone}`,
      role: 'router',
      origin: spec.origin,
      addresses: [],
      decrementsTtl: false,
    });
    const others = n === 0 ? [...vpc.cores.keys()].filter((each) => !own.has(each)) : [];
    const ports = [zone, ...others].map((from) => {
      const core = vpc.cores.get(from)!;
      const link = {
        ...idealLink,
        id: `${builder.nodeId(node)}:${from}`,
        mtu: spec.mtu,
        rateBps: spec.rateBps,
        delayNs: from === zone ? 0 : betweenZonesNs(facts),
        origin: spec.origin,
      };
      const [inner, outer] = builder.addLink(link, core.node, node);
      core.exits.set(spec.id, inner);
      parts.interfacePorts.push({ subnet, port: inner });
      if (from === zone) parts.entries.push({ vpc, zone, port: inner, routeTable: subnet.routeTable });
      return outer;
    });
    return { node, subnet, ports };
  });
}

/** A table that sends everything out of one port. */
export function addOneWayTable(
  { builder }: BuildContext,
  id: string,
  origin: Origin,
  port: number,
  prefixes = anywhere,
): number {
  const table = builder.addTable(id, origin);
  for (const prefix of prefixes) {
    builder.addRoute(table, {
      prefix,
      action: { kind: 'forward', ports: [port] },
      source: 'default',
      origin,
    });
  }
  return table;
}
