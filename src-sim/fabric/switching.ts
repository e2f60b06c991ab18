/**
 * What a switch is made of: IEEE 802.1Q-2022 clause 8 as data. One forwarding database per VLAN.
 * Spanning tree, link aggregation and private VLANs are not part of it as yet.
 */
import type { Origin } from './origin.ts';

export interface Bridge {
  /** Off: one broadcast domain, tags are carried like any other bytes. */
  readonly vlanAware: boolean;
  /** After so long without a frame from it, an address is forgotten; 0: never. */
  readonly ageingNs: number;
  /** Addresses it can hold; what does not fit is flooded. 0: any number. */
  readonly addressesMax: number;
  /** Off: unknown unicast is dropped (as a control plane that knows all addresses allows). Left out: it is flooded. */
  readonly floodsUnknown?: boolean;
  /** Addresses that are known without having been heard; they do not age. */
  readonly fixed?: readonly FixedAddress[];
}

export interface FixedAddress {
  /** Interface whose MAC address it is: the port of a host or router. */
  readonly station: number;
  readonly vlan: number;
  /** Port of the switch behind which it is, and, where that is a tunnel, the remote end. */
  readonly port: number;
  readonly remote?: number;
  readonly origin: Origin;
}

export type PortVlan =
  | { readonly mode: 'access'; readonly vlan: number }
  | {
      readonly mode: 'trunk';
      /** VLANs carried with a tag, in ascending order. */
      readonly allowed: readonly number[];
      /** VLAN of untagged frames; left out: they are dropped. */
      readonly native?: number;
    };
