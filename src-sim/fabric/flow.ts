/** Who sends what to whom during a run. */
import type { Address } from '../quantity/address.ts';
import type { Variate } from '../quantity/variate.ts';
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
  /** Address that packets are sent to, where it is not an endpoint's own: one that is translated on the way. */
  readonly address?: Address;
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
  /** Of packets without a connection, whether they must not be cut in pieces; left out: they must not. TCP's never are. */
  readonly dontFragment?: boolean;
  readonly startNs: number;
  /** Infinity: until the run's sources stop. */
  readonly stopNs: number;
  readonly origin: Origin;
}

/** Packets of one size, whatever becomes of them, at even or exponentially distributed intervals. */
export interface SteadyFlow extends Flow {
  readonly pattern: 'constant-rate' | 'poisson';
  readonly rateBps: number;
  /** IP packet. */
  readonly packetBytes: number;
}

/** Even intervals while on, silence while off, both of drawn length; it begins with an on time. */
export interface OnOffFlow extends Flow {
  readonly pattern: 'on-off';
  /** While on. */
  readonly rateBps: number;
  readonly packetBytes: number;
  readonly onNs: Variate;
  readonly offNs: Variate;
}

/** Frames of a video at even intervals, each a train of packets back to back. */
export interface VideoFlow extends Flow {
  readonly pattern: 'video';
  readonly framesPerSecond: number;
  /** IP bytes of the frames, which come in this order again and again. */
  readonly frameBytes: readonly number[];
  /** Largest IP packet. */
  readonly packetBytes: number;
}

/** Requests that the other machine answers with a packet of the same size, as `ping` does. */
export interface EchoFlow extends Flow {
  readonly pattern: 'echo';
  readonly intervalNs: number;
  /** Infinity: until stopped. */
  readonly requests: number;
  readonly packetBytes: number;
}

/** Packets whatever becomes of them. */
export type PacketFlow = SteadyFlow | OnOffFlow | VideoFlow | EchoFlow;

/** One destination, one port; TCP connections between the two. */
interface ConnectedFlow extends Flow {
  readonly tcp: TcpChoices;
}

/** The bytes of one TCP connection, as fast as it carries them; one destination, one port. */
export interface BulkFlow extends ConnectedFlow {
  readonly pattern: 'bulk';
  /** Infinity: until it is stopped. */
  readonly transferBytes: number;
}

/** When requests are made. */
export type Arrivals =
  /** Each user makes one, waits for the answer, thinks, makes the next; a connection each. */
  | { readonly kind: 'closed'; readonly thinkNs: Variate }
  /** A Poisson process; a request waits for a free connection. `fresh`: each request opens and closes its own. */
  | { readonly kind: 'open'; readonly perSecond: number; readonly fresh: boolean };

/** Requests and answers over TCP. */
export interface RequestFlow extends ConnectedFlow {
  readonly pattern: 'request-response';
  readonly arrivals: Arrivals;
  /** Of closed arrivals the users; of open ones the connections there are at most. */
  readonly connections: number;
  readonly requestBytes: Variate;
  readonly responseBytes: Variate;
  /** Work of the server on a request. */
  readonly serviceNs: Variate;
  /** Requests the server works on at once, the others wait in line; Infinity: all. */
  readonly workers: number;
}

/** Reads and writes of blocks over one TCP connection, so many at a time. */
export interface StorageFlow extends ConnectedFlow {
  readonly pattern: 'storage';
  readonly blockBytes: number;
  /** Command or answer beside the block. */
  readonly headerBytes: number;
  readonly queueDepth: number;
  /** Share of operations that read, 0 to 1. */
  readonly readShare: number;
  /** What the device needs for a block. */
  readonly accessNs: number;
}

/** The memory of a running virtual machine, copied in rounds. */
export interface MigrationFlow extends ConnectedFlow {
  readonly pattern: 'migration';
  readonly memoryBytes: number;
  /** Bytes per second that the machine writes to, so that they have to be sent again. */
  readonly dirtyBytesPerSecond: number;
  /** Memory that is written to again and again: no round after the first is larger. */
  readonly workingSetBytes: number;
  /** The machine is stopped when the rest takes no longer than this at the rate of the round before. */
  readonly downtimeNs: number;
  readonly roundsMax: number;
}

export type TcpFlow = BulkFlow | RequestFlow | StorageFlow | MigrationFlow;

export type FlowDemand = PacketFlow | TcpFlow;

/** TCP connections of a flow at one time; 0: it is packets. */
export function connectionsOf(flow: FlowDemand): number {
  if (!('tcp' in flow)) return 0;
  return flow.pattern === 'request-response' ? flow.connections : 1;
}

export const isTcpFlow = (flow: FlowDemand): flow is TcpFlow => 'tcp' in flow;
