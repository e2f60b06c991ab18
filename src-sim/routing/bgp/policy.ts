/**
 * Route policy as data: rules in order, the first that matches decides and changes attributes; what no rule matches is
 * accepted as it is, or refused. Conditions of one rule must all hold; of a list, one of it.
 */
import { containsPrefix, type Prefix } from '../../quantity/prefix.ts';
import type { Announcement } from '../announcement.ts';

export interface PrefixMatch {
  readonly prefix: Prefix;
  /** Longer prefixes inside it match up to this length; left out: the prefix itself only. */
  readonly lengthMax?: number;
}

export interface RouteMatch {
  readonly prefixes?: readonly PrefixMatch[];
  /** An AS anywhere in the path. */
  readonly throughAs?: readonly number[];
  /** The AS the path begins in; of an own route, which has no path yet: none. */
  readonly fromAs?: readonly number[];
  readonly communities?: readonly string[];
}

export interface RouteChange {
  readonly localPreference?: number;
  readonly med?: number;
  readonly weight?: number;
  /** Times the sender's AS is put in front, beside the once that eBGP does. */
  readonly prepends?: number;
  readonly addsCommunities?: readonly string[];
  readonly removesCommunities?: readonly string[] | 'all';
}

export interface RouteRule {
  readonly match?: RouteMatch;
  readonly accepts: boolean;
  readonly change?: RouteChange;
}

export interface Policy {
  readonly rules: readonly RouteRule[];
  readonly otherwise: 'accept' | 'refuse';
}

export interface Judged {
  readonly route: Announcement;
  /** Set by the rule; undefined where it says nothing. */
  readonly weight: number | undefined;
}

/** The route as the policy leaves it; null where it is refused. `asn` is that of the session's sender. */
export function judge(policy: Policy | undefined, route: Announcement, asn: number): Judged | null {
  if (policy === undefined) return { route, weight: undefined };
  const rule = policy.rules.find(({ match }) => match === undefined || matches(match, route));
  if (rule === undefined) return policy.otherwise === 'accept' ? { route, weight: undefined } : null;
  if (!rule.accepts) return null;
  return { route: changed(route, rule.change ?? {}, asn), weight: rule.change?.weight };
}

function matches(match: RouteMatch, { prefix, asPath, communities }: Announcement): boolean {
  const { prefixes, throughAs, fromAs, communities: wanted } = match;
  return (
    (prefixes === undefined || prefixes.some((each) => matchesPrefix(each, prefix))) &&
    (throughAs === undefined || throughAs.some((asn) => asPath.includes(asn))) &&
    (fromAs === undefined || (asPath.length > 0 && fromAs.includes(asPath[asPath.length - 1]))) &&
    (wanted === undefined || wanted.some((community) => communities.includes(community)))
  );
}

const matchesPrefix = ({ prefix, lengthMax = prefix.length }: PrefixMatch, told: Prefix): boolean =>
  told.length <= lengthMax && containsPrefix(prefix, told);

function changed(route: Announcement, change: RouteChange, asn: number): Announcement {
  const { prepends = 0, addsCommunities = [], removesCommunities = [] } = change;
  const kept = route.communities.filter(
    (community) => removesCommunities !== 'all' && !removesCommunities.includes(community),
  );
  return {
    ...route,
    localPreference: change.localPreference ?? route.localPreference,
    med: change.med ?? route.med,
    asPath: [...Array.from({ length: prepends }, () => asn), ...route.asPath],
    communities: [...new Set([...kept, ...addsCommunities])].sort(),
  };
}
