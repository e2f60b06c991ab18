/** AWS, in phases: places, then what joins them, then the tables that use the joints, then the filters. */
import type { BuildContext } from '../build-context.ts';
import { type AwsParts, emptyAwsParts } from './aws-parts.ts';
import { fillCoreNetworkTables } from './core-network-tables.ts';
import { placeCoreNetworks } from './core-network.ts';
import { drawDirectConnect, placeDirectConnectGateways } from './direct-connect.ts';
import { placeEgressOnlyGateways } from './egress-only-gateway.ts';
import { placeForwardingMachines } from './forwarding-machine.ts';
import { placeGatewayLoadBalancers } from './gateway-load-balancer.ts';
import { placeInternetGateways } from './internet-gateway.ts';
import { placeNatGateways } from './nat-gateway.ts';
import { guardSubnets } from './network-acl.ts';
import { placeNetworkFirewalls } from './network-firewall.ts';
import { placePrivateLinks } from './private-link.ts';
import { fillRouteTables } from './route-table.ts';
import { guardMachines } from './security-group.ts';
import { placeSubnets, plugMachinesIn } from './subnet.ts';
import { attachVpcs } from './transit-gateway-attachment.ts';
import { drawConnects } from './transit-gateway-connect.ts';
import { peerTransitGateways } from './transit-gateway-peering.ts';
import { fillTransitGatewayTables, placeTransitGateways } from './transit-gateway.ts';
import { addTransitSpeakers } from './transit-gateway-routing.ts';
import { placeVirtualPrivateGateways } from './virtual-private-gateway.ts';
import { placeVpcs } from './vpc.ts';
import { peerVpcs } from './vpc-peering.ts';
import { drawVpnConnections } from './vpn-connection.ts';

export function buildAws(context: BuildContext): AwsParts {
  const parts = emptyAwsParts();
  placeVpcs(context, parts);
  placeSubnets(context, parts);
  plugMachinesIn(context, parts);
  placeTransitGateways(context, parts);
  placeInternetGateways(context, parts);
  placeEgressOnlyGateways(context, parts);
  placeNatGateways(context, parts);
  placeNetworkFirewalls(context, parts);
  placeGatewayLoadBalancers(context, parts);
  placePrivateLinks(context, parts);
  placeForwardingMachines(context, parts);
  attachVpcs(context, parts);
  peerVpcs(context, parts);
  peerTransitGateways(context, parts);
  const cores = placeCoreNetworks(context, parts);
  placeVirtualPrivateGateways(context, parts);
  const directConnectGateways = placeDirectConnectGateways(context);
  fillRouteTables(context, parts);
  fillCoreNetworkTables(context, cores);
  guardSubnets(context, parts);
  guardMachines(context);
  context.later.connect.push(() => {
    drawVpnConnections(context, parts);
    drawDirectConnect(context, parts, directConnectGateways);
    drawConnects(context, parts);
  });
  context.later.fill.push(() => {
    fillTransitGatewayTables(context, parts);
    addTransitSpeakers(context, parts);
  });
  return parts;
}
