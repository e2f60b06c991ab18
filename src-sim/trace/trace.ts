/**
 * One question answered: may this get there, which way, decided by what, and does the answer come back. It follows the
 * tables and filters that the packet engine follows, without load, loss or failed links.
 */
import type { Fabric } from '../fabric/fabric.ts';
import { answerTo } from '../fabric/filter-verdict.ts';
import { formatAddress } from '../quantity/address.ts';
import { answerSent, ask, type Inquiry, type Outcome } from './ask.ts';
import type { Target } from './decision.ts';
import { chainMax, type Departure, departureFrom } from './departure.ts';
import { memoryOf } from './follow.ts';
import { type Groundwork, groundworkOf } from './groundwork.ts';
import { nothingKnown } from './memory.ts';
import { pathOf } from './path.ts';
import { type Party, partyOf, type TraceQuestion, TraceRefusal, addressPair } from './question.ts';
import type { TracePath, TraceResult } from './trace-result.ts';
import { verdictOf } from './verdict.ts';
import { Ways } from './ways.ts';

export { type TraceQuestion, TraceRefusal } from './question.ts';

/** `shared`: what other questions about the same fabric have worked out. */
export function trace(fabric: Fabric, question: TraceQuestion, shared?: Groundwork): TraceResult {
  const { inquiry, from, to } = inquiryOf(fabric, question, shared);
  const { ground, pair } = inquiry;
  const target = { address: pair.destination, node: to.node };
  const outcome = ask(inquiry);
  const { header, anything } = outcome;
  const walks = ground.walker.walk({ node: inquiry.from, header, target, memory: nothingKnown }, 'all');
  return {
    from: question.from,
    to: question.to,
    protocol: anything && outcome.class === 'denied' ? 'any' : header.protocol,
    port: header.port,
    forward: pathOf(ground, walks, anything && outcome.forward.fate === 'denied'),
    reverse: reversePath(inquiry, outcome),
    class: outcome.class,
    verdict: verdictOf(ground, outcome, from, to),
  };
}

/** A question in the terms of a fabric; refused where there is nothing to ask. */
export function inquiryOf(
  fabric: Fabric,
  question: TraceQuestion,
  shared?: Groundwork,
): { readonly inquiry: Inquiry; readonly from: Party; readonly to: Party } {
  const from = partyOf(fabric, question.from);
  const to = partyOf(fabric, question.to);
  const pair = addressPair(from, to);
  if (from.node === null)
    throw new TraceRefusal(
      `nothing in the design has the address ${from.id}, so nothing can be sent from it`,
    );
  if (pair === null) throw new TraceRefusal(noCommonFamily(from, to));
  const ground = shared ?? groundworkOf(fabric, [pair.source, pair.destination]);
  const { decisions } = ground;
  const send = (node: number, target: Target): Departure =>
    departureFrom(decisions, node, new Ways(decisions, target), new Int32Array(chainMax));
  const inquiry: Inquiry = {
    ground,
    pair,
    from: from.node,
    to: to.node,
    there: send(from.node, { address: pair.destination, node: to.node }),
    back: to.node === null ? null : send(to.node, { address: pair.source, node: from.node }),
    ...(question.protocol === undefined ? {} : { protocol: question.protocol }),
    ...(question.port === undefined ? {} : { port: question.port }),
  };
  return { inquiry, from, to };
}

/** The answer to what arrived; where nothing did, what an answer would meet. */
function reversePath(inquiry: Inquiry, outcome: Outcome): TracePath {
  const { ground, pair, from, to } = inquiry;
  const { forward } = outcome;
  if (forward.fate === 'delivered') {
    return pathOf(ground, ground.walker.walk(answerSent(inquiry, forward), 'all'), false);
  }
  const header = answerTo(outcome.header);
  if (to === null) {
    const shown = formatAddress(header.source);
    const reason = `nothing in the design has the address ${shown}, so nothing answers`;
    return { fate: 'no-neighbour', reason, steps: [] };
  }
  const target = { address: pair.source, node: from };
  return pathOf(
    ground,
    ground.walker.walk({ node: to, header, target, memory: memoryOf(forward) }, 'all'),
    false,
  );
}

function noCommonFamily(from: Party, to: Party): string {
  const none = [from, to].find(({ addresses }) => addresses.length === 0);
  if (none !== undefined) return `${none.name} has no address`;
  return `${from.name} and ${to.name} have no addresses of the same family, so they cannot talk`;
}
