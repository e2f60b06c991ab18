/** The core of trace and reach: both ways of one pair, for the packet that answers the question best. */
import { answerTo, type PacketHeader } from '../fabric/filter-verdict.ts';
import { sameHeader } from '../fabric/translate.ts';
import { Asked } from './asked.ts';
import { classify, classRank } from './classify.ts';
import type { Departure } from './departure.ts';
import { followChain, followLeading, leadingWay, lengthOf, memoryOf, nodeAt, type Way } from './follow.ts';
import type { Groundwork } from './groundwork.ts';
import type { Walk } from './note.ts';
import { clientPort, type Probe } from './probe-book.ts';
import type { AddressPair } from './question.ts';
import type { ReachClass } from './trace-result.ts';
import type { WalkSent } from './walker.ts';

export interface Inquiry {
  readonly ground: Groundwork;
  readonly pair: AddressPair;
  readonly from: number;
  /** Null: nobody has the address; something may still answer for it. */
  readonly to: number | null;
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
  const asked = new Asked();
  const first: Probe = { protocol: protocol ?? 'icmp', port: 0 };
  const isPlain = inquiry.there.chain !== null && (inquiry.back === null || inquiry.back.chain !== null);
  const best = outcomeOf(inquiry, first, true, isPlain ? undefined : asked);
  if (isPlain) {
    if (!portsMatter(best, false) || isHopeless(inquiry, best)) return best;
    const { ground, there, back } = inquiry;
    const probes = ground.probes.probesFor(back === null ? [there] : [there, back]);
    return bestOf(probes, best, first, protocol, noChoices, (probe) => outcomeOf(inquiry, probe, true));
  }
  return searched(inquiry, best, first, protocol, asked);
}

/** What has been asked for one packet tells which others to try; those may come to things that have not been asked yet. */
function searched(
  inquiry: Inquiry,
  atFirst: Outcome,
  first: Probe,
  protocol: Probe['protocol'] | undefined,
  asked: Asked,
): Outcome {
  const outcomes = new Map([[wordOf(first), atFirst]]);
  const answer = (probe: Probe): Outcome => {
    const known = outcomes.get(wordOf(probe));
    if (known !== undefined) return known;
    const outcome = outcomeOf(inquiry, probe, true, asked);
    outcomes.set(wordOf(probe), outcome);
    return outcome;
  };
  let best = atFirst;
  for (let known = 0; known < asked.rules.size; ) {
    known = asked.rules.size;
    const probes = inquiry.ground.probes.probesAmong(asked.rules);
    best = bestOf(probes, atFirst, first, protocol, asked, answer);
  }
  return best;
}

const wordOf = ({ protocol, port }: Probe): string => `${protocol} ${port}`;

function bestOf(
  probes: readonly Probe[],
  atFirst: Outcome,
  first: Probe,
  protocol: Probe['protocol'] | undefined,
  choices: Pick<Asked, 'chose'>,
  answer: (probe: Probe) => Outcome,
): Outcome {
  let best = atFirst;
  if (!portsMatter(best, choices.chose)) return best;
  for (const probe of probes) {
    if (protocol !== undefined && probe.protocol !== protocol) continue;
    if (probe.protocol === first.protocol && probe.port === first.port) continue;
    const outcome = answer(probe);
    if (rankOf(outcome) < rankOf(best)) best = outcome;
    if (!portsMatter(best, choices.chose)) break;
  }
  return best;
}

/** An answer that is lost is no better for having taken another way. */
function rankOf({ class: kind, reverse }: Outcome): number {
  return classRank.indexOf(kind === 'asymmetric' && reverse?.fate !== 'delivered' ? 'one-way' : kind);
}

/** Chains have no choice. */
const noChoices = { chose: false };

/** Whether another protocol or port could come out better: filters let it through, or it is sent another way. */
function portsMatter({ class: kind, reverse }: Outcome, chose: boolean): boolean {
  if (kind === 'denied' || kind === 'one-way') return true;
  if (kind === 'asymmetric') return reverse?.fate !== 'delivered';
  return kind !== 'delivered' && chose;
}

/** Whether what refused lets nothing through between these addresses: any other packet is refused there, or before. */
function isHopeless({ ground }: Inquiry, { forward, header }: Outcome): boolean {
  return forward.refusal !== null && !ground.filters.mayPass(forward.refusal.filter, header);
}

function headerOf({ pair }: Inquiry, { protocol, port }: Probe): PacketHeader {
  const sourcePort = protocol === 'icmp' ? 0 : clientPort;
  return { source: pair.source, destination: pair.destination, protocol, sourcePort, port };
}

function outcomeOf(inquiry: Inquiry, probe: Probe, anything: boolean, asked?: Asked): Outcome {
  const { ground, there, pair, to } = inquiry;
  const header = headerOf(inquiry, probe);
  const forward = followLeading(
    ground,
    { departure: there, header, target: { address: pair.destination, node: to } },
    asked,
  );
  const reverse = reverseWay(inquiry, forward, asked);
  return { header, anything, forward, reverse, class: classify(ground, forward, reverse) };
}

function reverseWay(inquiry: Inquiry, forward: Way, asked?: Asked): Way | null {
  const { ground, back, pair } = inquiry;
  if (forward.fate !== 'delivered') return null;
  const chain = back?.chain ?? null;
  if (chain !== null && forward.header.source === pair.source && endOf(ground, forward) === back!.node) {
    const known = forward.kind === 'chain' ? forward.trackers : trackersOf(forward);
    return followChain(ground, chain, answerTo(forward.header), known, asked);
  }
  return leadingWay(ground.walker.walk(answerSent(inquiry, forward), 'leading', asked));
}

/** The packet that answers one which arrived. */
export const answerSent = ({ ground, pair, from }: Inquiry, forward: Way): WalkSent => ({
  node: endOf(ground, forward),
  header: answerTo(forward.header),
  target: { address: pair.source, node: from, strict: true },
  memory: memoryOf(forward),
});

const endOf = (ground: Groundwork, way: Way): number => nodeAt(ground, way, lengthOf(way) - 1);

/** Trackers of filters that have seen the packet as it arrived. */
const trackersOf = ({ header, memory }: Walk): string[] =>
  memory.witnesses.filter((seen) => sameHeader(seen.header, header)).map(({ tracker }) => tracker);
