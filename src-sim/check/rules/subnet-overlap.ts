/** Subnets of one network must not share addresses. */
import { BlockAllocator } from '../../quantity/block-allocator.ts';
import { formatPrefix, type Prefix } from '../../quantity/prefix.ts';
import { overlappingPairs } from '../../quantity/prefix-set.ts';
import type { Cure, Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { blocksOf, entries, prefixOf } from '../design.ts';
import type { Rule } from '../rule.ts';

interface Item {
  readonly id: string;
  readonly order: number;
  readonly prefix: Prefix;
}

export const subnetOverlap: Rule = {
  code: 'address/subnet-overlap',
  severity: 'error',
  title: 'Two subnets of one network share addresses',
  why: 'A subnet is where a network looks for an address. Providers refuse overlapping subnets, and routers could not tell which one is meant.',
  cure: 'Give one of them a block of the network that is free.',
  find({ scenario }) {
    const byNetwork = new Map<string, Item[]>();
    for (const [order, [id, { network, cidr }]] of entries(scenario.subnets).entries()) {
      const prefix = prefixOf(cidr);
      if (prefix === null) continue;
      const items = byNetwork.get(network) ?? [];
      items.push({ id, order, prefix });
      byNetwork.set(network, items);
    }
    const findings: Finding[] = [];
    for (const [network, items] of byNetwork) {
      for (const { outer, inner } of overlappingPairs(items)) {
        const [first, later] = outer.order < inner.order ? [outer, inner] : [inner, outer];
        const cure = freeBlock(scenario, network, items, later);
        findings.push({
          code: subnetOverlap.code,
          severity: subnetOverlap.severity,
          message: `subnets ${later.id} and ${first.id} of ${network} both have ${formatPrefix(inner.prefix)}`,
          path: ['subnets', later.id, 'cidr'],
          ...(cure === null ? {} : { cure }),
        });
      }
    }
    return findings;
  },
};

function freeBlock(scenario: Scenario, network: string, items: readonly Item[], item: Item): Cure | null {
  const taken = items.map(({ prefix }) => prefix);
  for (const { prefix } of blocksOf(network, scenario.networks?.[network])) {
    const free = new BlockAllocator(prefix, taken).nextFree(item.prefix.length);
    if (free === null || free.family !== item.prefix.family) continue;
    const value = formatPrefix(free);
    const path = ['subnets', item.id, 'cidr'];
    return { title: `Use ${value}, the next free block of ${network}`, edits: [{ op: 'set', path, value }] };
  }
  return null;
}
