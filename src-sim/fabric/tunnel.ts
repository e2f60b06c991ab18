/**
 * The end of a tunnel: a port without a link. What is sent here is wrapped and goes out again from `node`, by that node's own
 * tables; what arrives at `node` wrapped in this kind and key, from one of the remotes, comes in here.
 *
 * A port of a switch carries frames: an L2 tunnel, which like any port of a switch tells no sender that a packet is too big.
 * A port of a host or router carries packets: an L3 tunnel, which does.
 */
import type { Address } from '../quantity/address.ts';

export const tunnelKinds = ['vxlan', 'geneve', 'nvgre', 'gre', 'ip-in-ip', 'esp', 'wireguard'] as const;
export type TunnelKind = (typeof tunnelKinds)[number];

export interface Tunnel {
  readonly kind: TunnelKind;
  /** Node that sends and receives the outer packets; its own node for an L3 tunnel of a router. */
  readonly node: number;
  readonly local: Address;
  /** The other ends. Broadcast, multicast and unknown destinations go to all of them, one copy each, none back to its sender. */
  readonly remotes: readonly Address[];
  /** VNI, VSID, GRE key, SPI. */
  readonly key: number;
  /** Bytes of Geneve options. */
  readonly optionBytes: number;
  /** Don't-fragment of the outer IPv4 header: never, always, or as the inner packet has it. */
  readonly dontFragment: 'clear' | 'set' | 'inherit';
  /** Hop limit of the outer header; 0: that of the inner packet. */
  readonly hopLimit: number;
  /** DSCP and ECN of the inner packet are copied outside (RFC 6040); left out: they are. */
  readonly copiesTrafficClass?: boolean;
  /** What stands inside; left out: what `carriesFrames` says. */
  readonly carries?: 'frames' | 'packets';
  /** Learns behind which remote an inner address is; left out: it does. */
  readonly learns?: boolean;
}

/**
 * Whether an Ethernet header stands inside. A port of a switch has no choice, nor have VXLAN and NVGRE, which know nothing
 * else; Geneve devices carry frames unless told otherwise.
 */
export function carriesFrames(
  { kind, carries }: Pick<Tunnel, 'kind' | 'carries'>,
  ofSwitch: boolean,
): boolean {
  if (ofSwitch || kind === 'vxlan' || kind === 'nvgre') return true;
  return carries === undefined ? kind === 'geneve' : carries === 'frames';
}
