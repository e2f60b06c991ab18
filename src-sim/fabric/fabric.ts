/**
 * The neutral network that every engine reads: nodes with ports, links between ports, route tables that decide, filters
 * that refuse. No vendor word, no policy beyond what stands in the tables. Elements refer to each other by index into
 * these lists, so an engine may copy what it needs into arrays of numbers.
 *
 * A subnet of a cloud is a router whose table holds one host route per member, as its mapping service does; a broadcast
 * domain that is to be looked into is made of switches, at whose ports routers and hosts resolve their neighbours.
 *
 * The steps of a packet at a router or host are the same in every engine, in this order: translation at the port it comes in at
 * (destination and static, or what a known connection says); reverse path check; ingress filters; delivery, where the address is
 * the node's own; hop count; policy rules, else the table of the port; egress filters; size (too big, which its sender is told);
 * translation at the port it leaves by (source and static); pieces, where it may be cut; neighbour; link or tunnel. What a node sends itself begins with the
 * policy rules.
 */
import type { Address } from '../quantity/address.ts';
import type { Prefix } from '../quantity/prefix.ts';
import type { FlowDemand } from './flow.ts';
import type { Impairments } from './impairments.ts';
import type { Origin } from './origin.ts';
import type { PolicyRule } from './policy.ts';
import type { Protocol } from './protocol.ts';
import type { QueueDiscipline } from './queue-discipline.ts';
import type { Processing } from './processing.ts';
import type { Bridge, FixedAddress, PortGuard, PortVlan } from './switching.ts';
import type { Translation } from './translation.ts';
import type { Tunnel } from './tunnel.ts';

export interface FabricNode {
  readonly id: string;
  /** A switch moves frames between its ports and has neither tables nor addresses; it has a `bridge`. */
  readonly role: 'host' | 'router' | 'switch';
  readonly origin: Origin;
  readonly ports: readonly number[];
  /** Table for packets the node itself sends. */
  readonly table: number;
  /** Own addresses; a packet for one of them is delivered here. */
  readonly addresses: readonly Address[];
  /** Routers of cloud fabrics do not count as a hop. */
  readonly decrementsTtl: boolean;
  /** Whether senders are told of packets that end here by a mistake of theirs (ICMP); left out: they are. */
  readonly tellsErrors?: boolean;
  readonly bridge?: Bridge;
  /** The first rule that matches names the table; none: that of the port, or the node's own. */
  readonly policy?: readonly PolicyRule[];
  /** RFC 3704: packets are dropped whose source would not be reached by the port they came in at, or by none at all. */
  readonly reversePath?: 'strict' | 'loose';
  /** RFC 1122 section 3.3.4.2: strong hosts take packets for an address only at its own interface; left out: weak. */
  readonly hostModel?: 'weak' | 'strong';
  readonly translations?: readonly Translation[];
  /** Connections its stateful filters and translations remember at most; left out: any number. */
  readonly connectionsMax?: number;
  /** How it shares flows over equal next hops; left out: by the five-tuple, with a seed of its own. */
  readonly sharing?: FlowSharing;
  /** What a packet that comes in costs the node; left out: no time. */
  readonly processing?: Processing;
}

export interface FlowSharing {
  readonly by: 'five-tuple' | 'addresses';
  /**
   * Mixed into the hash, so that routers one after the other choose independently; with one seed for all, those behind
   * the first would see only flows that chose alike (polarisation). 0: the hash as it is; left out: a seed of its own.
   */
  readonly seed?: number;
}

/** A port at which neighbours are found by asking (ARP, neighbour discovery) and frames carry MAC addresses. */
export interface Attachment {
  /** Addresses this interface answers for. */
  readonly addresses: readonly Address[];
  /** It uses the MAC address of another one: as the address of its adapter, or in its frames only. */
  readonly claims?: { readonly station: number; readonly by: 'frames' | 'adapter' };
}

