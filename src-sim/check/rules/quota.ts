/** Use of the provider's quotas. */
import { quotaUses } from '../quota-counts.ts';
import type { QuotaUse } from '../quota-use.ts';
import type { Finding } from '../../scenario/problem.ts';
import { factSource, type Rule, type RuleContext } from '../rule.ts';

/** Share of a quota from which on it is worth a warning. */
const nearlyUsedUp = 0.8;

export const quota: Rule = {
  code: 'limits/quota',
  severity: 'error',
  title: 'A quota of the provider is used up, or nearly',
  why: 'What goes beyond a quota is refused at deployment. Some quotas are raised on request, which takes days; others never are.',
  cure: 'Ask the provider for more where the quota can be raised, and write the new value under facts; else split the design.',
  find(context) {
    return quotaUses(context.scenario).flatMap((use) => judge(context, use));
  },
};

function judge({ facts }: RuleContext, { fact: id, where, path, used }: QuotaUse): Finding[] {
  const limit = facts.number(id);
  if (used === 0 || used < limit * nearlyUsedUp) return [];
  const fact = facts.get(id);
  // Where the provider allows one, having it is not nearly too many.
  if (fact.published === 1 && used <= limit) return [];
  const beyond = used > limit;
  const kind = fact.adjustable === true ? 'can be raised on request' : 'is fixed';
  const share = `${where} has ${used} of ${limit} ${fact.unit}`;
  const cure = {
    title: `Write that the quota is raised to ${used}`,
    edits: [{ op: 'set' as const, path: ['facts', id], value: used }],
  };
  return [
    {
      code: quota.code,
      severity: beyond ? 'error' : 'warning',
      message: `${share} (${fact.title}); the quota ${kind}`,
      path,
      source: factSource(facts, id),
      ...(beyond && fact.adjustable === true ? { cure } : {}),
    },
  ];
}
