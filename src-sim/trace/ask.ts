/** The core of trace and reach: both ways of one pair, for the packet that answers the question best. */
import { answerTo, type PacketHeader } from '../fabric/filter-verdict.ts';
import { classify, classRank } from './classify.ts';
import type { Departure } from './departure.ts';
import { followLeading, type Way } from './follow.ts';
import type { Groundwork } from './groundwork.ts';
import { clientPort, type Probe } from './probe-book.ts';
import type { AddressPair } from './question.ts';
import type { ReachClass } from './trace-result.ts';

export interface Inquiry {
  readonly ground: Groundwork;
  readonly pair: AddressPair;
  /** Where the two ends send for each other's address; null: nobody is there to answer. */
  readonly there: Departure;
  readonly back: Departure | null;
  readonly protocol?: Probe['protocol'];
  readonly port?: number;
}

export interface Outcome {
  readonly header: PacketHeader;
  /** The question named no protocol: the header is one of those that get farthest. */
  readonly anything: boolean;
  readonly forward: Way;
  /** Null where nothing arrived, or nobody is there to answer. */
  readonly reverse: Way | null;
  readonly class: ReachClass;
}

export function ask(inquiry: Inquiry): Outcome {
  const { protocol = inquiry.port === undefined ? undefined : 'tcp', port } = inquiry;
  if (protocol !== undefined && (port !== undefined || protocol === 'icmp')) {
    return outcomeOf(inquiry, { protocol, port: port ?? 0 }, false);
  }
  // Filters rarely refuse: only where they do, all that they could tell apart is tried.
  const first: Probe = { protocol: protocol ?? 'icmp', port: 0 };
  let best = outcomeOf(inquiry, first, true);
  if (!filtersMatter(best) || isHopeless(inquiry, best)) return best;
  const { ground, there, back } = inquiry;
  for (const probe of ground.probes.probesFor(back === null ? [there] : [there, back])) {
    if (protocol !== undefined && probe.protocol !== protocol) continue;
    if (probe.protocol === first.protocol && probe.port === first.port) continue;
    const outcome = outcomeOf(inquiry, probe, true);
    if (classRank.indexOf(outcome.class) < classRank.indexOf(best.class)) best = outcome;
    if (!filtersMatter(best)) break;
  }
  return best;
}

/** Whether another protocol or port could come out better. */
const filtersMatter = (outcome: Outcome): boolean =>
  outcome.class === 'denied' || outcome.class === 'one-way';

/** Whether what refused lets nothing through between these addresses: any other packet is refused there, or before. */
function isHopeless({ ground }: Inquiry, { forward, header }: Outcome): boolean {
  return forward.refusal !== null && !ground.filters.mayPass(forward.refusal.gate.filter, header);
}

function headerOf({ pair }: Inquiry, { protocol, port }: Probe): PacketHeader {
  const sourcePort = protocol === 'icmp' ? 0 : clientPort;
  return { source: pair.source, destination: pair.destination, protocol, sourcePort, port };
}

function outcomeOf(inquiry: Inquiry, probe: Probe, anything: boolean): Outcome {
  const { ground, there, back } = inquiry;
  const header = headerOf(inquiry, probe);
  const forward = followLeading(ground, { departure: there, header, remembered: [] });
  const reverse =
    back === null || forward.fate !== 'delivered'
      ? null
      : followLeading(ground, { departure: back, header: answerTo(header), remembered: forward.remembered });
  return { header, anything, forward, reverse, class: classify(ground, forward, reverse) };
}
