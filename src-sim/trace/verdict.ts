/** The answer in one plain sentence. */
import type { Origin } from '../fabric/origin.ts';
import { answerTo, type PacketHeader } from '../fabric/filter-verdict.ts';
import type { Outcome } from './ask.ts';
import { recordsPassed } from './classify.ts';
import type { Way } from './follow.ts';
import type { Groundwork } from './groundwork.ts';
import type { Party } from './question.ts';
import { called, packetWords, reasonOf } from './sentences.ts';

export function verdictOf(ground: Groundwork, outcome: Outcome, from: Party, to: Party): string {
  const { header, anything, forward, reverse } = outcome;
  const there = `${from.name} reaches ${to.name} by ${service(header)}`;
  switch (outcome.class) {
    case 'delivered':
      return departing(from) + answered(to, header);
    case 'asymmetric':
      return `${there}, and the answer returns another way: ${detour(ground, forward, reverse)}`;
    case 'one-way':
      return `${there}, but the answer does not return: ${answerReason(ground, header, reverse)}`;
    case 'denied':
    case 'no-route':
    case 'loop': {
      const packet = packetWords(header, anything);
      return `${to.name} is not reached: ${reasonOf(ground, forward, header.destination, packet)}`;
    }
  }
}

/** The verdict on what is delivered, in two parts that many pairs share. */
export const departing = (from: Party): string => `${from.name} reaches `;
export const answered = (to: Party, header: PacketHeader): string =>
  `${to.name} by ${service(header)}, and the answer returns`;

export const service = ({ protocol, port }: PacketHeader): string =>
  protocol === 'icmp' ? protocol : `${protocol} ${port}`;

function answerReason(ground: Groundwork, header: PacketHeader, reverse: Way | null): string {
  if (reverse === null) return 'nobody is there to answer';
  const answer = answerTo(header);
  return reasonOf(ground, reverse, answer.destination, packetWords(answer, false));
}

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
