/** All design rules, in the order of the explanations. */
import type { Rule } from './rule.ts';
import { addressOverlap } from './rules/address-overlap.ts';
import { awsBlockSize } from './rules/aws-block-size.ts';
import { missingReturn } from './rules/missing-return.ts';
import { mtuShrinks } from './rules/mtu-shrinks.ts';
import { openToTheWorld } from './rules/open-to-the-world.ts';
import { peeringRoutes } from './rules/peering-routes.ts';
import { quota } from './rules/quota.ts';
import { routeDeadEnd } from './rules/route-dead-end.ts';
import { subnetOverlap } from './rules/subnet-overlap.ts';
import { transitivePeering } from './rules/transitive-peering.ts';

export const rules: readonly Rule[] = [
  addressOverlap,
  subnetOverlap,
  awsBlockSize,
  routeDeadEnd,
  missingReturn,
  peeringRoutes,
  transitivePeering,
  mtuShrinks,
  quota,
  openToTheWorld,
];
