import type { Fate } from '../fabric/fate.ts';
import type { ThroughputLimit } from './measure/throughput-limit.ts';

export interface LatencySummary {
  readonly min: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Parts of the mean latency; they add up to it. */
export interface Waterfall {
  /** Waiting for a transmitter. */
  readonly queueing: number;
  /** From the first bit to the last, on every link. */
  readonly sending: number;
  /** On the wires. */
  readonly travelling: number;
}

/** What a TCP connection went through, seen from its sender. */
export interface TcpSummary {
  readonly congestion: string;
  /** Bytes the receiver has in order. */
  readonly deliveredBytes: number;
  readonly retransmissions: number;
  readonly timeouts: number;
  readonly fastRecoveries: number;
  /** At the end of the run; the round trip as the sender smoothed it, 0 before the first measurement. */
  readonly smoothedRttNs: number;
  readonly windowSegments: number;
  readonly state: string;
}

export interface FlowResult {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Packets; of a TCP connection those that its client sent, retransmissions included. */
  readonly offered: number;
  readonly delivered: number;
  readonly inFlight: number;
  /** IP bytes, of a TCP connection payload, from start to stop or to the last arrival, whichever is later. */
  readonly goodputBps: number;
  readonly lossByFate: Readonly<Partial<Record<Fate, number>>>;
  /** Null where nothing arrived. */
  readonly latencyNs: LatencySummary | null;
  readonly waterfallNs: Waterfall | null;
  /** What keeps the flow from being faster. */
  readonly limit: ThroughputLimit;
  /** Null for flows of plain packets. */
  readonly tcp: TcpSummary | null;
}

/** What an impaired direction did to packets. */
export interface ImpairmentResult {
  readonly lost: number;
  readonly corrupted: number;
  /** Packets that came twice; their copies are in the flows' figures. */
  readonly duplicated: number;
  /** Packets that arrived after one that was sent behind them. */
  readonly reordered: number;
}

/** One direction of a link. */
export interface LinkResult {
  /** `LINK:a>b` with the ids of the two nodes. */
  readonly id: string;
  readonly link: string;
  /** Document path of the record behind it. */
  readonly record: string;
  readonly from: string;
  readonly to: string;
  readonly packets: number;
  readonly bytes: number;
  /** Share of the run in which it was sending, 0 to 1; null where the link has no rate. */
  readonly utilisation: number | null;
  readonly drops: number;
  readonly queuePacketsMax: number;
  /** Null where packets arrive as they were sent. */
  readonly impairments: ImpairmentResult | null;
}

export interface SeriesResult {
  readonly id: string;
  readonly link: string;
  readonly quantity: string;
  readonly everyNs: number;
  readonly values: readonly number[];
}

export interface RunResult {
  readonly version: string;
  readonly seed: number;
  /** Sixteen hexadecimal digits over every packet's end, in order. */
  readonly digest: string;
  readonly simulatedNs: number;
  readonly packets: {
    readonly injected: number;
    readonly delivered: number;
    readonly dropped: number;
    readonly inFlight: number;
  };
  readonly flows: readonly FlowResult[];
  readonly links: readonly LinkResult[];
  readonly series: readonly SeriesResult[];
}
