/** The management block of a private cloud of Azure VMware Solution. */
import { formatPrefix, overlaps } from '../../quantity/prefix.ts';
import type { Finding } from '../../scenario/problem.ts';
import { blocksOf, entries, nameOf, prefixOf } from '../design.ts';
import { factSource, type Rule } from '../rule.ts';

const fact = 'vmware.avs.block';

export const avsBlock: Rule = {
  code: 'avs/block',
  severity: 'error',
  title: 'The management block of a private cloud has the wrong size or is used elsewhere',
  why: 'A private cloud takes one block for management, vMotion and replication, of one size. It is announced to everything the private cloud is joined to, so it must not overlap anything there; it cannot be changed later.',
  cure: 'Choose a block of the right size that nothing else uses.',
  find({ scenario, facts }) {
    return entries(scenario.networks).flatMap(([id, cloud]): Finding[] => {
      const block = cloud.kind === 'avs-private-cloud' ? prefixOf(cloud.block) : null;
      if (block === null) return [];
      const { code, severity } = avsBlock;
      const shared = { code, severity, path: ['networks', id, 'block'], source: factSource(facts, fact) };
      const length = facts.number(fact, 'prefix length');
      const found: Finding[] = [];
      if (block.length !== length) {
        found.push({
          ...shared,
          message: `${formatPrefix(block)} is not a /${length}, which a private cloud takes`,
        });
      }
      for (const [other, network] of entries(scenario.networks)) {
        const own = network.kind === 'avs-private-cloud' && other !== id ? prefixOf(network.block) : null;
        const taken = [
          ...blocksOf(other, network).map(({ prefix }) => prefix),
          ...(own === null ? [] : [own]),
        ];
        const clash = taken.find((prefix) => overlaps(prefix, block));
        if (clash === undefined) continue;
        found.push({
          ...shared,
          message: `the management block ${formatPrefix(block)} of ${nameOf(id, cloud)} overlaps ${formatPrefix(clash)} of ${nameOf(other, network)}`,
        });
      }
      return found;
    });
  },
};
