/**
 * Address translation (RFC 3022, RFC 4787). The first translation of a node that matches a packet at its port makes an entry;
 * what belongs to a known entry, in either direction, follows it without being matched.
 */
import type { Address } from '../quantity/address.ts';
import type { Prefix } from '../quantity/prefix.ts';
import type { Protocol } from './protocol.ts';
import type { Origin } from './origin.ts';

interface TranslationMatch {
  /** Source: packets that leave here; destination: packets that enter here. */
  readonly port: number;
  /** Empty: any address. */
  readonly from: readonly Prefix[];
  readonly to: readonly Prefix[];
  readonly protocol: Protocol;
  readonly portFrom: number;
  readonly portTo: number;
  /** Said of a packet this one decides: "NAT gateway nat-a makes 203.0.113.7 of the source". */
  readonly sentence: string;
  readonly origin: Origin;
}

export interface SourceTranslation extends TranslationMatch {
  readonly kind: 'source';
  /** Addresses taken in turn as ports run out. */
  readonly pool: readonly Address[];
  /** Ports that one address of the pool has to give. */
  readonly poolPortFrom: number;
  readonly poolPortTo: number;
  /**
   * Whether one port can serve several connections that differ in destination address or port (RFC 4787's address and port
   * dependent mapping), or belongs to one inner address and port at a time, whatever they talk to (endpoint independent).
   * Each protocol has ports of its own.
   */
  readonly reuse: 'per-destination' | 'never';
  /** Ports one inner address gets at most; left out: any number. */
  readonly portsEachMax?: number;
  readonly idleNs: { readonly tcp: number; readonly udp: number; readonly icmp: number };
}

export interface DestinationTranslation extends TranslationMatch {
  readonly kind: 'destination';
  /** Flows are shared over several by hash. */
  readonly targets: readonly { readonly address: Address /** 0: the port stays. */; readonly port: number }[];
}

/**
 * One address for one, ports untouched, both ways: elastic addresses. What it matches is said of packets that leave; those
 * that enter are matched by the answers they would get.
 */
export interface StaticTranslation extends TranslationMatch {
  readonly kind: 'static';
  readonly inner: Address;
  readonly outer: Address;
}

export type Translation = SourceTranslation | DestinationTranslation | StaticTranslation;
