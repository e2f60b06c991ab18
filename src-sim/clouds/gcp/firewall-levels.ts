/**
 * Firewall rules on several levels as one list in which the first match decides. A rule that goes to the next level stands
 * for everything that level, and those after it, say of the packets it matches.
 */
import type { FilterRule } from '../../fabric/fabric.ts';
import { intersection } from '../../quantity/prefix-set.ts';
import type { Prefix } from '../../quantity/prefix.ts';

export interface LevelRule extends Omit<FilterRule, 'allow'> {
  readonly action: 'allow' | 'deny' | 'goto-next';
}

type Match = Pick<FilterRule, 'from' | 'to' | 'protocol' | 'portFrom' | 'portTo'>;

const everything: Match = { from: [], to: [], protocol: 'any', portFrom: 0, portTo: 65_535 };

/**
 * Rules of each level in the order they are asked; what no rule of a level matches goes to the next one. `implied` closes what
 * a rule sent on and no later level decides, so that it does not come back to the rest of its own level.
 */
export function flattenLevels(
  levels: readonly (readonly LevelRule[])[],
  implied: FilterRule,
  within: Match = everything,
): FilterRule[] {
  const [level, ...rest] = levels;
  if (level === undefined) return [];
  const rules: FilterRule[] = [];
  for (const { action, ...rule } of level) {
    const match = both(within, rule);
    if (match === null) continue;
    if (action !== 'goto-next') rules.push({ ...rule, ...match, allow: action === 'allow' });
    else rules.push(...flattenLevels(rest, implied, match), { ...implied, ...match });
  }
  rules.push(...flattenLevels(rest, implied, within));
  return rules;
}

/** Null where no packet matches both. */
function both(a: Match, b: Match): Match | null {
  const from = common(a.from, b.from);
  const to = common(a.to, b.to);
  if (from === null || to === null) return null;
  if (a.protocol !== 'any' && b.protocol !== 'any' && a.protocol !== b.protocol) return null;
  const protocol = a.protocol === 'any' ? b.protocol : a.protocol;
  // Rules for any protocol have no ports; where both have, those in both count.
  const portFrom = Math.max(a.portFrom, b.portFrom);
  const portTo = Math.min(a.portTo, b.portTo);
  return portFrom > portTo ? null : { from, to, protocol, portFrom, portTo };
}

/** No prefixes stand for any address. */
function common(a: readonly Prefix[], b: readonly Prefix[]): readonly Prefix[] | null {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const shared = intersection(a, b);
  return shared.length === 0 ? null : shared;
}
