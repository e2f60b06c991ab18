/** VMware, in phases: private clouds, their tier-1 gateways, the segments on those, and the distributed firewall. */
import type { BuildContext } from '../build-context.ts';
import { guardSegments } from './distributed-firewall.ts';
import { placePrivateClouds, speakForClouds } from './private-cloud.ts';
import { placeSegments } from './segment.ts';
import { placeTier1s } from './tier-1.ts';
import { emptyVmwareParts } from './vmware-parts.ts';

export function buildVmware(context: BuildContext): void {
  const parts = emptyVmwareParts();
  placePrivateClouds(context, parts);
  placeTier1s(context, parts);
  placeSegments(context, parts);
  speakForClouds(context, parts);
  guardSegments(context, parts);
}
