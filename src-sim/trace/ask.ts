/** The core of trace and reach: both ways of one pair, for the packet that answers the question best. */
import type { Fabric } from '../fabric/fabric.ts';
import { answerTo, type PacketHeader } from '../fabric/filter-verdict.ts';
import { classify, classRank } from './classify.ts';
import { follow, leadingWay, type Way } from './follow.ts';
import { clientPort, type Probe, probesFor } from './probe.ts';
import type { AddressPair } from './question.ts';
import type { ReachClass } from './trace-result.ts';
import type { Decision } from './ways.ts';

export interface Inquiry {
  readonly fabric: Fabric;
  readonly pair: AddressPair;
  /** What the two ends decide for each other's address; null: nobody is there to answer. */
  readonly there: Decision;
  readonly back: Decision | null;
  readonly protocol?: Probe['protocol'];
  readonly port?: number;
}

export interface Outcome {
  readonly header: PacketHeader;
  /** The question named no protocol: the header is one of those that get farthest. */
  readonly anything: boolean;
  readonly forward: readonly Way[];
  readonly reverse: readonly Way[] | null;
  /** Trackers that know the answer. */
  readonly remembered: readonly string[];
  readonly class: ReachClass;
}

export function ask(inquiry: Inquiry): Outcome {
  const { protocol = inquiry.port === undefined ? undefined : 'tcp', port } = inquiry;
  if (protocol !== undefined && (port !== undefined || protocol === 'icmp')) {
    return outcomeOf(inquiry, { protocol, port: port ?? 0 }, false);
  }
  // Filters rarely refuse: only where they do, all that they could tell apart is tried.
  let best = outcomeOf(inquiry, { protocol: protocol ?? 'icmp', port: 0 }, true);
  if (!filtersMatter(best)) return best;
  const { fabric, there, back } = inquiry;
  for (const probe of probesFor(fabric, back === null ? [there] : [there, back])) {
    if (protocol !== undefined && probe.protocol !== protocol) continue;
    const outcome = outcomeOf(inquiry, probe, true);
    if (classRank.indexOf(outcome.class) < classRank.indexOf(best.class)) best = outcome;
    if (!filtersMatter(best)) break;
  }
  return best;
}

/** Whether another protocol or port could come out better. */
const filtersMatter = (outcome: Outcome): boolean =>
  outcome.class === 'denied' || outcome.class === 'one-way';

function headerOf({ pair }: Inquiry, { protocol, port }: Probe): PacketHeader {
  const sourcePort = protocol === 'icmp' ? 0 : clientPort;
  return { source: pair.source, destination: pair.destination, protocol, sourcePort, port };
}

function outcomeOf(inquiry: Inquiry, probe: Probe, anything: boolean): Outcome {
  const { fabric, there, back } = inquiry;
  const header = headerOf(inquiry, probe);
  const forward = follow(fabric, there, header);
  const leading = leadingWay(forward);
  const remembered = leading.remembered;
  const reverse = back === null ? null : follow(fabric, back, answerTo(header), remembered);
  const kind = classify(fabric, leading, reverse === null ? null : leadingWay(reverse));
  return { header, anything, forward, reverse, remembered, class: kind };
}
