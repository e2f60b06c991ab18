import type { Fate } from '../fabric/fate.ts';
import type { LatencySummary } from './measure/latency-summary.ts';
import type { ThroughputLimit } from './measure/throughput-limit.ts';
import type { Waterfall } from './measure/waterfall.ts';

export type { LatencySummary, ThroughputLimit, Waterfall };

/** What the TCP connections of a flow went through. */
export interface TcpSummary {
  readonly congestion: string;
  /** At one time. */
  readonly connections: number;
  /** Bytes the two ends have in order. */
  readonly deliveredBytes: number;
  readonly retransmissions: number;
  readonly timeouts: number;
  readonly fastRecoveries: number;
  /** All round trips that either end measured; null where there was none. */
  readonly roundTripNs: LatencySummary | null;
  /**
   * At the end of the run, of the first connection: the round trip as the sender smoothed it, 0 before the first
   * measurement, and its window.
   */
  readonly smoothedRttNs: number;
  readonly windowSegments: number;
  readonly state: string;
}

/** Variation of the latency from one packet to the next. */
export interface JitterSummary {
  /** RFC 3550 section 6.4.1, after the last packet. */
  readonly interarrival: number;
  /** Of the difference of each packet's latency from that before it. */
  readonly mean: number;
  readonly max: number;
}

/** What answers on a flow's way back: packets of its server. */
export interface WayBackResult {
  readonly offered: number;
  readonly delivered: number;
  readonly inFlight: number;
  readonly lossByFate: Readonly<Partial<Record<Fate, number>>>;
  readonly latencyNs: LatencySummary | null;
  readonly waterfallNs: Waterfall | null;
}

/** Requests and answers, or operations of a storage. */
export interface RequestSummary {
  readonly made: number;
  readonly completed: number;
  /** Whose connection broke. */
  readonly failed: number;
  /** Payload of the completed ones, both ways; of a storage its blocks. */
  readonly completedBytes: number;
  /** Completed ones over the time from the flow's start to its stop, or to the last completed where that is later. */
  readonly perSecond: number;
  /** From making the request to the last byte of its answer. */
  readonly responseNs: LatencySummary | null;
  /** In line for a worker of the server; null where none waits. */
  readonly workerWaitNs: LatencySummary | null;
}

export interface MigrationSummary {
  readonly state: string;
  /** The rest could be sent within the downtime allowed; else the rounds ran out, or it goes on. */
  readonly converged: boolean;
  readonly rounds: readonly { readonly bytes: number; readonly durationNs: number }[];
  readonly totalBytes: number;
  readonly totalNs: number;
  /** The last round's, with the machine stopped; null before that. */
  readonly downtimeNs: number | null;
}

export interface EchoSummary {
  readonly sent: number;
  readonly received: number;
  readonly roundTripNs: LatencySummary | null;
  /** Standard deviation, as `ping` prints it. */
  readonly mdevNs: number;
}

export interface FlowResult {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Packets; of a TCP connection those that its client sent, retransmissions included. */
  readonly offered: number;
  readonly delivered: number;
  readonly inFlight: number;
  /** IP bytes, of TCP connections payload both ways, from start to stop or to the last arrival, whichever is later. */
  readonly goodputBps: number;
  readonly lossByFate: Readonly<Partial<Record<Fate, number>>>;
  /** Null where nothing arrived. */
  readonly latencyNs: LatencySummary | null;
  /** A mean packet, and all packets together in whole nanoseconds. */
  readonly waterfallNs: Waterfall | null;
  readonly waterfallSumsNs: Waterfall | null;
  /** Null of TCP connections, and below two packets. */
  readonly jitterNs: JitterSummary | null;
  /** What keeps the flow from being faster. */
  readonly limit: ThroughputLimit;
  /** Null for flows of plain packets. */
  readonly tcp: TcpSummary | null;
  /** Null where nothing answers. */
  readonly back: WayBackResult | null;
  readonly requests: RequestSummary | null;
  readonly migration: MigrationSummary | null;
  readonly echo: EchoSummary | null;
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
  /** Packets marked instead of dropped (RFC 3168). */
  readonly marks: number;
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

export interface FlowSeriesResult {
  readonly id: string;
  readonly flow: string;
  readonly quantity: string;
  readonly everyNs: number;
  readonly values: readonly number[];
}

export interface NodeSeriesResult {
  readonly id: string;
  readonly node: string;
  readonly quantity: string;
  readonly everyNs: number;
  readonly values: readonly number[];
}

/** One machine or device; see node-results.ts for what is counted. */
export interface NodeResult {
  readonly id: string;
  /** Document path of the record behind it. */
  readonly record: string;
  readonly role: string;
  readonly sent: number;
  readonly received: number;
  readonly dropped: number;
  readonly sentPerSecond: number;
  /** Entries of each table at the end of the run. */
  readonly tables: Readonly<Record<string, number>>;
  /** Null where moving packets costs the node no time. */
  readonly processing: ProcessingResult | null;
  /** Of a switch with teams of ports; else null. */
  readonly team: TeamResult | null;
}

/** What the cores of a node did. */
export interface ProcessingResult {
  readonly packets: number;
  /** Packets that found no room in front of a core. */
  readonly overrun: number;
  /** Share of their time in which the cores worked: all together, and the busiest. */
  readonly busy: number;
  readonly busiest: number;
}

/** Frames that moved from one uplink to another, because a link failed or worked again. */
export interface TeamResult {
  readonly moves: number;
  readonly movedAtNs: number | null;
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
  /** Packets of the network itself: neighbours asked for, errors told, pieces of larger packets. */
  readonly control: { readonly injected: number; readonly delivered: number; readonly ended: number };
  readonly flows: readonly FlowResult[];
  readonly links: readonly LinkResult[];
  readonly nodes: readonly NodeResult[];
  /** Of links. */
  readonly series: readonly SeriesResult[];
  readonly flowSeries: readonly FlowSeriesResult[];
  readonly nodeSeries: readonly NodeSeriesResult[];
}