export interface Port {
  readonly id: string;
  readonly node: number;
  /** -1: nothing is plugged in, or the port is the end of a tunnel. */
  readonly link: number;
  /** Table that routes packets entering here. */
  readonly table: number;
  /** Filters passed, in order, by packets entering and leaving here. */
  readonly ingress: readonly number[];
  readonly egress: readonly number[];
  /** Of the port of a host or router that speaks to a switch. */
  readonly attachment?: Attachment;
  /** Of a port of a switch; left out: untagged, in VLAN 1. */
  readonly vlan?: PortVlan;
  readonly guard?: PortGuard;
  /** Largest IP packet that leaves or enters here, beside what the link says; left out: no limit. */
  readonly mtu?: number;
  /** Largest segment that TCP connections through here may agree on: larger ones in SYNs that leave are lowered to it. */
  readonly segmentMax?: number;
  readonly tunnel?: Tunnel;
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
  /** Smaller packets are padded to this on the wire, as Ethernet does; left out: none are. */
  readonly leastBytes?: number;
  readonly queue: QueueLimit;
  /** Of the direction from the second port; left out: the same. */
  readonly queueBack?: QueueLimit;
  /** Probability that a packet is lost on the wire. */
  readonly loss: number;
  readonly impairments?: Impairments;
  /** It carries nothing until an event repairs it. */
  readonly startsDown?: true;
  readonly origin: Origin;
}

export type RouteAction =
  /** Several next hops share the flows by hash. */
  | {
      readonly kind: 'forward';
      readonly ports: readonly number[];
      /** Gateway at each of the ports whose neighbours are resolved; null or left out: the destination itself. */
      readonly via?: readonly (Address | null)[];
    }
  | { readonly kind: 'blackhole' | 'unreachable' | 'prohibit' | 'no-neighbour' };

export interface Route {
  readonly prefix: Prefix;
  readonly action: RouteAction;
  /** How the entry came about: "local", "static", "propagated", "host", "connected". */
  readonly source: RouteSource;
  /** Of a route that was chosen among several: the step that decided, "highest local preference". */
  readonly chosenBy?: string;
  readonly origin: Origin;
}

export type RouteSource = 'host' | 'connected' | 'local' | 'static' | 'propagated' | 'default';

/** At most one route per prefix; the longest match decides. */
export interface RouteTable {
  readonly id: string;
  readonly routes: readonly Route[];
  readonly origin: Origin;
}

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

export interface TimedEvent {
  readonly id: string;
  readonly atNs: number;
  /** `relearn`: routers and switches have heard what happened before, and know what stands below. */
  readonly action: 'fail' | 'repair' | 'relearn';
  readonly links: readonly number[];
  /** 2 l leads from the first port of link l to its second, 2 l + 1 back; left out: both of every link. */
  readonly directions?: readonly number[];
  /** What tables hold from now on. */
  readonly tables?: readonly TableChange[];
  /** What switches know from now on without having heard it. */
  readonly fixed?: readonly FixedChange[];
  /** Ports that tell everybody on their segment where they are. */
  readonly announces?: readonly number[];
  readonly origin: Origin;
}

export interface TableChange {
  readonly table: number;
  readonly routes: readonly Route[];
}

export interface FixedChange {
  /** The switch. */
  readonly node: number;
  readonly address: FixedAddress;
}

export interface SeriesProbe {
  readonly id: string;
  readonly link: number;
  readonly quantity: 'utilisation' | 'queue-depth' | 'queue-bytes' | 'drops' | 'marks';
  readonly everyNs: number;
}

export interface FlowProbe {
  readonly id: string;
  readonly flow: number;
  readonly quantity: 'goodput' | 'congestion-window' | 'round-trip';
  readonly everyNs: number;
}

export interface NodeProbe {
  readonly id: string;
  readonly node: number;
  readonly quantity: 'packet-rate' | 'drops';
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
  readonly flowProbes?: readonly FlowProbe[];
  readonly nodeProbes?: readonly NodeProbe[];
  /** Ports at which the scenario asks for captures; none: at every host, where captures are wanted at all. */
  readonly captures: readonly number[];
  readonly seed: number;
  readonly durationNs: number;
}

/** Nodes and what is plugged into them, without what tables say. */
export type Layout = Pick<Fabric, 'nodes' | 'ports' | 'links'>;
