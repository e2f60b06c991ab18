import type { Fate } from '../fabric/fate.ts';
import type { TunnelKind } from '../fabric/tunnel.ts';
import type { HeaderBytes } from './header-stack.ts';

/** One decision on a packet's way, in the words of the document. */
export interface TraceStep {
  /** Fabric node where it was decided. */
  readonly at: string;
  /** Document path of the record behind that node. */
  readonly record: string;
  readonly noun: string;
  /** The table or filter, and the entry of it that decided. */
  readonly decidedBy: {
    readonly kind:
      | 'route'
      | 'filter'
      | 'link'
      | 'delivery'
      | 'translation'
      | 'reverse-path'
      | 'switch'
      | 'tunnel'
      | 'neighbour';
    readonly table: string;
    readonly entry: string;
    readonly record: string;
  };
  readonly sentence: string;
  /** Port and link it left by, where it left. */
  readonly link?: string;
  /** Largest packet that gets to the next node, through switches and tunnels where they are between; 0 for no limit. */
  readonly mtu?: number;
  /** Of steps that are about the packet around this one: how deep in tunnels. */
  readonly depth?: number;
  /** What is around the payload on the way to the next node, outermost first. */
  readonly headers?: readonly HeaderBytes[];
  /** In what VLAN a switch has it. */
  readonly vlan?: number;
  /** Where it goes into a tunnel. */
  readonly tunnel?: TunnelStep;
}

export interface TunnelStep {
  readonly kind: TunnelKind;
  readonly key: number;
  /** Outer addresses. */
  readonly source: string;
  readonly destination: string;
  /** What the tunnel adds to every packet; padding not counted. */
  readonly bytes: number;
}

/** Packets larger than `mtu` that get here are lost, and their sender is not told. */
export interface BlackHole {
  readonly at: string;
  readonly record: string;
  readonly mtu: number;
  readonly sentence: string;
}

export interface TracePath {
  readonly fate: Fate;
  readonly reason: string;
  readonly steps: readonly TraceStep[];
  /** Largest packet that gets all the way, or as far as it goes; left out: there is no limit. */
  readonly pathMtu?: number;
  readonly blackHole?: BlackHole;
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
