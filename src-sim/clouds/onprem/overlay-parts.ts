/** An overlay while it is being drawn: its ends, and what each of them has of its segments and routing instances. */
import type { Origin } from '../../fabric/origin.ts';
import type { Address } from '../../quantity/address.ts';
import type { RecordOf } from '../../scenario/schema.ts';

export type OverlayRecord = Extract<RecordOf<'attachments'>, { kind: 'overlay' }>;
export type OverlaySegment = OverlayRecord['segments'][number];

/** The part of a VRF at one switch: a router of its own. */
export interface VrfInstance {
  readonly name: string;
  readonly node: number;
  readonly table: number;
  /** Interfaces in segments, by identifier. */
  readonly interfaces: Map<number, number>;
  /** Ports of tunnels to the same VRF at others, by their ends. */
  readonly tunnels: Map<string, number>;
}

export interface OverlayEnd {
  /** Id of the switch. */
  readonly id: string;
  readonly router: string;
  readonly bridge: number;
  /** Node that sends the outer packets. */
  readonly sender: number;
  readonly local: Address;
  readonly segments: readonly OverlaySegment[];
  /** Ports of the switch that lead into the segments' tunnels, by identifier, and the other ends in the order of its remotes. */
  readonly tunnels: Map<number, { readonly port: number; readonly others: readonly string[] }>;
  readonly vrfs: Map<string, VrfInstance>;
}

export interface OverlayPart {
  readonly id: string;
  readonly origin: Origin;
  readonly record: OverlayRecord;
  readonly ends: readonly OverlayEnd[];
  /** By end: the others whose routes it hears; with flood-and-learn all of them. */
  readonly heard: ReadonlyMap<string, readonly string[]>;
}

export const hasControl = ({ control }: OverlayRecord): boolean => control === 'evpn';
