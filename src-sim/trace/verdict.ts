/** The answer in one plain sentence. */
import type { Origin } from '../fabric/origin.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import type { Outcome } from './ask.ts';
import { recordsPassed, strangerTo } from './classify.ts';
import { lengthOf, memoryOf, nodeAt, type Way } from './follow.ts';
import type { Groundwork } from './groundwork.ts';
import type { Party } from './question.ts';
import { reasonOf } from './reasons.ts';
import { called } from './sentences.ts';

export function verdictOf(ground: Groundwork, outcome: Outcome, from: Party, to: Party): string {
  const { header, anything, forward, reverse } = outcome;
  const there = `${from.name} reaches ${to.name} by ${service(header)}`;
  switch (outcome.class) {
    case 'delivered':
      return departing(from) + answered(to, header);
    case 'asymmetric':
      return `${there}, ${otherWay(ground, forward, reverse)}`;
    case 'one-way':
      return `${there}, but the answer does not return: ${answerReason(ground, reverse)}`;
    case 'denied':
    case 'no-route':
    case 'loop':
      return `${to.name} is not reached: ${reasonOf(ground, forward, anything)}`;
  }
}

function otherWay(ground: Groundwork, forward: Way, reverse: Way | null): string {
  const detoured = detour(ground, forward, reverse);
  const stranger = reverse === null ? null : strangerTo(ground, forward, reverse);
  if (stranger === null || reverse?.fate === 'delivered')
    return `and the answer returns another way: ${detoured}`;
  const lost = 'but the answer is lost on another way';
  const at = called(stranger.kind === 'filter' ? stranger.node : stranger.origin);
  return `${lost}: ${at} has not seen the request, which passed ${seenBy(ground, forward)}`;
}

/** Those on its way who know the request, besides the two machines: stateful filters and translations. */
function seenBy(ground: Groundwork, forward: Way): string {
  const { fabric } = ground;
  const { witnesses, passages } = memoryOf(forward);
  const trackers = new Set(witnesses.map(({ tracker }) => tracker));
  const ends = new Set([nodeAt(ground, forward, 0), nodeAt(ground, forward, lengthOf(forward) - 1)]);
  const knowing = fabric.ports.flatMap(({ node, ingress, egress }) =>
    [...ingress, ...egress].some((filter) => trackers.has(fabric.filters[filter].tracker)) ? [node] : [],
  );
  const between = [...knowing, ...passages.map(({ node }) => node)].filter((node) => !ends.has(node));
  return between.length === 0 ? 'elsewhere' : names(between.map((node) => fabric.nodes[node].origin));
}

/** The verdict on what is delivered, in two parts that many pairs share. */
export const departing = (from: Party): string => `${from.name} reaches `;
export const answered = (to: Party, header: PacketHeader): string =>
  `${to.name} by ${service(header)}, and the answer returns`;

export const service = ({ protocol, port }: PacketHeader): string =>
  protocol === 'icmp' ? protocol : `${protocol} ${port}`;

const answerReason = (ground: Groundwork, reverse: Way | null): string =>
  reverse === null ? 'nobody is there to answer' : reasonOf(ground, reverse, false);

/** What the answer passes that the question did not, or the other way round. */
function detour(ground: Groundwork, forward: Way, reverse: Way | null): string {
  const there = recordsPassed(ground, forward);
  const back = reverse === null ? [] : recordsPassed(ground, reverse);
  const added = without(back, there);
  const left = without(there, back);
  if (added.length > 0 && left.length > 0) return `through ${names(added)} instead of ${names(left)}`;
  if (added.length > 0) return `through ${names(added)} as well`;
  return left.length > 0 ? `not through ${names(left)}` : 'the same places in another order';
}

function without(records: readonly Origin[], others: readonly Origin[]): Origin[] {
  const paths = new Set(others.map(({ path }) => path));
  return records.filter(({ path }) => !paths.has(path));
}

const names = (records: readonly Origin[]): string => [...new Set(records.map(called))].join(', ');
