/**
 * What keeps a flow from being faster, named by the first of these that holds, with the figures behind it:
 *  1. a policer on its path that dropped packets of it;
 *  2. a node of its path that passes as many packets a second as it can;
 *  3. a shaper of its path that passes as much as it may;
 *  4. a link of its path that sends nearly all the time;
 *  5. of a connection that always has something to send: a buffer that a round trip empties (window over round trip, RFC 1323
 *     section 1.1), the receiver's or the sender's; losses that keep the congestion window down (Mathis et al. 1997); an
 *     end of the data before the window had grown (start-up);
 *  6. a link that dropped packets of a flow which comes in bursts;
 *  7. else what the application offers.
 *
 * Left out: shares of time spent in each state; a flow limited by two things in turn is told the first.
 */
export type LimitKind =
  | 'link'
  | 'shaper'
  | 'policer'
  | 'packet-rate'
  | 'window'
  | 'receiver'
  | 'loss'
  | 'start-up'
  | 'application';

/** Rates in bit/s, times in ns, sizes in bytes, shares from 0 to 1, packets a second. */
export interface LimitFigures {
  readonly goodputBps: number;
  readonly capacityBps?: number;
  readonly busy?: number;
  readonly windowBytes?: number;
  readonly roundTripNs?: number;
  readonly lossShare?: number;
  readonly droppedPackets?: number;
  readonly retransmissions?: number;
  readonly packetsPerSecond?: number;
  readonly packetsPerSecondMax?: number;
  readonly offeredBps?: number;
}

export interface ThroughputLimit {
  readonly kind: LimitKind;
  /** Link direction, or node, that limits. */
  readonly at: string | null;
  readonly figures: LimitFigures;
}

export interface PathLink {
  readonly id: string;
  /** Share of the time in which it was sending: of the whole run, or of the flow's own time for the flow alone. */
  readonly busy: number;
  readonly rateBps: number;
  readonly drops: number;
  /** What it sent, and what a shaper in front of it lets through at most; null: there is none. */
  readonly sentBps: number;
  readonly shaperBps: number | null;
  /** What a policer in front of it lets through; null: there is none. */
  readonly policerBps: number | null;
}

export interface LimitEvidence {
  readonly goodputBps: number;
  /** Null where the flow offers whatever it can. */
  readonly offeredBps: number | null;
  readonly lossShare: number;
  /** Packets of this flow that policers dropped. */
  readonly policed: number;
  readonly path: readonly PathLink[];
  /** Nodes of the path whose packets a second are limited. */
  readonly nodes: readonly {
    readonly id: string;
    readonly perSecond: number;
    readonly perSecondMax: number;
  }[];
  /** Null for flows of plain packets and applications that wait for answers. */
  readonly tcp: {
    readonly sendBufferBytes: number;
    /** Most that the receiver offers. */
    readonly receiveWindowBytes: number;
    readonly smoothedRttNs: number;
    readonly retransmissions: number;
    /** All bytes were there before the run ended. */
    readonly finished: boolean;
  } | null;
}

/** A link, shaper or node is full above this: the last per cent go to gaps between bursts and to acknowledgements' timing. */
const fullShare = 0.9;
/** A window limits where it explains the throughput to within this factor. */
const windowSlack = 1.15;

export function throughputLimit(evidence: LimitEvidence): ThroughputLimit {
  return (
    byPath(evidence) ??
    byConnection(evidence) ??
    byBursts(evidence) ?? {
      kind: 'application',
      at: null,
      figures: {
        goodputBps: evidence.goodputBps,
        ...(evidence.offeredBps === null ? {} : { offeredBps: evidence.offeredBps }),
      },
    }
  );
}

function byPath({ goodputBps, policed, path, nodes }: LimitEvidence): ThroughputLimit | null {
  const policer = path.find((link) => link.policerBps !== null);
  if (policed > 0 && policer !== undefined) {
    const figures = { goodputBps, capacityBps: policer.policerBps!, droppedPackets: policed };
    return { kind: 'policer', at: policer.id, figures };
  }
  const node = nodes.find(({ perSecond, perSecondMax }) => perSecond >= fullShare * perSecondMax);
  if (node !== undefined) {
    const figures = {
      goodputBps,
      packetsPerSecond: node.perSecond,
      packetsPerSecondMax: node.perSecondMax,
    };
    return { kind: 'packet-rate', at: node.id, figures };
  }
  const shaper = path.find(
    ({ shaperBps, sentBps }) => shaperBps !== null && sentBps >= fullShare * shaperBps,
  );
  if (shaper !== undefined) {
    const figures = { goodputBps, capacityBps: shaper.shaperBps!, busy: shaper.sentBps / shaper.shaperBps! };
    return { kind: 'shaper', at: shaper.id, figures };
  }
  const fullest = [...path].sort((a, b) => b.busy - a.busy)[0];
  if (fullest === undefined || fullest.busy < fullShare) return null;
  const { id, busy, rateBps } = fullest;
  return { kind: 'link', at: id, figures: { goodputBps, capacityBps: rateBps, busy } };
}

function byConnection({ goodputBps, lossShare, tcp }: LimitEvidence): ThroughputLimit | null {
  if (tcp === null) return null;
  const { sendBufferBytes, receiveWindowBytes, smoothedRttNs, retransmissions, finished } = tcp;
  const windowBytes = Math.min(sendBufferBytes, receiveWindowBytes);
  const windowBps = smoothedRttNs > 0 ? (windowBytes * 8e9) / smoothedRttNs : Infinity;
  if (windowBps <= goodputBps * windowSlack) {
    const kind = receiveWindowBytes < sendBufferBytes ? 'receiver' : 'window';
    return { kind, at: null, figures: { goodputBps, windowBytes, roundTripNs: smoothedRttNs } };
  }
  if (retransmissions > 0) {
    const figures = { goodputBps, lossShare, retransmissions, roundTripNs: smoothedRttNs };
    return { kind: 'loss', at: null, figures };
  }
  return finished
    ? { kind: 'start-up', at: null, figures: { goodputBps, roundTripNs: smoothedRttNs } }
    : null;
}

function byBursts({ goodputBps, lossShare, tcp, path }: LimitEvidence): ThroughputLimit | null {
  const dropping = path.find((link) => link.drops > 0);
  if (tcp !== null || lossShare === 0 || dropping === undefined) return null;
  const { id, busy, rateBps, drops } = dropping;
  const figures = { goodputBps, capacityBps: rateBps, busy, droppedPackets: drops };
  return { kind: 'link', at: id, figures };
}
