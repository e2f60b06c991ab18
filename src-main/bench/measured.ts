/** What passes between the bench and the processes it measures. */
import type { RunTotals, WorkloadChoices } from '../../src-sim/index.ts';

export interface MeasureOrder {
  readonly name: string;
  readonly choices: WorkloadChoices;
  readonly insertionOrder: boolean;
  /** Measured runs after the one that warms up. */
  readonly repeats: number;
}

export interface Measured extends RunTotals {
  readonly goodputBps: number | null;
  readonly cpuSeconds: number;
  readonly peakRssBytes: number;
}

export interface PeerMeasured {
  readonly cpuSeconds: number;
  readonly hops: number;
  readonly latencySumNs: number | null;
  readonly goodputBps: number | null;
}
