/** How large a packet becomes in a tunnel, from the lengths of the formats it is wrapped in. */
import type { Family } from '../../quantity/address.ts';
import { espCiphertextBytes, espFixedBytes } from './esp.ts';
import { ethernetHeaderBytes } from './ethernet.ts';
import { geneveHeaderBytes } from './geneve.ts';
import { greHeaderBytes, greOptionalBytes } from './gre.ts';
import { ipv4HeaderBytes } from './ipv4.ts';
import { ipv6HeaderBytes } from './ipv6.ts';
import { nvgreHeaderBytes } from './nvgre.ts';
import { udpHeaderBytes } from './udp.ts';
import { vxlanHeaderBytes } from './vxlan.ts';
import { wireguardCiphertextBytes, wireguardFixedBytes } from './wireguard.ts';

export interface TunnelShape {
  readonly kind: 'vxlan' | 'geneve' | 'nvgre' | 'gre' | 'ip-in-ip' | 'esp' | 'wireguard';
  readonly underlay: Family;
  /** Frames with their Ethernet header, or IP packets. */
  readonly carriesFrames: boolean;
  readonly optionBytes: number;
  /** GRE writes a key only where there is one. */
  readonly key: number;
  /** Bounds the padding of WireGuard; 0: nothing does. */
  readonly mtu: number;
}

/** The outer IP packet around so many bytes behind the Ethernet header. */
export function wrappedBytes(shape: TunnelShape, innerBytes: number): number {
  const outerIp = shape.underlay === 4 ? ipv4HeaderBytes : ipv6HeaderBytes;
  const carried = innerBytes + (shape.carriesFrames ? ethernetHeaderBytes : 0);
  switch (shape.kind) {
    case 'vxlan':
      return outerIp + udpHeaderBytes + vxlanHeaderBytes + carried;
    case 'geneve':
      return outerIp + udpHeaderBytes + geneveHeaderBytes + shape.optionBytes + carried;
    case 'nvgre':
      return outerIp + nvgreHeaderBytes + carried;
    case 'gre':
      return outerIp + greHeaderBytes + (shape.key === 0 ? 0 : greOptionalBytes) + carried;
    case 'ip-in-ip':
      return outerIp + carried;
    case 'esp':
      return outerIp + espFixedBytes + espCiphertextBytes(carried);
    case 'wireguard':
      return (
        outerIp +
        udpHeaderBytes +
        wireguardFixedBytes +
        wireguardCiphertextBytes(carried, shape.mtu === 0 ? Infinity : shape.mtu)
      );
  }
}

/** Largest inner packet whose outer one has at most so many bytes; below 0: none. */
export function innerBytesMax(shape: TunnelShape, outerBytes: number): number {
  let inner = outerBytes - wrappedBytes(shape, 0);
  // Padding makes the size grow in steps, so the last fitting one is at most a step further.
  while (inner >= 0 && wrappedBytes(shape, inner) > outerBytes) inner--;
  while (wrappedBytes(shape, inner + 1) <= outerBytes) inner++;
  return inner;
}
