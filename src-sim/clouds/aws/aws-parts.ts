/**
 * The AWS part of a fabric while it grows: what the nouns built so far, for those that refer to them.
 * Every VPC has one core node per availability zone; the ways out of a VPC (transit gateway, peering, internet gateway)
 * are ports of those cores, so a zone without one has no such way.
 */
import type { Origin } from '../../fabric/origin.ts';
import type { Prefix } from '../../quantity/prefix.ts';

export interface ZoneCore {
  readonly zone: string;
  readonly node: number;
  /** Ports towards the cores of the VPC's other zones, by zone. */
  readonly towards: Map<string, number>;
  /** Ports of the ways out, by the id of the gateway, attachment or peering that routes name. */
  readonly exits: Map<string, number>;
  /** Tables by route table id: how this core carries out what a route table of the VPC decided. */
  readonly views: Map<string, number>;
}

export interface VpcPart {
  readonly id: string;
  readonly origin: Origin;
  readonly cidrs: readonly Prefix[];
  readonly region: string;
  readonly cores: Map<string, ZoneCore>;
  readonly subnets: SubnetPart[];
}

export interface SubnetPart {
  readonly id: string;
  readonly origin: Origin;
  readonly vpc: VpcPart;
  readonly cidr: Prefix;
  readonly zone: string;
  readonly node: number;
  /** Route table record that routes what the subnet sends; null: the implied main table, local routes only. */
  readonly routeTable: string | null;
  /** The two ports of the link between subnet and core. */
  readonly up: number;
  readonly down: number;
  /** Members: the port that leads to each address. */
  readonly members: { readonly prefix: Prefix; readonly port: number; readonly origin: Origin }[];
}

/** One link between a transit gateway, or an edge of a core network, and the core of a zone in which the attachment has a subnet. */
export interface AttachmentPort {
  readonly zone: string;
  /** Its route table routes what comes in from the gateway. */
  readonly subnet: SubnetPart;
  /** Zone whose traffic the gateway sends over this link: its own, or one where the attachment has no subnet. */
  readonly serves: string;
  /** Port on the transit gateway. */
  readonly outer: number;
  /** Port on the core of the VPC. */
  readonly inner: number;
}

export interface AttachmentPart {
  readonly id: string;
  readonly origin: Origin;
  /** Transit gateway, or edge of a core network. */
  readonly gateway: string;
  /** Everything for this VPC enters it in the zone of this subnet; null: in the zone of the sender. */
  readonly appliance: SubnetPart | null;
  readonly vpc: VpcPart;
  readonly association: string | null;
  readonly propagation: readonly string[];
  readonly ports: AttachmentPort[];
}

/** A port by which packets enter a VPC, to be routed by one of its route tables. */
export interface VpcEntry {
  readonly vpc: VpcPart;
  readonly zone: string;
  readonly port: number;
  /** Null: the implied main table. */
  readonly routeTable: string | null;
}

/** Port of a core towards an interface that stands in a subnet without being one of its members. */
export interface InterfacePort {
  readonly subnet: SubnetPart;
  readonly port: number;
}

/** A table that carries out a route table of a VPC, and how it reaches the ways out. */
export interface CarriedTable {
  readonly vpc: VpcPart;
  readonly routeTable: string | null;
  readonly table: number;
  /** Null: no such way out, here or in the whole VPC. */
  readonly portTo: (exit: string) => number | null;
}

/** Anything but a VPC on a transit gateway: it has no zones. */
export interface SpokePart {
  readonly id: string;
  readonly origin: Origin;
  readonly gateway: string;
  readonly association: string | null;
  /** Ports of the gateway by which packets come from there. */
  readonly ports: readonly number[];
  /** Those by which written routes send there; several share the flows. */
  readonly used: readonly number[];
}

export interface AwsParts {
  readonly vpcs: Map<string, VpcPart>;
  readonly subnets: Map<string, SubnetPart>;
  /** Nodes of the transit gateways. */
  readonly transitGateways: Map<string, number>;
  /** Tables of transit gateways by the id of the record, one for each zone. */
  readonly transitTables: Map<string, number[]>;
  readonly attachments: Map<string, AttachmentPart>;
  readonly spokes: SpokePart[];
  readonly virtualPrivateGateways: Map<string, { readonly node: number; readonly vpc: VpcPart }>;
  readonly entries: VpcEntry[];
  readonly interfacePorts: InterfacePort[];
  readonly carriedTables: CarriedTable[];
}

export const emptyAwsParts = (): AwsParts => ({
  vpcs: new Map(),
  subnets: new Map(),
  transitGateways: new Map(),
  transitTables: new Map(),
  attachments: new Map(),
  spokes: [],
  virtualPrivateGateways: new Map(),
  entries: [],
  interfacePorts: [],
  carriedTables: [],
});
