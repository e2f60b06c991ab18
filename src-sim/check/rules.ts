/** All design rules, in the order of the explanations. */
import type { Rule } from './rule.ts';
import { addressOverlap } from './rules/address-overlap.ts';
import { awsBlockSize } from './rules/aws-block-size.ts';
import { asymmetricStateful } from './rules/asymmetric-stateful.ts';
import { avsBlock } from './rules/avs-block.ts';
import { azureConnectionMtu } from './rules/azure-connection-mtu.ts';
import { azureGatewaySubnet } from './rules/azure-gateway-subnet.ts';
import { azureNextHop } from './rules/azure-next-hop.ts';
import { azureOneWayAppliance } from './rules/azure-one-way-appliance.ts';
import { azurePeeringHalves } from './rules/azure-peering-halves.ts';
import { azureSubnetPurpose } from './rules/azure-subnet-purpose.ts';
import { azureSubnetSize } from './rules/azure-subnet-size.ts';
import { azureTransit } from './rules/azure-transit.ts';
import { flatSegment, noIpv6 } from './rules/flat-segment.ts';
import {
  hostLooseSecurity,
  hostNoMonitoring,
  hostPortGroupDrift,
  hostSeveralStandard,
  hostSriovBypass,
} from './rules/host-ports.ts';
import { hostMixedTraffic, hostNoTrafficControl, hostStorageMtu } from './rules/host-traffic.ts';
import { hostSingleUplink, hostTeamMismatch, hostUplinkMtu, hostUplinkVlan } from './rules/host-uplinks.ts';
import { gcpAutoMode } from './rules/gcp-auto-mode.ts';
import { gcpConnectionMtu } from './rules/gcp-connection-mtu.ts';
import { gcpNatPorts } from './rules/gcp-nat-ports.ts';
import { gcpPeeringHalves } from './rules/gcp-peering-halves.ts';
import { gcpRangeOverlap } from './rules/gcp-range-overlap.ts';
import { gcpSharedVpc } from './rules/gcp-shared-vpc.ts';
import { gcpStaticRoute } from './rules/gcp-static-route.ts';
import { gcpTransit } from './rules/gcp-transit.ts';
import { gcpVpn } from './rules/gcp-vpn.ts';
import { dnsTarget } from './rules/dns-target.ts';
import { exchangePortRate } from './rules/exchange-port-rate.ts';
import { firewallZones } from './rules/firewall-zones.ts';
import { awsApplianceMode } from './rules/aws-appliance-mode.ts';
import { awsDirectConnect } from './rules/aws-direct-connect.ts';
import { awsNatWayOut } from './rules/aws-nat-way-out.ts';
import { awsPublicMachine } from './rules/aws-public-machine.ts';
import { awsSingleConnection } from './rules/aws-single-connection.ts';
import { awsSingleZoneNat } from './rules/aws-single-zone-nat.ts';
import { missingReturn } from './rules/missing-return.ts';
import { mtuBlackHole } from './rules/mtu-black-hole.ts';
import { mtuShrinks } from './rules/mtu-shrinks.ts';
import { openToTheWorld } from './rules/open-to-the-world.ts';
import { overlayIdentifier } from './rules/overlay-identifier.ts';
import { overlayMtu } from './rules/overlay-mtu.ts';
import { overlayUnderlay } from './rules/overlay-underlay.ts';
import { peeringRoutes } from './rules/peering-routes.ts';
import { quota } from './rules/quota.ts';
import { routeDeadEnd } from './rules/route-dead-end.ts';
import { sameAs } from './rules/same-as.ts';
import { singleConnection } from './rules/single-connection.ts';
import { subnetOverlap } from './rules/subnet-overlap.ts';
import { switchLoop } from './rules/switch-loop.ts';
import { switchMembership } from './rules/switch-membership.ts';
import { transitivePeering } from './rules/transitive-peering.ts';
import { unencrypted } from './rules/unencrypted.ts';

export const rules: readonly Rule[] = [
  addressOverlap,
  subnetOverlap,
  switchLoop,
  switchMembership,
  awsBlockSize,
  routeDeadEnd,
  missingReturn,
  asymmetricStateful,
  sameAs,
  peeringRoutes,
  transitivePeering,
  mtuShrinks,
  mtuBlackHole,
  overlayIdentifier,
  overlayMtu,
  overlayUnderlay,
  firewallZones,
  singleConnection,
  exchangePortRate,
  dnsTarget,
  quota,
  openToTheWorld,
  unencrypted,
  awsApplianceMode,
  awsDirectConnect,
  awsNatWayOut,
  awsPublicMachine,
  awsSingleConnection,
  awsSingleZoneNat,
  azureSubnetSize,
  azureSubnetPurpose,
  azureGatewaySubnet,
  azurePeeringHalves,
  azureNextHop,
  azureTransit,
  azureOneWayAppliance,
  azureConnectionMtu,
  avsBlock,
  gcpAutoMode,
  gcpConnectionMtu,
  gcpNatPorts,
  gcpPeeringHalves,
  gcpRangeOverlap,
  gcpSharedVpc,
  gcpStaticRoute,
  gcpTransit,
  gcpVpn,
  hostUplinkVlan,
  hostUplinkMtu,
  hostSingleUplink,
  hostTeamMismatch,
  hostPortGroupDrift,
  hostLooseSecurity,
  hostNoTrafficControl,
  hostMixedTraffic,
  hostStorageMtu,
  hostSriovBypass,
  hostNoMonitoring,
  hostSeveralStandard,
  flatSegment,
  noIpv6,
];
