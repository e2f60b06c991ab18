/**
 * What becomes of a route between two tables: the sender's rules on advertising it (RFC 4271 section 9.2, RFC 4456
 * section 6 on reflection, RFC 1997 on communities), the attributes that change on the way (RFC 4271 section 5.1), and
 * the receiver's on taking it (section 9.1.2: no own AS in the path).
 */
import { defaultLocalPreference, noAdvertise, noExport, type Announcement } from '../announcement.ts';
import type { Candidate } from '../candidate.ts';
import type { Session, Speaker } from '../speaker.ts';
import { judge } from './policy.ts';

export const refusalReasons = [
  'learned from another iBGP neighbour',
  'its community forbids it',
  'export policy',
  'own AS in the path',
  'import policy',
  'more prefixes than the session takes',
] as const;

export type RefusalReason = (typeof refusalReasons)[number];

export function transfer(
  best: Candidate,
  session: Session,
  from: Speaker,
  to: Speaker,
): Candidate | RefusalReason {
  const held = holdsBack(best, session);
  if (held !== null) return held;
  const told = judge(session.exports, onTheWay(best, session), from.asn);
  if (told === null) return 'export policy';
  const asPath = session.type === 'ebgp' ? [from.asn, ...told.route.asPath] : told.route.asPath;
  if (session.type !== 'propagation') {
    const own = asPath.filter((asn) => asn === to.asn).length;
    if (own > (session.ownAsMax ?? 0)) return 'own AS in the path';
  }
  const arrived = asPath === told.route.asPath ? told.route : { ...told.route, asPath };
  const taken = judge(session.imports, arrived, from.asn);
  if (taken === null) return 'import policy';
  return {
    route: taken.route,
    weight: taken.weight ?? session.weight ?? 0,
    learned: { session, peer: from },
    trail: [...best.trail, to.id],
  };
}

function holdsBack({ route, learned }: Candidate, session: Session): RefusalReason | null {
  if (session.type === 'propagation') return null;
  if (route.communities.includes(noAdvertise)) return 'its community forbids it';
  if (session.type === 'ebgp') {
    return route.communities.includes(noExport) ? 'its community forbids it' : null;
  }
  const split =
    learned?.session.type === 'ibgp' && learned.session.client !== 'from' && session.client !== 'to';
  return split ? 'learned from another iBGP neighbour' : null;
}

/** Local preference stays inside the AS (5.1.5); a MED goes no further than the neighbour it is meant for (5.1.4). */
function onTheWay({ route, learned }: Candidate, session: Session): Announcement {
  if (session.type !== 'ebgp') return route;
  return { ...route, localPreference: defaultLocalPreference, med: learned === null ? route.med : 0 };
}
