/**
 * Google Cloud, in phases: places, then what makes networks know each other, then speakers of route exchange. The tables of a
 * network are filled when it has learned its routes.
 */
import type { BuildContext } from '../build-context.ts';
import { letRoutersSpeak, placeRouters } from './cloud-router.ts';
import { guardMachines } from './firewall.ts';
import { placeGateways } from './gateway.ts';
import { emptyGcpParts, type GcpParts } from './gcp-parts.ts';
import { openInternet } from './internet.ts';
import { exchangeOverHubs, placeSpokes } from './ncc.ts';
import { letNetworksLearn } from './network-routes.ts';
import { peerNetworks } from './peering.ts';
import { collectStaticRoutes } from './static-route.ts';
import { placeSubnets, plugMachinesIn } from './subnet.ts';
import { placeNetworks } from './vpc-network.ts';
import { drawVpnConnections } from './vpn-connection.ts';

export function buildGcp(context: BuildContext): GcpParts {
  const parts = emptyGcpParts();
  placeNetworks(context, parts);
  placeSubnets(context, parts);
  plugMachinesIn(context, parts);
  placeSpokes(context, parts);
  placeRouters(context, parts);
  placeGateways(context, parts);
  collectStaticRoutes(context, parts);
  peerNetworks(context, parts);
  openInternet(context, parts);
  letRoutersSpeak(context, parts);
  letNetworksLearn(context, parts);
  exchangeOverHubs(context, parts);
  drawVpnConnections(context, parts);
  guardMachines(context, parts);
  return parts;
}
