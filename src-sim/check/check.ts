/** Is it right? Every rule, asked of one design. */
import type { Finding } from '../scenario/problem.ts';
import type { RuleContext } from './rule.ts';
import { rules } from './rules.ts';

export function check(context: RuleContext): Finding[] {
  return rules.flatMap((rule) => rule.find(context));
}
