/** What is counted per flow of the document. A packet is offered when its source hands it over, whatever becomes of it. */
import { LatencyHistogram } from './latency-histogram.ts';

/** Relative error of percentiles per flow: 2^-9, about 0.2 %. */
const flowPrecision = 9;

export class FlowCounters {
  readonly offered: Float64Array;
  readonly delivered: Float64Array;
  readonly deliveredBytes: Float64Array;
  private readonly ends: Float64Array;
  private readonly fates: number;
  /** Nanoseconds that delivered packets spent being sent and travelling; the rest of their latencies they waited. */
  readonly sending: Float64Array;
  readonly travelling: Float64Array;
  /** When the last packet arrived. */
  readonly lastAt: Float64Array;
  readonly latency: readonly LatencyHistogram[];

  constructor(flows: number, fates: number) {
    this.fates = fates;
    this.offered = new Float64Array(flows);
    this.delivered = new Float64Array(flows);
    this.deliveredBytes = new Float64Array(flows);
    this.ends = new Float64Array(flows * fates);
    this.sending = new Float64Array(flows);
    this.travelling = new Float64Array(flows);
    this.lastAt = new Float64Array(flows);
    this.latency = Array.from({ length: flows }, () => new LatencyHistogram(flowPrecision));
  }

  end(flow: number, fate: number): void {
    this.ends[flow * this.fates + fate]++;
  }

  ended(flow: number, fate: number): number {
    return this.ends[flow * this.fates + fate];
  }
}
