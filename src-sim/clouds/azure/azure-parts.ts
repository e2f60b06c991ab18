/**
 * The Azure part of a fabric while it grows: what the nouns built so far, for those that refer to them.
 * Azure has no router inside a virtual network: every interface has its effective routes, and its host sends each packet
 * straight to the host of the next hop. Here a core node stands for that fabric of a virtual network, and packets for a next
 * hop that is not their destination take a lane: a link to the subnet of whoever forwards them, whatever their destination.
 */
import type { Address } from '../../quantity/address.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { Prefix } from '../../quantity/prefix.ts';
import type { RecordOf } from '../../scenario/schema.ts';

export interface VnetPart {
  readonly id: string;
  readonly origin: Origin;
  readonly cidrs: readonly Prefix[];
  readonly region: string;
  /** The core. */
  readonly node: number;
  readonly subnets: SubnetPart[];
  /** Ends of connected peerings and connected groups that are its own. */
  readonly joints: JointEnd[];
  readonly endpoints: EndpointPart[];
  /** Port towards the internet; -1 where nothing in the network has a way there. */
  internet: number;
  /** What gateways, route servers and hubs taught it. */
  readonly learned: LearnedRoute[];
  /** Public addresses of forwarders, which translate by themselves. */
  readonly outside: { readonly address: Address; readonly forwarder: ForwarderPart }[];
  /** Lanes by forwarder. */
  readonly lanes: Map<string, number>;
}

type SubnetRecord = Extract<RecordOf<'subnets'>, { kind: 'azure-subnet' }>;

export interface SubnetPart {
  readonly id: string;
  readonly origin: Origin;
  readonly record: SubnetRecord;
  readonly vnet: VnetPart;
  readonly cidr: Prefix;
  readonly node: number;
  /** The two ports of the link between subnet and core. */
  readonly up: number;
  readonly down: number;
  readonly members: Member[];
  effective: readonly EffectiveRoute[];
}

/** An interface in a subnet: ports of both ends of its link. */
export interface Member {
  /** Workload, or null for what belongs to a gateway. */
  readonly machine: string | null;
  readonly addresses: readonly Address[];
  readonly port: number;
  readonly own: number;
  readonly origin: Origin;
}

/** Something that takes packets for others: a machine, a firewall, a gateway. */
export interface ForwarderPart {
  readonly id: string;
  readonly origin: Origin;
  readonly subnet: SubnetPart;
  readonly member: Member;
  /** Table of its network's core by which lanes from other networks lead to it; -1: there are none. */
  transit: number;
}

/** One virtual network's end of what joins it to another. */
export interface JointEnd {
  readonly origin: Origin;
  readonly own: VnetPart;
  readonly other: VnetPart;
  /** "peering" or "connected group", as said to people. */
  readonly noun: string;
  /** Whether it lets packets out, and whether the other end takes those that did not originate here. */
  readonly allowsAccess: boolean;
  readonly carriesForwarded: boolean;
  /** It uses the gateways of the other network. */
  readonly usesGateways: boolean;
  readonly delayNs: number;
  /** Port of its core that leads to the other. */
  port: number;
  /** The same for what the gateways of its own network send to the other, which is not held to be forwarded. */
  fromGateways: number;
}

export interface EndpointPart {
  readonly subnet: SubnetPart;
  readonly address: Address;
  readonly origin: Origin;
}

/** Lanes that lead out of a network: to a forwarder in it or in one joined to it, or over a link to a hub. */
export type LearnedExit =
  | { readonly forwarder: ForwarderPart; readonly joint: JointEnd | null }
  | { readonly port: number };

export interface LearnedRoute {
  readonly prefix: Prefix;
  readonly exits: readonly LearnedExit[];
  readonly origin: Origin;
}

export type NextHop =
  | { readonly kind: 'virtual-network' | 'internet' | 'none' }
  | { readonly kind: 'joint'; readonly joint: JointEnd }
  | { readonly kind: 'endpoint'; readonly endpoint: EndpointPart }
  /** Nobody: a next hop that is not there, which drops. */
  | { readonly kind: 'lanes'; readonly exits: readonly LearnedExit[] };

export interface EffectiveRoute {
  readonly prefix: Prefix;
  readonly source: 'user' | 'bgp' | 'system';
  readonly hop: NextHop;
  readonly origin: Origin;
}

export interface AzureParts {
  readonly vnets: Map<string, VnetPart>;
  readonly subnets: Map<string, SubnetPart>;
  readonly forwarders: Map<string, ForwarderPart>;
  /** Virtual network gateways by record, with the networks whose packets they take. */
  readonly gateways: Map<string, ForwarderPart>;
  /** Ways out that sessions of route exchange name by their place in this list. */
  readonly exits: LearnedExit[];
}

export const emptyAzureParts = (): AzureParts => ({
  vnets: new Map(),
  subnets: new Map(),
  forwarders: new Map(),
  gateways: new Map(),
  exits: [],
});
