/** AWS, in phases: places, then what joins them, then the tables that use the joints, then the filters. */
import type { BuildContext } from '../build-context.ts';
import { type AwsParts, emptyAwsParts } from './aws-parts.ts';
import { placeInternetGateways } from './internet-gateway.ts';
import { fillRouteTables } from './route-table.ts';
import { guardMachines } from './security-group.ts';
import { placeSubnets, plugMachinesIn } from './subnet.ts';
import { attachVpcs } from './transit-gateway-attachment.ts';
import { fillTransitGatewayTables, placeTransitGateways } from './transit-gateway.ts';
import { placeVpcs } from './vpc.ts';
import { peerVpcs } from './vpc-peering.ts';

export function buildAws(context: BuildContext): AwsParts {
  const parts = emptyAwsParts();
  placeVpcs(context, parts);
  placeSubnets(context, parts);
  plugMachinesIn(context, parts);
  placeTransitGateways(context, parts);
  placeInternetGateways(context, parts);
  attachVpcs(context, parts);
  peerVpcs(context, parts);
  fillRouteTables(context, parts);
  fillTransitGatewayTables(context, parts);
  guardMachines(context);
  return parts;
}
