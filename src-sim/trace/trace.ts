/**
 * One question answered: may this get there, which way, decided by what, and does the answer come back. It follows the
 * tables and filters that the packet engine follows, without load, loss or failed links.
 */
import type { Fabric } from '../fabric/fabric.ts';
import { answerTo } from '../fabric/filter-verdict.ts';
import { formatAddress } from '../quantity/address.ts';
import { ask, type Outcome } from './ask.ts';
import type { Target } from './decision.ts';
import { chainMax, type Departure, departureFrom } from './departure.ts';
import { followAll } from './follow.ts';
import { type Groundwork, groundworkOf } from './groundwork.ts';
import { pathOf } from './path.ts';
import { type Party, partyOf, type TraceQuestion, TraceRefusal, addressPair } from './question.ts';
import type { TracePath, TraceResult } from './trace-result.ts';
import { verdictOf } from './verdict.ts';
import { Ways } from './ways.ts';

export { type TraceQuestion, TraceRefusal } from './question.ts';

export function trace(fabric: Fabric, question: TraceQuestion): TraceResult {
  const from = partyOf(fabric, question.from);
  const to = partyOf(fabric, question.to);
  const pair = addressPair(from, to);
  if (from.node === null)
    throw new TraceRefusal(
      `nothing in the design has the address ${from.id}, so nothing can be sent from it`,
    );
  if (pair === null) throw new TraceRefusal(noCommonFamily(from, to));
  const ground = groundworkOf(fabric, [pair.source, pair.destination]);
  const { decisions } = ground;
  const send = (node: number, target: Target): Departure =>
    departureFrom(decisions, node, new Ways(decisions, target), new Int32Array(chainMax));
  const there = send(from.node, { address: pair.destination, node: to.node });
  const back = to.node === null ? null : send(to.node, { address: pair.source, node: from.node });
  const outcome = ask({
    ground,
    pair,
    there,
    back,
    ...(question.protocol === undefined ? {} : { protocol: question.protocol }),
    ...(question.port === undefined ? {} : { port: question.port }),
  });
  const { header, anything } = outcome;
  const forward = { departure: there, header, remembered: [] };
  return {
    from: question.from,
    to: question.to,
    protocol: anything && outcome.class === 'denied' ? 'any' : header.protocol,
    port: header.port,
    forward: pathOf({ ground, header, remembered: [], anything }, followAll(ground, forward)),
    reverse: reversePath(ground, back, outcome),
    class: outcome.class,
    verdict: verdictOf(ground, outcome, from, to),
  };
}

function reversePath(ground: Groundwork, back: Departure | null, outcome: Outcome): TracePath {
  if (back === null) {
    const shown = formatAddress(outcome.header.destination);
    const reason = `nothing in the design has the address ${shown}, so nothing answers`;
    return { fate: 'no-neighbour', reason, steps: [] };
  }
  const header = answerTo(outcome.header);
  const { remembered } = outcome.forward;
  const ways = followAll(ground, { departure: back, header, remembered });
  return pathOf({ ground, header, remembered, anything: false }, ways);
}

function noCommonFamily(from: Party, to: Party): string {
  const none = [from, to].find(({ addresses }) => addresses.length === 0);
  if (none !== undefined) return `${none.name} has no address`;
  return `${from.name} and ${to.name} have no addresses of the same family, so they cannot talk`;
}
