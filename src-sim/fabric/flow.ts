/** Who sends what to whom during a run. */
import type { Protocol } from './protocol.ts';
import type { Origin } from './origin.ts';

export type CongestionControl = 'reno' | 'cubic' | 'bbr' | 'dctcp';

/** What a TCP connection does differently from Linux's defaults. */
export interface TcpChoices {
  readonly congestion?: CongestionControl;
  readonly ecn?: boolean;
  readonly sack?: boolean;
  readonly timestamps?: boolean;
  readonly hystart?: boolean;
  /** Loss detection by time and tail loss probes; without it three duplicates mean a loss. */
  readonly rackTlp?: boolean;
  readonly byteCounting?: boolean;
  readonly nagle?: boolean;
  readonly sackCompression?: boolean;
  readonly delayedAck?: { readonly every: number; readonly timeoutNs: number; readonly quickAcks: number };
  readonly initialWindow?: number;
  readonly minRtoNs?: number;
  readonly rtoFloor?: 'variance' | 'total';
  readonly sendBuffer?: number;
  /** Bytes, first and at most; equal without autotuning. */
  readonly receiveBuffer?: number;
  readonly receiveBufferMax?: number;
  readonly autotune?: boolean;
}

interface Flow {
  readonly id: string;
  /** Index into `endpoints`. */
  readonly from: number;
  /** Indices into `endpoints`; each packet goes to one of them, drawn uniformly. */
  readonly to: readonly number[];
  readonly protocol: Exclude<Protocol, 'any'>;
  /** First destination port, and how many from there on; each packet goes to one of them, drawn uniformly. */
  readonly port: number;
  readonly portCount: number;
  /** Names the flow's own stream of chance: 32 bits derived from its id, mixed with the seed of the run. */
  readonly chance: number;
  /** What equal next hops are chosen by, one number per destination and port; left out: a hash of the five-tuple. */
  readonly entropy?: readonly number[];
  /** What classful queues tell flows apart by, answers included; left out: 0. */
  readonly trafficClass?: number;
  readonly startNs: number;
  /** Infinity: until the run's sources stop. */
  readonly stopNs: number;
  readonly origin: Origin;
}

/** Packets of one size, whatever becomes of them, at even or exponentially distributed intervals. */
export interface PacketFlow extends Flow {
  readonly pattern: 'constant-rate' | 'poisson';
  readonly rateBps: number;
  /** IP packet. */
  readonly packetBytes: number;
}

/** The bytes of one TCP connection, as fast as it carries them; one destination, one port. */
export interface BulkFlow extends Flow {
  readonly pattern: 'bulk';
  /** Infinity: until it is stopped. */
  readonly transferBytes: number;
  readonly tcp: TcpChoices;
}

export type FlowDemand = PacketFlow | BulkFlow;
