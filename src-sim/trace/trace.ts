/**
 * One question answered: may this get there, which way, decided by what, and does the answer come back. It follows the
 * tables and filters that the packet engine follows, without load, loss or failed links.
 */
import type { Fabric } from '../fabric/fabric.ts';
import { answerTo } from '../fabric/filter-verdict.ts';
import { formatAddress } from '../quantity/address.ts';
import { RouteLookup } from '../fabric/route-lookup.ts';
import { ask, type Outcome } from './ask.ts';
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
  const lookup = new RouteLookup(fabric);
  const there = new Ways(fabric, lookup, { address: pair.destination, node: to.node });
  const back = new Ways(fabric, lookup, { address: pair.source, node: from.node });
  const outcome = ask({
    fabric,
    pair,
    there: there.from(from.node),
    back: to.node === null ? null : back.from(to.node),
    ...(question.protocol === undefined ? {} : { protocol: question.protocol }),
    ...(question.port === undefined ? {} : { port: question.port }),
  });
  const { header, anything } = outcome;
  const forward = pathOf({ fabric, header, remembered: [], anything }, outcome.forward);
  return {
    from: question.from,
    to: question.to,
    protocol: anything && outcome.class === 'denied' ? 'any' : header.protocol,
    port: header.port,
    forward,
    reverse: reversePath(fabric, outcome),
    class: outcome.class,
    verdict: verdictOf(fabric, outcome, from, to),
  };
}

function reversePath(fabric: Fabric, { header, reverse, remembered }: Outcome): TracePath {
  if (reverse === null) {
    const reason = `nothing in the design has the address ${formatAddress(header.destination)}, so nothing answers`;
    return { fate: 'no-neighbour', reason, steps: [] };
  }
  return pathOf({ fabric, header: answerTo(header), remembered, anything: false }, reverse);
}

function noCommonFamily(from: Party, to: Party): string {
  const none = [from, to].find(({ addresses }) => addresses.length === 0);
  if (none !== undefined) return `${none.name} has no address`;
  return `${from.name} and ${to.name} have no addresses of the same family, so they cannot talk`;
}
