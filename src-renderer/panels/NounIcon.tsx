/** A noun's symbol in lists: the canvas' own for things, a small box or line for the rest. */
import {
  Cable,
  Frame,
  Ruler,
  ShieldCheck,
  Signpost,
  Square,
  SquareStack,
  Target,
  Waypoints,
  Waves,
  Zap,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { symbolColour, symbolImage } from '../canvas/icons.ts';

const plain: Readonly<Record<string, ComponentType<{ size: number; 'aria-hidden': boolean }>>> = {
  'aws-region': Frame,
  'data-centre': Frame,
  'aws-vpc': Square,
  lan: Square,
  'aws-subnet': SquareStack,
  segment: SquareStack,
  pool: Ruler,
  'aws-transit-gateway-attachment': Cable,
  'aws-vpc-peering': Cable,
  'gcp-region': Frame,
  'gcp-vpc': Square,
  'gcp-subnet': SquareStack,
  'gcp-vpc-peering': Cable,
  'gcp-vpn-connection': Cable,
  'gcp-ncc-spoke': Cable,
  'gcp-external-address': Signpost,
  'gcp-routes': Signpost,
  'gcp-firewall-rule': ShieldCheck,
  'gcp-firewall-policy': ShieldCheck,
  'azure-region': Frame,
  'azure-vnet': Square,
  'azure-virtual-hub': Square,
  'avs-private-cloud': Square,
  'azure-subnet': SquareStack,
  'azure-clients': SquareStack,
  'nsx-segment': SquareStack,
  'azure-vnet-peering': Cable,
  'azure-connectivity': Cable,
  'azure-vpn-connection': Cable,
  'azure-expressroute-connection': Cable,
  'azure-global-reach': Cable,
  'azure-route-server-peer': Cable,
  'azure-virtual-hub-connection': Cable,
  'azure-public-address': Signpost,
  'azure-route-table': Signpost,
  'azure-virtual-hub-route-table': Signpost,
  'azure-network-security-group': ShieldCheck,
  'azure-application-security-group': ShieldCheck,
  'nsx-distributed-firewall': ShieldCheck,
  'aws-transit-gateway-peering': Cable,
  'aws-transit-gateway-connect': Cable,
  'aws-vpn-connection': Cable,
  'aws-direct-connect': Cable,
  'aws-virtual-interface': Cable,
  'aws-direct-connect-association': Cable,
  'aws-core-network-attachment': Cable,
  'aws-elastic-address': Signpost,
  'aws-prefix-list': Ruler,
  'aws-network-acl': ShieldCheck,
  exchange: Frame,
  'remote-access': SquareStack,
  'bgp-session': Cable,
  'ipsec-tunnel': Cable,
  tunnel: Cable,
  overlay: Cable,
  'private-circuit': Cable,
  'virtual-circuit': Cable,
  'internet-access': Cable,
  'dns-record': Signpost,
  wire: Cable,
  'aws-route-table': Signpost,
  'aws-transit-gateway-route-table': Signpost,
  'aws-security-group': ShieldCheck,
  'constant-rate': Waves,
  poisson: Waves,
  'on-off': Waves,
  video: Waves,
  echo: Waves,
  bulk: Waves,
  'request-response': Waves,
  storage: Waves,
  migration: Waves,
  flap: Zap,
  migrate: Waves,
  capture: Waypoints,
  fail: Zap,
  repair: Zap,
  series: Waypoints,
  'flow-series': Waypoints,
  'node-series': Waypoints,
  'must-reach': Target,
  'must-not-reach': Target,
  'stays-within': Target,
  encrypted: Target,
  redundant: Target,
  'latency-below': Target,
};

export function NounIcon({ kind }: { readonly kind: string }) {
  const Plain = plain[kind];
  if (Plain !== undefined)
    return (
      <span className={`noun-icon plain ${kind}`}>
        <Plain size={14} aria-hidden />
      </span>
    );
  return (
    <svg className="noun-icon" width="18" height="18" viewBox="0 0 18 18" aria-hidden>
      <rect width="18" height="18" rx="4" fill={symbolColour(kind)} />
      <image href={symbolImage(kind)} x="2.5" y="2.5" width="13" height="13" />
    </svg>
  );
}
