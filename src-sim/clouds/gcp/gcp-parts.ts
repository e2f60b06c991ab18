/**
 * The Google Cloud part of a fabric while it grows: what the nouns built so far, for those that refer to them.
 * Google has no router inside a VPC network: the host of each machine knows the routes of the network and sends every packet
 * to the host of its next hop. Here a core per region stands for that, decisions are made where a packet comes from, and
 * packets for a next hop that is not their destination take a lane: a link that leads there whatever the destination.
 */
import type { Origin } from '../../fabric/origin.ts';
import type { Address } from '../../quantity/address.ts';
import type { Prefix } from '../../quantity/prefix.ts';
import type { RibEntry } from '../../routing/outcome.ts';
import type { RecordOf } from '../../scenario/schema.ts';

export type NetworkRecord = Extract<RecordOf<'networks'>, { kind: 'gcp-vpc' }>;

export interface NetworkPart {
  readonly id: string;
  readonly origin: Origin;
  readonly record: NetworkRecord;
  readonly mtu: number;
  /** By region. */
  readonly cores: Map<string, CorePart>;
  readonly subnets: SubnetPart[];
  /** Ranges of other networks that are known here. */
  readonly imports: ImportedRange[];
  readonly statics: StaticRoute[];
  /** Networks whose static routes are taken over, and by which peering. */
  readonly customPeers: { readonly network: NetworkPart; readonly origin: Origin }[];
  learned: readonly LearnedRoute[];
}

export interface CorePart {
  readonly network: NetworkPart;
  readonly region: string;
  readonly node: number;
  /** Table of what is only to be delivered. */
  readonly local: number;
  /** Ports to other cores and to next hops, by what they lead to. */
  readonly ways: Map<string, number>;
  /** Port towards the internet; -1 where nothing here has a way there. */
  internet: number;
}

export interface SubnetPart {
  readonly id: string;
  readonly origin: Origin;
  readonly core: CorePart;
  /** The primary range, then the secondary ones. */
  readonly ranges: readonly Prefix[];
  readonly node: number;
  /** By the network tags that routes ask for: machines with the same ones are routed alike. */
  readonly uplinks: Map<string, Uplink>;
  readonly members: Member[];
}

export interface Uplink {
  readonly tags: readonly string[];
  /** The two ports of the link between subnet and core. */
  readonly up: number;
  readonly down: number;
}

/** An interface in a subnet: ports of both ends of its link. */
export interface Member {
  readonly machine: string;
  readonly addresses: readonly Address[];
  readonly uplink: Uplink;
  readonly port: number;
  readonly own: number;
  readonly forwards: boolean;
  readonly origin: Origin;
}

export interface ImportedRange {
  readonly prefix: Prefix;
  readonly subnet: SubnetPart;
  /** The peering or spoke it comes by. */
  readonly origin: Origin;
}

/** A next hop: where it stands, and the port there that leads to it. */
export interface Exit {
  readonly id: string;
  readonly origin: Origin;
  readonly core: CorePart;
  readonly inside: () => number;
}

export interface StaticRoute {
  readonly prefix: Prefix;
  readonly priority: number;
  readonly tags: readonly string[] | null;
  /** Null: nobody is there, and packets are dropped. */
  readonly hop: 'internet' | Exit | null;
  /** VPN connection that the next hop is to use. */
  readonly connection: string | null;
  readonly origin: Origin;
}

export interface LearnedRoute {
  readonly prefix: Prefix;
  readonly router: RouterPart;
  readonly med: number;
  readonly origin: Origin;
}

export interface RouterPart {
  readonly id: string;
  readonly origin: Origin;
  readonly core: CorePart;
  readonly asn: number;
  entries: readonly RibEntry[];
}

/** Where connections to premises end: a VPN gateway or a VLAN attachment. */
export interface GatewayPart {
  readonly id: string;
  readonly core: CorePart;
  readonly node: number;
  /** Routes what comes from the network. */
  readonly table: number;
  /** Port of the core that leads here. */
  readonly down: number;
  readonly router: RouterPart | null;
  readonly exit: Exit;
  /** VPN connections that end here. */
  readonly connections: ReadonlySet<string>;
  readonly ports: Map<string, number[]>;
}

/** Connections of one network to premises, on a hub. */
export interface HybridSpoke {
  readonly id: string;
  readonly hub: string;
  readonly connections: readonly string[];
  readonly siteToSite: boolean;
  readonly importsSubnets: boolean;
  readonly origin: Origin;
}

export interface GcpParts {
  readonly networks: Map<string, NetworkPart>;
  readonly subnets: Map<string, SubnetPart>;
  readonly routers: Map<string, RouterPart>;
  readonly gateways: Map<string, GatewayPart>;
  readonly hybrids: HybridSpoke[];
  /** Ranges that the premises behind a hybrid spoke are told, by spoke. */
  readonly hubRanges: Map<string, ImportedRange[]>;
}

export const emptyGcpParts = (): GcpParts => ({
  networks: new Map(),
  subnets: new Map(),
  routers: new Map(),
  gateways: new Map(),
  hybrids: [],
  hubRanges: new Map(),
});
