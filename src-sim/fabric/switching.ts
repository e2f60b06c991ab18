/**
 * What a switch is made of: IEEE 802.1Q-2022 clause 8 as data. One forwarding database per VLAN.
 * Ports may stand together as one: aggregated links (IEEE 802.1AX), and the uplinks of a switch inside a host.
 * Spanning tree is not part of it.
 */
import type { Address } from '../quantity/address.ts';
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
  /** Neighbours it knows: questions for them from its own ports are answered here and go no further (RFC 9161). */
  readonly answers?: readonly KnownNeighbour[];
  /** Off: it knows the addresses of `fixed` and no others, which are all outside, behind its teams. Left out: it learns. */
  readonly learns?: boolean;
  readonly teams?: readonly Team[];
  readonly mirrors?: readonly Mirror[];
}

/**
 * Ports that are one to the switch: a frame leaves by one of them, and none goes from one to another. With any balance but
 * `ip-hash`, whoever is opposite does not know of the team; so each port of the switch hears what is flooded from the one
 * member that its own frames leave by.
 */
export interface Team {
  readonly ports: readonly number[];
  /** Ports of the switch name theirs by its place; left out: the first. */
  readonly orders: readonly TeamOrder[];
}

export interface TeamOrder {
  /** What chooses among those in use: the port a frame came in by, its sender's address, its flow, or nothing: the first. */
  readonly balance: 'originating-port' | 'source-mac' | 'ip-hash' | 'failover';
  readonly active: readonly number[];
  /** The first that works stands in for an active one that does not. */
  readonly standby: readonly number[];
  /** Whether frames go back to an active port that works again, or stay as long as they can. */
  readonly failback: boolean;
  /** Time until a change of a link is noticed. */
  readonly detectNs: number;
  /** Whether the stations whose frames move are announced, so that switches outside learn where they are now. */
  readonly announces: boolean;
}

/** What enters or leaves by the ports is copied to another one. */
export interface Mirror {
  readonly from: readonly number[];
  readonly to: number;
}

/** What a switch allows, and does to, whatever is plugged in at a port. */
export interface PortGuard {
  /** Frames may come only from the address that the machine's adapter has. */
  readonly refusesForged?: boolean;
  /** A machine whose adapter takes another address is cut off. */
  readonly refusesChanged?: boolean;
  /** It gets a copy of every frame of its VLAN that passes the switch. */
  readonly hearsAll?: boolean;
  /** Of all frames that enter here. */
  readonly trafficClass?: number;
  /** Place in the orders of a team. */
  readonly order?: number;
}

export interface KnownNeighbour {
  readonly address: Address;
  readonly vlan: number;
  /** Interface that has the address. */
  readonly station: number;
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
    }
  /** Untagged frames of one VLAN in, of several out: a part of a private VLAN (RFC 5517). */
  | { readonly mode: 'private'; readonly vlan: number; readonly leaving: readonly number[] };
