/** A network firewall: an endpoint in each of its zones that inspects what routes send to it and sends it back to the VPC. */
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AwsParts } from './aws-parts.ts';
import { inspect } from './inspection.ts';
import { addOneWayTable, placeEndpoints } from './zone-endpoint.ts';

const BPS_PER_GBPS = 1_000_000_000;

export function placeNetworkFirewalls(context: BuildContext, parts: AwsParts): void {
  const { scenario, builder, facts } = context;
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind !== 'aws-network-firewall') continue;
    const origin = recordOrigin('gateways', id, record);
    const rateBps = facts.number('aws.nfw.bw', 'Gbit/s') * BPS_PER_GBPS;
    // Its endpoints are gateway load balancer endpoints, which are VPC endpoints.
    const mtu = facts.number('aws.pl.mtu', 'bytes');
    for (const endpoint of placeEndpoints(context, parts, { id, origin, mtu, rateBps }, record.interfaces)) {
      if (endpoint === null) continue;
      const { node, ports } = endpoint;
      builder.setNodeTable(node, addOneWayTable(context, builder.nodeId(node), origin, ports[0]));
      inspect(context, node, ports, record, origin);
    }
  }
}
