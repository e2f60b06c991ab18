/**
 * Azure, in phases: places, then what joins them, then speakers of route exchange. Tables of a virtual network are filled when
 * it has learned its routes, and the filters of its machines after them, because service tags depend on routes.
 */
import type { BuildContext } from '../build-context.ts';
import { type AzureParts, emptyAzureParts } from './azure-parts.ts';
import { placeCircuits } from './circuit.ts';
import { connectGateways } from './connection-records.ts';
import { placeFirewalls } from './firewall.ts';
import { placeGateways } from './gateway.ts';
import { openInternet } from './internet.ts';
import { joinVnets } from './peering.ts';
import { placeRouteServers } from './route-server.ts';
import { plugMachinesIn, placeSubnets } from './subnet.ts';
import { placeVnets } from './vnet.ts';
import { buildVirtualWans } from './virtual-hub.ts';
import { letVnetsLearn } from './vnet-routes.ts';

export function buildAzure(context: BuildContext): AzureParts {
  const parts = emptyAzureParts();
  placeVnets(context, parts);
  placeSubnets(context, parts);
  plugMachinesIn(context, parts);
  placeFirewalls(context, parts);
  joinVnets(context, parts);
  openInternet(context, parts);
  letVnetsLearn(context, parts);
  placeGateways(context, parts);
  placeCircuits(context);
  placeRouteServers(context, parts);
  buildVirtualWans(context, parts);
  connectGateways(context);
  return parts;
}
