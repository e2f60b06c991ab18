/** The answer in one plain sentence. */
import type { Fabric } from '../fabric/fabric.ts';
import { answerTo, type PacketHeader } from '../fabric/filter-verdict.ts';
import type { Outcome } from './ask.ts';
import { recordsPassed } from './classify.ts';
import { leadingWay, type Way } from './follow.ts';
import type { Party } from './question.ts';
import { called, packetWords, reasonOf } from './sentences.ts';

export function verdictOf(fabric: Fabric, outcome: Outcome, from: Party, to: Party): string {
  const { header, anything } = outcome;
  const forward = leadingWay(outcome.forward);
  const reverse = outcome.reverse === null ? null : leadingWay(outcome.reverse);
  const there = `${from.name} reaches ${to.name} by ${service(header)}`;
  switch (outcome.class) {
    case 'delivered':
      return `${there}, and the answer returns`;
    case 'asymmetric':
      return `${there}, and the answer returns another way: ${detour(fabric, forward, reverse)}`;
    case 'one-way':
      return `${there}, but the answer does not return: ${answerReason(fabric, header, reverse)}`;
    case 'denied':
    case 'no-route':
    case 'loop': {
      const packet = packetWords(header, anything);
      return `${to.name} is not reached: ${reasonOf(fabric, forward, header.destination, packet)}`;
    }
  }
}

function service({ protocol, port }: PacketHeader): string {
  return protocol === 'icmp' ? protocol : `${protocol} ${port}`;
}

function answerReason(fabric: Fabric, header: PacketHeader, reverse: Way | null): string {
  if (reverse === null) return 'nobody is there to answer';
  const answer = answerTo(header);
  return reasonOf(fabric, reverse, answer.destination, packetWords(answer, false));
}

/** What the answer passes that the question did not, or the other way round. */
function detour(fabric: Fabric, forward: Way, reverse: Way | null): string {
  const there = new Set(recordsPassed(fabric, forward));
  const back = reverse === null ? [] : recordsPassed(fabric, reverse);
  const added = back.filter((path) => !there.has(path));
  const passed = new Set(back);
  const left = [...there].filter((path) => !passed.has(path));
  const names = (paths: readonly string[]): string =>
    [...new Set(paths)].map((path) => nameOf(fabric, path)).join(', ');
  if (added.length > 0 && left.length > 0) return `through ${names(added)} instead of ${names(left)}`;
  if (added.length > 0) return `through ${names(added)} as well`;
  return left.length > 0 ? `not through ${names(left)}` : 'the same places in another order';
}

function nameOf(fabric: Fabric, path: string): string {
  const node = fabric.nodes.find(({ origin }) => origin.path === path);
  return node === undefined ? path : called(node.origin);
}
