/** Routes that expect a peering to lead beyond the VPC at its other end. */
import { containsPrefix, overlaps } from '../../quantity/prefix.ts';
import type { Finding } from '../../scenario/problem.ts';
import { blocksOf, nameOf, prefixOf, vpcRouteTables } from '../design.ts';
import { factSource, type Rule } from '../rule.ts';

export const transitivePeering: Rule = {
  code: 'route/transitive-peering',
  severity: 'error',
  title: 'A peering is expected to carry transit',
  why: 'A VPC peering carries packets between the blocks of its two VPCs only. It leads to no third VPC, gateway or data centre behind either of them.',
  cure: 'Peer the two networks directly, or join all of them by a transit gateway.',
  find({ scenario, facts }) {
    return vpcRouteTables(scenario).flatMap(([id, table]) =>
      (table.routes ?? []).flatMap(({ to, via }, n): Finding[] => {
        const peering = via === undefined ? undefined : scenario.attachments?.[via];
        const wanted = to === undefined ? null : prefixOf(to);
        if (peering?.kind !== 'aws-vpc-peering' || wanted === null) return [];
        const other = peering.requester === table.network ? peering.accepter : peering.requester;
        const blocks = blocksOf(other, scenario.networks?.[other]).map(({ prefix }) => prefix);
        if (blocks.some((block) => containsPrefix(block, wanted))) return [];
        const partly = blocks.some((block) => overlaps(block, wanted));
        const name = nameOf(other, scenario.networks?.[other]);
        return [
          {
            code: transitivePeering.code,
            severity: partly ? 'warning' : transitivePeering.severity,
            message: `${to} ${partly ? 'reaches beyond' : 'is not part of'} ${name}, and a peering carries nothing beyond it`,
            path: ['routeTables', id, 'routes', n, 'to'],
            source: factSource(facts, 'aws.peering.transitive'),
          },
        ];
      }),
    );
  },
};
