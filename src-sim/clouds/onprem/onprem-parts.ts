/** The on-premises part of a fabric while it grows. */
import type { Route } from '../../fabric/fabric.ts';
import type { BuildContext } from '../build-context.ts';
import type { AttachedInterface } from '../host-plug.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { Address } from '../../quantity/address.ts';
import type { RecordOf } from '../../scenario/schema.ts';

export type RoutingDevice = Extract<RecordOf<'devices'>, { kind: 'router' | 'firewall' | 'exchange-router' }>;

/** A node of a device: a router is one, a firewall one for each zone. */
export interface Plane {
  readonly zone: string;
  readonly node: number;
  readonly table: number;
  /** Ports to the planes of the other zones. */
  readonly towards: Map<string, number>;
}

export interface RouterPart {
  readonly id: string;
  readonly origin: Origin;
  /** Null: the internet, which routes but is nobody's device. */
  readonly record: RoutingDevice | null;
  readonly addresses: readonly Address[];
  readonly planes: Map<string, Plane>;
  /** What segments connect; first in the tables, once all planes stand. */
  readonly connected: Route[];
}

/** One end of a wire or connection, seen from the node that stands at it. */
export interface WireEnd {
  readonly wire: string;
  /** The record on the other side: a router, a machine, a gateway. */
  readonly peer: string;
  readonly peerAddresses: readonly Address[];
  readonly port: number;
  readonly subnet: string | null;
  readonly origin: Origin;
}

export interface SwitchPart {
  readonly id: string;
  readonly origin: Origin;
  readonly record: Extract<RecordOf<'devices'>, { kind: 'switch' }>;
  readonly node: number;
}

export interface OnpremParts {
  readonly routers: Map<string, RouterPart>;
  readonly switches: Map<string, SwitchPart>;
  readonly attached: AttachedInterface[];
  /** Ends by the id of the router or machine they are plugged into. */
  readonly ends: Map<string, WireEnd[]>;
}

export const emptyOnpremParts = ({ attached }: BuildContext): OnpremParts => ({
  routers: new Map(),
  switches: new Map(),
  attached,
  ends: new Map(),
});
