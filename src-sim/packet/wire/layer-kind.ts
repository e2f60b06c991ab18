/** The formats by name. What is new here must also get a place in next-layer.ts and complete-header.ts. */
import { type Arp, arp } from './arp.ts';
import { type Esp, esp } from './esp.ts';
import { type Ethernet, ethernet } from './ethernet.ts';
import { type Geneve, geneve } from './geneve.ts';
import { type Gre, gre } from './gre.ts';
import type { HeaderFormat } from './header-format.ts';
import { type Icmp, icmp } from './icmp.ts';
import { type Icmpv6, icmpv6 } from './icmpv6.ts';
import { type Ipv4, ipv4 } from './ipv4.ts';
import { type Ipv6Fragment, ipv6Fragment } from './ipv6-fragment.ts';
import { type Ipv6HopByHop, ipv6HopByHop } from './ipv6-hop-by-hop.ts';
import { type Ipv6, ipv6 } from './ipv6.ts';
import { type Nvgre, nvgre } from './nvgre.ts';
import { type Tcp, tcp } from './tcp.ts';
import { type Udp, udp } from './udp.ts';
import { providerVlan, type Vlan, vlan } from './vlan.ts';
import { type Vxlan, vxlan } from './vxlan.ts';
import { type Wireguard, wireguard } from './wireguard.ts';

export interface Headers {
  readonly ethernet: Ethernet;
  readonly vlan: Vlan;
  readonly 'provider-vlan': Vlan;
  readonly arp: Arp;
  readonly ipv4: Ipv4;
  readonly ipv6: Ipv6;
  readonly 'ipv6-hop-by-hop': Ipv6HopByHop;
  readonly 'ipv6-fragment': Ipv6Fragment;
  readonly icmp: Icmp;
  readonly icmpv6: Icmpv6;
  readonly udp: Udp;
  readonly tcp: Tcp;
  readonly vxlan: Vxlan;
  readonly geneve: Geneve;
  readonly gre: Gre;
  readonly nvgre: Nvgre;
  readonly esp: Esp;
  readonly wireguard: Wireguard;
}

export type LayerKind = keyof Headers;

/** A header together with what kind it is. */
export type NamedHeader = {
  readonly [K in LayerKind]: { readonly kind: K; readonly header: Headers[K] };
}[LayerKind];

export const formats: { readonly [K in LayerKind]: HeaderFormat<Headers[K]> } = {
  ethernet,
  vlan,
  'provider-vlan': providerVlan,
  arp,
  ipv4,
  ipv6,
  'ipv6-hop-by-hop': ipv6HopByHop,
  'ipv6-fragment': ipv6Fragment,
  icmp,
  icmpv6,
  udp,
  tcp,
  vxlan,
  geneve,
  gre,
  nvgre,
  esp,
  wireguard,
};

/** The format of a kind that is known only at run time; its header must be of the same kind. */
export const formatOf = (kind: LayerKind): HeaderFormat<NamedHeader['header']> =>
  formats[kind] as HeaderFormat<NamedHeader['header']>;
