/** What a link does to packets besides carrying them, the same in both directions but drawn for each by itself. */

/** Lost packets come in bursts; in the long run they are the share `mean`. */
export interface BurstLoss {
  readonly mean: number;
  /** Packets lost in a row, on average. */
  readonly burst: number;
}

export interface Impairments {
  readonly burstLoss?: BurstLoss;
  /** Probability that a bit is wrong on arrival; one wrong bit spoils the packet. */
  readonly bitErrorRate?: number;
  /** Probability that a packet arrives twice. */
  readonly duplication?: number;
  /** All packets are held up by `delayNs`, but for a share that overtakes them. */
  readonly reordering?: {
    readonly share: number;
    readonly delayNs: number;
    readonly correlation?: number;
    readonly gap?: number;
  };
  readonly jitter?: {
    readonly shape: 'uniform' | 'normal' | 'pareto';
    /** Uniform: largest deviation. Others: standard deviation. */
    readonly spreadNs: number;
    readonly keepOrder: boolean;
  };
}
