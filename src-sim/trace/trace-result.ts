import type { Fate } from '../fabric/fate.ts';

/** One decision on a packet's way, in the words of the document. */
export interface TraceStep {
  /** Fabric node where it was decided. */
  readonly at: string;
  /** Document path of the record behind that node. */
  readonly record: string;
  readonly noun: string;
  /** The table or filter, and the entry of it that decided. */
  readonly decidedBy: {
    readonly kind: 'route' | 'filter' | 'link' | 'delivery';
    readonly table: string;
    readonly entry: string;
    readonly record: string;
  };
  readonly sentence: string;
  /** Port and link it left by, where it left. */
  readonly link?: string;
  /** What the link carries; 0 for no limit. */
  readonly mtu?: number;
}

export interface TracePath {
  readonly fate: Fate;
  readonly reason: string;
  readonly steps: readonly TraceStep[];
  /** Where flows are shared over several next hops, how the others end. */
  readonly branches?: readonly TracePath[];
}

export type ReachClass = 'delivered' | 'denied' | 'no-route' | 'one-way' | 'asymmetric' | 'loop';

export interface TraceResult {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: number;
  readonly forward: TracePath;
  readonly reverse: TracePath;
  readonly class: ReachClass;
  /** One plain sentence. */
  readonly verdict: string;
}

export interface ReachResult {
  readonly endpoints: readonly string[];
  readonly pairs: readonly {
    readonly from: string;
    readonly to: string;
    readonly class: ReachClass;
    readonly reason: string;
  }[];
}
