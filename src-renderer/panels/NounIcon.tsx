/** A noun's symbol in lists: the canvas' own for things, a small box or line for the rest. */
import {
  Cable,
  Frame,
  Ruler,
  ShieldCheck,
  Signpost,
  Square,
  SquareStack,
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
  wire: Cable,
  'aws-route-table': Signpost,
  'aws-transit-gateway-route-table': Signpost,
  'aws-security-group': ShieldCheck,
  'constant-rate': Waves,
  poisson: Waves,
  bulk: Waves,
  flap: Zap,
  capture: Waypoints,
  fail: Zap,
  repair: Zap,
  series: Waypoints,
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
