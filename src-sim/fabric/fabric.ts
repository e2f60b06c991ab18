/**
 * The neutral network that every engine reads: nodes with ports, links between ports, route tables that decide, filters
 * that refuse. No vendor word, no policy beyond what stands in the tables. Elements refer to each other by index into
 * these lists, so an engine may copy what it needs into arrays of numbers.
 *
 * Left out as yet: bridging, encapsulation and address translation; a subnet is a router whose table holds one host
 * route per member, as the mapping service of a cloud does.
 */
import type { Address } from '../quantity/address.ts';
import type { Prefix } from '../quantity/prefix.ts';
import type { Impairments } from './impairments.ts';
import type { Origin } from './origin.ts';
import type { QueueDiscipline } from './queue-discipline.ts';

export interface FabricNode {
  readonly id: string;
  readonly role: 'host' | 'router';
  readonly origin: Origin;
  readonly ports: readonly number[];
  /** Table for packets the node itself sends. */
  readonly table: number;
  /** Own addresses; a packet for one of them is delivered here. */
  readonly addresses: readonly Address[];
  /** Routers of cloud fabrics do not count as a hop. */
  readonly decrementsTtl: boolean;
}

export interface Port {
  readonly id: string;
  readonly node: number;
  /** -1: nothing is plugged in. */
  readonly link: number;
  /** Table that routes packets entering here. */
  readonly table: number;
  /** Filters passed, in order, by packets entering and leaving here. */
  readonly ingress: readonly number[];
  readonly egress: readonly number[];
  readonly origin: Origin;
}

export interface QueueLimit {
  /** Packets that may wait, not counting the one being sent; 0 for no limit. */
  readonly packets: number;
  /** Bytes that may wait; 0 for no limit. */
  readonly bytes: number;
  /** What decides instead; the limits are then its own. Left out: first in, first out, and what does not fit is dropped. */
  readonly discipline?: QueueDiscipline;
}

/** Full duplex, the same both ways. */
export interface Link {
  readonly id: string;
  readonly ports: readonly [number, number];
  /** 0: takes no time to send. */
  readonly rateBps: number;
  readonly delayNs: number;
  /** Largest IP packet in bytes; 0: no limit. */
  readonly mtu: number;
  /** Bytes a packet occupies on the wire beyond the IP packet. */
  readonly framingBytes: number;
  readonly queue: QueueLimit;
  /** Probability that a packet is lost on the wire. */
  readonly loss: number;
  readonly impairments?: Impairments;
  readonly origin: Origin;
}

export type RouteAction =
  /** Several next hops share the flows by hash. */
  | { readonly kind: 'forward'; readonly ports: readonly number[] }
  | { readonly kind: 'blackhole' | 'unreachable' | 'prohibit' | 'no-neighbour' };

export interface Route {
  readonly prefix: Prefix;
  readonly action: RouteAction;
  /** How the entry came about: "local", "static", "propagated", "host", "connected". */
  readonly source: RouteSource;
  readonly origin: Origin;
}

export type RouteSource = 'host' | 'connected' | 'local' | 'static' | 'propagated' | 'default';

/** At most one route per prefix; the longest match decides. */
export interface RouteTable {
  readonly id: string;
  readonly routes: readonly Route[];
  readonly origin: Origin;
}

export type Protocol = 'any' | 'icmp' | 'tcp' | 'udp';

export interface FilterRule {
  readonly allow: boolean;
  /** Empty: any address. */
  readonly from: readonly Prefix[];
  readonly to: readonly Prefix[];
  readonly protocol: Protocol;
  /** Destination ports, both included. */
  readonly portFrom: number;
  readonly portTo: number;
  /** Said of a packet this rule decides: "inbound rule 2 allows tcp 443 from 10.0.0.0/8". */
  readonly sentence: string;
  readonly origin: Origin;
}

/** First match decides; a packet that no rule matches is refused. */
export interface Filter {
  readonly id: string;
  /** Answers to what was let through pass without a rule; filters with one `tracker` share what they remember. */
  readonly stateful: boolean;
  readonly tracker: string;
  readonly rules: readonly FilterRule[];
  /** Said of a packet no rule matches. */
  readonly otherwise: string;
  readonly origin: Origin;
}

/** A workload: what `--from` and `--to` name, and where traffic starts and ends. */
export interface Endpoint {
  readonly id: string;
  readonly node: number;
  readonly addresses: readonly Address[];
  /** Id of the subnet record it stands in. */
  readonly subnet: string;
}

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

export interface TimedEvent {
  readonly id: string;
  readonly atNs: number;
  readonly action: 'fail' | 'repair';
  readonly links: readonly number[];
  /** 2 l leads from the first port of link l to its second, 2 l + 1 back; left out: both of every link. */
  readonly directions?: readonly number[];
  readonly origin: Origin;
}

export interface SeriesProbe {
  readonly id: string;
  readonly link: number;
  readonly quantity: 'utilisation' | 'queue-depth' | 'drops';
  readonly everyNs: number;
}

export interface Fabric {
  readonly nodes: readonly FabricNode[];
  readonly ports: readonly Port[];
  readonly links: readonly Link[];
  readonly tables: readonly RouteTable[];
  readonly filters: readonly Filter[];
  readonly endpoints: readonly Endpoint[];
  readonly flows: readonly FlowDemand[];
  readonly events: readonly TimedEvent[];
  readonly probes: readonly SeriesProbe[];
  /** Ports at which the scenario asks for captures; none: at every host, where captures are wanted at all. */
  readonly captures: readonly number[];
  readonly seed: number;
  readonly durationNs: number;
}
