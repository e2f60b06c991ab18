/** What one node of a fabric does with packets for one destination, and where that leads, as far as no header changes. */
import type { Address } from '../quantity/address.ts';
import type { Fate } from '../fabric/fate.ts';
import type { Route } from '../fabric/fabric.ts';

export interface Target {
  readonly address: Address;
  /** Who has the address; null: any node that lists it. */
  readonly node: number | null;
  /** Nobody else will do, even if the packet's destination is translated on the way. */
  readonly strict?: boolean;
}

export interface Decision {
  readonly id: number;
  readonly node: number;
  readonly table: number;
  /** The deciding entry; null where none matches or none was asked. */
  readonly route: Route | null;
  /** How it ends here; null where it goes on. */
  readonly fate: Fate | null;
  readonly onward: readonly Onward[];
  /** What happens here or on the way to a next hop depends on more than the destination, or is more than a link. */
  readonly special: boolean;
}

export interface Onward {
  readonly id: number;
  readonly from: Decision;
  /** Port it leaves by, and port it comes in by on the other side. */
  readonly out: number;
  readonly into: number;
  /** Filters between the two decisions: out of one port, into the next. */
  readonly gates: readonly Gate[];
  /** Of those filters that are stateful. */
  readonly trackers: readonly string[];
  /** The place it comes to. */
  readonly next: number;
}

export interface Gate {
  readonly port: number;
  readonly filter: number;
}
