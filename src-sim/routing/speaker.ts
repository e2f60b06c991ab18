/**
 * Who exchanges routes, and between whom. A speaker is one routing table that takes part: a router's BGP, a route table
 * of a transit gateway, a gateway of a virtual network. A session leads one way; two speakers that tell each other have two.
 */
import type { Address } from '../quantity/address.ts';
import type { Announcement } from './announcement.ts';
import type { Step } from './bgp/step.ts';
import type { Policy } from './bgp/policy.ts';

export interface Speaker {
  /** Settles ties and the order of work: the result depends on ids, never on the order of lists. */
  readonly id: string;
  readonly asn: number;
  /** RFC 4271 BGP identifier, 32 bits. */
  readonly routerId: number;
  readonly originates: readonly Announcement[];
  /** Equal paths used at once; left out: one. */
  readonly multipath?: Multipath;
  /** In place of the order of RFC 4271: vendors put their own preferences before or between. Ties are broken in any case. */
  readonly steps?: readonly Step[];
  /** Compares MEDs of different neighbour ASes, too. */
  readonly alwaysComparesMed?: boolean;
}

export interface Multipath {
  readonly max: number;
  /** Paths may go through different ASes, if they are equally long. */
  readonly relaxesAsPath?: boolean;
}

/**
 * `ebgp` puts the sender's AS in front and forgets local preference; `ibgp` keeps both, and what came by it goes to no
 * other iBGP neighbour but by reflection; `propagation` copies routes between tables of one operator as they are.
 */
export type SessionType = 'ebgp' | 'ibgp' | 'propagation';

export interface Session {
  /** Unique; stands in for the peer's address where that decides. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly type: SessionType;
  /** What `to` sends packets into for routes learned here: a port, or whatever number its noun understands. */
  readonly via: number;
  /** Neighbour's address, where `via` is a port at which neighbours are resolved. */
  readonly gateway?: Address;
  /** Preference of `to` for all it learns here, before any attribute; higher is better. Left out: 0. */
  readonly weight?: number;
  /** Interior cost of `to` to its neighbour; lower is better. Left out: 0. */
  readonly cost?: number;
  /** RFC 4456, on iBGP: which end is the other's client. */
  readonly client?: 'from' | 'to';
  readonly exports?: Policy;
  readonly imports?: Policy;
  /** How often `to` accepts its own AS in the path; left out: never. */
  readonly ownAsMax?: number;
  readonly limit?: PrefixLimit;
}

export interface PrefixLimit {
  readonly max: number;
  /** `close`: the session goes down. `ignore`: the first prefixes, in their order, are kept. */
  readonly beyond: 'close' | 'ignore';
}

export const sessionTypeBetween = (a: number, b: number): SessionType => (a === b ? 'ibgp' : 'ebgp');
