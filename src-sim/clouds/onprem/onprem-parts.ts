/** The on-premises part of a fabric while it grows. */
import type { Origin } from '../../fabric/origin.ts';
import type { Address } from '../../quantity/address.ts';
import type { RecordOf } from '../../scenario/schema.ts';

export interface RouterPart {
  readonly id: string;
  readonly origin: Origin;
  readonly record: RecordOf<'devices'>;
  readonly node: number;
  readonly table: number;
}

/** One end of a wire, seen from the node that stands at it. */
export interface WireEnd {
  readonly wire: string;
  /** The router or machine on the other side. */
  readonly peer: string;
  readonly peerAddresses: readonly Address[];
  readonly port: number;
  readonly subnet: string | null;
  readonly origin: Origin;
}

export interface OnpremParts {
  readonly routers: Map<string, RouterPart>;
  /** Wire ends by the id of the router or machine they are plugged into. */
  readonly ends: Map<string, WireEnd[]>;
}

export const emptyOnpremParts = (): OnpremParts => ({ routers: new Map(), ends: new Map() });
