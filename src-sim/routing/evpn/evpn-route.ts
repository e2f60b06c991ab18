/**
 * Routes of EVPN (RFC 7432 section 7, RFC 9136), as far as they decide where frames and packets go: MAC and IP addresses (type 2),
 * who wants what is for all (type 3), IP prefixes (type 5). Route targets are taken to be the segment or VRF itself.
 * Left out: Ethernet segments and their routes (types 1 and 4), multihoming, multicast by group (types 6 to 8).
 */
import type { Address } from '../../quantity/address.ts';
import type { Prefix } from '../../quantity/prefix.ts';

/** A station of a segment is behind this switch, and, where that is known, has this address. */
export interface MacIpRoute {
  readonly type: 2;
  readonly segment: number;
  /** Number of the interface that has the MAC address. */
  readonly station: number;
  readonly address: Address | null;
  /** Routing instance of the segment; null: it has none. */
  readonly vrf: string | null;
  readonly nextHop: string;
  /** Of the MAC mobility community (RFC 7432 section 7.7): raised with each move. */
  readonly sequence: number;
  /** It does not move. */
  readonly sticky: boolean;
}

/** The switch wants a copy of what is for all in a segment. */
export interface InclusiveRoute {
  readonly type: 3;
  readonly segment: number;
  readonly nextHop: string;
}

export interface PrefixRoute {
  readonly type: 5;
  readonly vrf: string;
  readonly prefix: Prefix;
  readonly nextHop: string;
}

export type EvpnRoute = MacIpRoute | InclusiveRoute | PrefixRoute;
