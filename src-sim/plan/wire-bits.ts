/** Sizes of a demand's packets: on its way, in each link, and what of them is payload. */
import type { Fabric } from '../fabric/fabric.ts';
import type { Demand } from './demand.ts';
import type { DemandRoute, RouteStep } from './demand-route.ts';

/** IEEE 802.3: what a link without a limit of its own is taken to carry. */
const usualPacketBytes = 1500;
/** IP header by family, TCP header with timestamps (RFC 9293, RFC 7323). */
const ipHeaderBytes = { 4: 20, 6: 40 } as const;
const tcpHeaderBytes = 20 + 12;

/** Mean IP packet; of TCP the largest that every link of the way carries. */
export function packetBytesOf(fabric: Fabric, { packetBytes }: Demand, { steps }: DemandRoute): number {
  if (packetBytes > 0) return packetBytes;
  let most = Infinity;
  for (const { channel, extraBytes } of steps) {
    const mtu = channel < 0 ? 0 : fabric.links[channel >> 1].mtu;
    if (mtu > 0) most = Math.min(most, mtu - extraBytes);
  }
  return most === Infinity ? usualPacketBytes : Math.max(headerBytes(4) + 1, most);
}

const headerBytes = (family: 4 | 6): number => ipHeaderBytes[family] + tcpHeaderBytes;

/** Payload for each byte of IP packet: 1 of what is no TCP, whose packets count whole. */
export function payloadShare({ elastic, header }: Demand, packetBytes: number): number {
  return elastic ? 1 - headerBytes(header?.source.family ?? 4) / packetBytes : 1;
}

/** Bits in a link for each bit of IP packet: framing, padding and tunnels. */
export function wireBits({ links }: Fabric, { channel, extraBytes }: RouteStep, packetBytes: number): number {
  const { framingBytes, leastBytes = 0 } = links[channel >> 1];
  return (Math.max(packetBytes + extraBytes, leastBytes) + framingBytes) / packetBytes;
}
