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

/** One link between a transit gateway and the core of a zone in which the attachment has a subnet. */
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
  readonly gateway: string;
  readonly vpc: VpcPart;
  readonly association: string | null;
  readonly propagation: readonly string[];
  readonly ports: AttachmentPort[];
}

export interface AwsParts {
  readonly vpcs: Map<string, VpcPart>;
  readonly subnets: Map<string, SubnetPart>;
  /** Nodes of the transit gateways. */
  readonly transitGateways: Map<string, number>;
  readonly attachments: Map<string, AttachmentPart>;
}

export const emptyAwsParts = (): AwsParts => ({
  vpcs: new Map(),
  subnets: new Map(),
  transitGateways: new Map(),
  attachments: new Map(),
});
