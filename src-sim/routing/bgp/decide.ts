/**
 * Which of several routes to one prefix a speaker uses: RFC 4271 sections 9.1.1 and 9.1.2.2, and what everybody adds.
 *
 *  1. An own route: whoever originates a prefix keeps it (vendors do so by a weight nobody else gets).
 *  2. Highest weight: the speaker's own preference for a session (not in the RFC).
 *  3. Highest local preference (9.1.1).
 *  4. Shortest AS path (9.1.2.2 a).
 *  5. Lowest origin (b).
 *  6. Lowest MED among routes from one neighbour AS (c); no MED counts as 0.
 *  7. Learned by eBGP rather than iBGP (d).
 *  8. Lowest interior cost to the neighbour (e).
 *  9. Lowest router id of the neighbour (f). Routes do not age here, so "the oldest" has no place before it.
 * 10. Lowest peer address (g), for which the session's id stands.
 *
 * Every step takes the worse ones out of the set, so the result does not depend on any order; a MED takes a route out
 * only by one that is still in. Paths that are equal after step 8 may be used together.
 * Left out: the originator and the length of the cluster list of reflected routes (RFC 4456 section 9).
 */
import { type Announcement, routeOrigins } from '../announcement.ts';
import type { Candidate } from '../candidate.ts';
import type { Speaker } from '../speaker.ts';
import { type Step, steps } from './step.ts';

/** Tie-breakers that choose one of several equally good paths. */
const tieBreakers: readonly Step[] = ['lowest router id', 'lowest peer address'];

export interface Decision {
  readonly candidates: readonly Candidate[];
  readonly best: Candidate;
  /** The best and those used beside it. */
  readonly paths: readonly Candidate[];
  /** Step at which the last competitor fell; null: there was none. */
  readonly decidedBy: Step | null;
  /** Step at which each other candidate fell, in the order of falling. */
  readonly lost: readonly { readonly candidate: Candidate; readonly by: Step }[];
}

/** Of at least one candidate. */
export function decide(speaker: Speaker, candidates: readonly Candidate[]): Decision {
  if (candidates.length === 1) {
    return { candidates, best: candidates[0], paths: candidates, decidedBy: null, lost: [] };
  }
  const lost: { candidate: Candidate; by: Step }[] = [];
  let left = candidates;
  let equal = candidates;
  for (const step of speaker.steps === undefined ? steps : [...speaker.steps, ...tieBreakers]) {
    if (left.length === 1) break;
    const kept = keep(step, speaker, left);
    for (const candidate of left) if (!kept.includes(candidate)) lost.push({ candidate, by: step });
    left = kept;
    if (!tieBreakers.includes(step)) equal = kept;
  }
  const [best] = left;
  const paths = together(speaker, best, equal);
  return { candidates, best, paths, decidedBy: lost.at(-1)?.by ?? null, lost };
}

function keep(step: Step, speaker: Speaker, left: readonly Candidate[]): readonly Candidate[] {
  switch (step) {
    case 'own route':
      return left.some(isOwn) ? left.filter(isOwn) : left;
    case 'highest weight':
      return lowest(left, ({ weight }) => -weight);
    case 'highest local preference':
      return lowest(left, ({ route }) => -route.localPreference);
    case 'shortest AS path':
      return lowest(left, ({ route }) => route.asPath.length);
    case 'lowest origin':
      return lowest(left, ({ route }) => routeOrigins.indexOf(route.origin));
    case 'lowest MED':
      return lowestMed(speaker, left);
    case 'eBGP over iBGP':
      return lowest(left, ({ learned }) => (learned?.session.type === 'ibgp' ? 1 : 0));
    case 'lowest cost to the neighbour':
      return lowest(left, ({ learned }) => learned?.session.cost ?? 0);
    case 'lowest router id':
      return lowest(left, ({ learned }) => learned?.peer.routerId ?? 0);
    case 'lowest peer address':
      return [left.reduce((a, b) => (peerOf(b) < peerOf(a) ? b : a))];
  }
}

const isOwn = ({ learned }: Candidate): boolean => learned === null;

const peerOf = ({ learned }: Candidate): string => learned?.session.id ?? '';

function lowest(left: readonly Candidate[], value: (candidate: Candidate) => number): readonly Candidate[] {
  const least = Math.min(...left.map(value));
  return left.filter((candidate) => value(candidate) === least);
}

function lowestMed(speaker: Speaker, left: readonly Candidate[]): readonly Candidate[] {
  const group = ({ asPath }: Announcement): number =>
    speaker.alwaysComparesMed === true ? 0 : (asPath[0] ?? speaker.asn);
  return left.filter(
    ({ route }) => !left.some((other) => group(other.route) === group(route) && other.route.med < route.med),
  );
}

function together(speaker: Speaker, best: Candidate, equal: readonly Candidate[]): readonly Candidate[] {
  const { max, relaxesAsPath = false } = speaker.multipath ?? { max: 1 };
  if (max <= 1 || best.learned === null) return [best];
  const path = best.route.asPath.join(' ');
  const beside = equal
    .filter((other) => other !== best && (relaxesAsPath || other.route.asPath.join(' ') === path))
    .sort((a, b) => (peerOf(a) < peerOf(b) ? -1 : 1));
  return [best, ...beside.slice(0, max - 1)];
}
