/**
 * What keeps a flow from being faster, named by the first of these that holds:
 * a link of its path that sends nearly all the time; a window that a round trip empties (window over round trip, RFC 1323
 * section 1.1); losses that keep the congestion window down (Mathis et al. 1997); else what the application offers, or,
 * for a connection that ended before it had grown, the start-up of congestion control.
 *
 * Left out: shares of time spent in each state; a flow limited by two things in turn is told the first.
 */
export type LimitKind = 'link' | 'window' | 'loss' | 'start-up' | 'application';

export interface ThroughputLimit {
  readonly kind: LimitKind;
  /** Link direction, where a link limits. */
  readonly at: string | null;
}

export interface LimitEvidence {
  readonly goodputBps: number;
  /** Link directions on the way and the share of the time they were sending. */
  readonly path: readonly { readonly id: string; readonly busy: number; readonly drops: number }[];
  /** Null for flows of plain packets. */
  readonly tcp: {
    /** Most that may be under way: the smaller of the buffers. */
    readonly windowBytes: number;
    readonly smoothedRttNs: number;
    readonly retransmissions: number;
    /** All bytes were there before the run ended. */
    readonly finished: boolean;
  } | null;
}

/** A link is full above this: the last per cent go to gaps between bursts and to acknowledgements' timing. */
const fullShare = 0.9;
/** A window limits where it explains the throughput to within this factor. */
const windowSlack = 1.15;

export function throughputLimit({ goodputBps, path, tcp }: LimitEvidence): ThroughputLimit {
  const fullest = [...path].sort((a, b) => b.busy - a.busy)[0];
  if (fullest !== undefined && fullest.busy >= fullShare) return { kind: 'link', at: fullest.id };
  if (tcp === null) {
    const dropping = path.find((link) => link.drops > 0);
    return dropping === undefined ? { kind: 'application', at: null } : { kind: 'link', at: dropping.id };
  }
  const windowBps = tcp.smoothedRttNs > 0 ? (tcp.windowBytes * 8e9) / tcp.smoothedRttNs : Infinity;
  if (windowBps <= goodputBps * windowSlack) return { kind: 'window', at: null };
  if (tcp.retransmissions > 0) return { kind: 'loss', at: null };
  return { kind: tcp.finished ? 'start-up' : 'application', at: null };
}
