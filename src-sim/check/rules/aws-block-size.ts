/** AWS takes VPC blocks and subnets of certain sizes only. */
import { formatPrefix, type Prefix } from '../../quantity/prefix.ts';
import type { PathStep } from '../../scenario/edit.ts';
import type { Finding } from '../../scenario/problem.ts';
import { blocksOf, entries, prefixOf } from '../design.ts';
import { factSource, type Rule, type RuleContext } from '../rule.ts';

interface Sized {
  readonly what: string;
  readonly prefix: Prefix;
  readonly path: readonly PathStep[];
  /** Facts with the longest and the shortest prefix length allowed. */
  readonly smallest: string;
  readonly largest: string;
}

export const awsBlockSize: Rule = {
  code: 'aws/block-size',
  severity: 'error',
  title: 'AWS does not take a block of this size',
  why: 'A VPC block and a subnet have a smallest and a largest size, which AWS does not change on request.',
  cure: 'Choose a prefix length within the limits named.',
  find(context) {
    const sized: Sized[] = [];
    for (const [id, network] of entries(context.scenario.networks)) {
      if (network.kind !== 'aws-vpc') continue;
      for (const { prefix, path } of blocksOf(id, network)) {
        if (prefix.family !== 4) continue;
        sized.push({ what: `block of VPC ${network.name ?? id}`, prefix, path, ...limits('aws.vpc.cidr') });
      }
    }
    for (const [id, subnet] of entries(context.scenario.subnets)) {
      const prefix = subnet.kind === 'aws-subnet' ? prefixOf(subnet.cidr) : null;
      if (prefix === null) continue;
      const path = ['subnets', id, 'cidr'];
      const what = `subnet ${subnet.name ?? id}`;
      const fixed = 'aws.vpc.subnet.ipv6.prefix';
      sized.push({
        what,
        prefix,
        path,
        ...(prefix.family === 4 ? limits('aws.vpc.subnet') : { smallest: fixed, largest: fixed }),
      });
    }
    return sized.flatMap((each) => judge(context, each));
  },
};

const limits = (fact: string): Pick<Sized, 'smallest' | 'largest'> => ({
  smallest: `${fact}.prefix.min`,
  largest: `${fact}.prefix.max`,
});

function judge({ facts }: RuleContext, { what, prefix, path, smallest, largest }: Sized): Finding[] {
  const longest = facts.number(smallest, 'prefix length');
  const shortest = facts.number(largest, 'prefix length');
  if (prefix.length <= longest && prefix.length >= shortest) return [];
  const tooSmall = prefix.length > longest;
  const limit =
    longest === shortest
      ? `/${longest}`
      : tooSmall
        ? `/${longest} at the smallest`
        : `/${shortest} at the largest`;
  return [
    {
      code: awsBlockSize.code,
      severity: awsBlockSize.severity,
      message: `${formatPrefix(prefix)} is too ${tooSmall ? 'small' : 'large'} for a ${what}: AWS takes ${limit}`,
      path,
      source: factSource(facts, tooSmall ? smallest : largest),
    },
  ];
}
