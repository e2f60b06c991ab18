/**
 * A packet described from the outside in, before there are bytes. What follows from the layers around (lengths, checksums,
 * EtherTypes, protocol numbers, tunnel ports) is left out of a layer; a type of content may be given where no layer follows.
 */
import type { Arp } from './arp.ts';
import type { Esp } from './esp.ts';
import type { Ethernet } from './ethernet.ts';
import type { Geneve } from './geneve.ts';
import type { Icmp } from './icmp.ts';
import type { Icmpv6 } from './icmpv6.ts';
import type { Ipv4 } from './ipv4.ts';
import type { Ipv6Fragment } from './ipv6-fragment.ts';
import type { Ipv6HopByHop } from './ipv6-hop-by-hop.ts';
import type { Ipv6 } from './ipv6.ts';
import type { Nvgre } from './nvgre.ts';
import type { Tcp } from './tcp.ts';
import type { Udp } from './udp.ts';
import type { Vlan } from './vlan.ts';
import type { Vxlan } from './vxlan.ts';
import type { Wireguard } from './wireguard.ts';

/** These members are needed; of the rest, what is not given takes the value complete-header.ts has. */
type Needs<H, Needed extends keyof H, Derived extends keyof H = never> = Pick<H, Needed> &
  Partial<Omit<H, Needed | Derived>>;

export interface GreLayer {
  readonly kind: 'gre';
  readonly checksummed?: boolean;
  readonly key?: number;
  readonly sequence?: number;
  readonly protocol?: number;
}

export type Layer =
  | ({
      readonly kind: 'ethernet';
      /** Pad to the smallest frame and append the check sequence; only outermost. */
      readonly fcs?: boolean;
    } & Needs<Ethernet, 'source' | 'destination'>)
  | ({ readonly kind: 'vlan' | 'provider-vlan' } & Needs<Vlan, 'id'>)
  | ({ readonly kind: 'arp' } & Arp)
  | ({ readonly kind: 'ipv4' } & Needs<Ipv4, 'source' | 'destination', 'payloadBytes'>)
  | ({ readonly kind: 'ipv6' } & Needs<Ipv6, 'source' | 'destination', 'payloadBytes'>)
  | ({ readonly kind: 'ipv6-hop-by-hop' } & Needs<Ipv6HopByHop, never>)
  | ({ readonly kind: 'ipv6-fragment' } & Needs<
      Ipv6Fragment,
      'identification' | 'fragmentOffset' | 'moreFragments'
    >)
  | ({ readonly kind: 'icmp' } & Icmp)
  | ({ readonly kind: 'icmpv6' } & Icmpv6)
  | ({
      readonly kind: 'udp';
      /** Over IPv6 it may be missing outside a tunnel's header only (RFC 6935). */
      readonly checksum?: 'none';
    } & Needs<Udp, 'sourcePort', 'payloadBytes'>)
  | ({ readonly kind: 'tcp' } & Needs<Tcp, 'sourcePort' | 'destinationPort'>)
  | ({ readonly kind: 'vxlan' } & Vxlan)
  | ({ readonly kind: 'geneve' } & Needs<Geneve, 'vni'>)
  | GreLayer
  | ({ readonly kind: 'nvgre' } & Nvgre)
  | ({ readonly kind: 'esp' } & Omit<Esp, 'ciphertextBytes'>)
  | ({
      readonly kind: 'wireguard';
      /** MTU of the tunnel's interface, which bounds the padding. */
      readonly tunnelMtu?: number;
    } & Omit<Wireguard, 'ciphertextBytes'>);
