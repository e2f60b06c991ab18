/**
 * Which number says which format follows, in both directions.
 *
 * Left out: telling formats by anything but their number; a tunnel on a port of its own is read as plain payload.
 */
import { u32 } from './big-endian.ts';
import { etherType } from './ether-type.ts';
import { ipProtocol } from './ip-protocol.ts';
import type { LayerKind, NamedHeader } from './layer-kind.ts';
import { startsNvgre } from './nvgre.ts';
import { tunnelPorts } from './tunnel-ports.ts';
import { startsWireguardData } from './wireguard.ts';

type Numbers = ReadonlyMap<LayerKind, number>;
type Kinds = ReadonlyMap<number, LayerKind>;

const etherTypes: Numbers = new Map([
  ['ipv4', etherType.ipv4],
  ['ipv6', etherType.ipv6],
  ['arp', etherType.arp],
  ['vlan', etherType.vlan],
  ['provider-vlan', etherType.providerVlan],
]);

/** GRE and Geneve carry packets and whole frames. */
const carriedTypes: Numbers = new Map([
  ['ipv4', etherType.ipv4],
  ['ipv6', etherType.ipv6],
  ['ethernet', etherType.bridged],
]);

const overBoth: readonly (readonly [LayerKind, number])[] = [
  ['ipv4', ipProtocol.ipv4],
  ['ipv6', ipProtocol.ipv6],
  ['tcp', ipProtocol.tcp],
  ['udp', ipProtocol.udp],
  ['gre', ipProtocol.gre],
  ['nvgre', ipProtocol.gre],
  ['esp', ipProtocol.esp],
];
const protocolsV4: Numbers = new Map([...overBoth, ['icmp', ipProtocol.icmp]]);
const protocolsV6: Numbers = new Map([
  ...overBoth,
  ['icmpv6', ipProtocol.icmpv6],
  ['ipv6-hop-by-hop', ipProtocol.hopByHop],
  ['ipv6-fragment', ipProtocol.fragment],
]);

const udpPorts: Numbers = new Map([
  ['vxlan', tunnelPorts.vxlan],
  ['geneve', tunnelPorts.geneve],
  ['esp', tunnelPorts.esp],
  ['wireguard', tunnelPorts.wireguard],
]);

const numbersIn: Readonly<Partial<Record<LayerKind, Numbers>>> = {
  ethernet: etherTypes,
  vlan: etherTypes,
  'provider-vlan': etherTypes,
  gre: carriedTypes,
  geneve: carriedTypes,
  ipv4: protocolsV4,
  ipv6: protocolsV6,
  'ipv6-hop-by-hop': protocolsV6,
  'ipv6-fragment': protocolsV6,
  udp: udpPorts,
};

/** The number by which a header announces what follows it; undefined when it has no such field or the kind no number. */
export const contentNumber = (outer: LayerKind, inner: LayerKind): number | undefined =>
  numbersIn[outer]?.get(inner);

/** Kinds that may follow without a number saying so. */
export function carriesUnnumbered(outer: LayerKind, inner: LayerKind): boolean {
  if (outer === 'vxlan' || outer === 'nvgre') return inner === 'ethernet';
  return (outer === 'esp' || outer === 'wireguard') && (inner === 'ipv4' || inner === 'ipv6');
}

const inverse = (numbers: Numbers): Kinds =>
  new Map(Array.from(numbers, ([kind, number]) => [number, kind] as const));
const kindOfEtherType = inverse(etherTypes);
const kindOfCarried = inverse(carriedTypes);
const kindOfProtocolV4 = inverse(protocolsV4);
const kindOfProtocolV6 = inverse(protocolsV6);

function kindOfProtocol(
  kinds: Kinds,
  protocol: number,
  bytes: Uint8Array,
  at: number,
  end: number,
): LayerKind | undefined {
  if (protocol !== ipProtocol.gre) return kinds.get(protocol);
  return startsNvgre(bytes, at, end) ? 'nvgre' : 'gre';
}

function kindOfPorts(
  source: number,
  destination: number,
  bytes: Uint8Array,
  at: number,
  end: number,
): LayerKind | undefined {
  if (destination === tunnelPorts.vxlan || destination === tunnelPorts.vxlanLinux) return 'vxlan';
  if (destination === tunnelPorts.geneve) return 'geneve';
  const either = (port: number): boolean => source === port || destination === port;
  if (either(tunnelPorts.wireguard) && startsWireguardData(bytes, at, end)) return 'wireguard';
  // RFC 3948 section 2.2: four zero bytes mark key exchange; a single byte is a keepalive.
  if (either(tunnelPorts.esp) && end - at >= 4 && u32(bytes, at) !== 0) return 'esp';
  return undefined;
}

/** What follows a header that was read, if it is a format we know. `at` and `end` enclose what follows. */
export function nextKind(
  layer: NamedHeader,
  bytes: Uint8Array,
  at: number,
  end: number,
): LayerKind | undefined {
  switch (layer.kind) {
    case 'ethernet':
    case 'vlan':
    case 'provider-vlan':
      return kindOfEtherType.get(layer.header.etherType);
    case 'gre':
    case 'geneve':
      return kindOfCarried.get(layer.header.protocol);
    case 'ipv4':
      if (layer.header.fragmentOffset > 0) return undefined;
      return kindOfProtocol(kindOfProtocolV4, layer.header.protocol, bytes, at, end);
    case 'ipv6-fragment':
      if (layer.header.fragmentOffset > 0) return undefined;
      return kindOfProtocol(kindOfProtocolV6, layer.header.nextHeader, bytes, at, end);
    case 'ipv6':
    case 'ipv6-hop-by-hop':
      return kindOfProtocol(kindOfProtocolV6, layer.header.nextHeader, bytes, at, end);
    case 'udp':
      return kindOfPorts(layer.header.sourcePort, layer.header.destinationPort, bytes, at, end);
    case 'vxlan':
    case 'nvgre':
      return 'ethernet';
    case 'icmp':
      return quotes(layer.header.message) ? 'ipv4' : undefined;
    case 'icmpv6':
      return quotes(layer.header.message) ? 'ipv6' : undefined;
    case 'arp':
    case 'tcp':
    case 'esp':
    case 'wireguard':
      return undefined;
  }
}

/** Errors carry the beginning of the packet they are about. */
const quotes = (message: string): boolean =>
  message === 'unreachable' || message === 'packet-too-big' || message === 'time-exceeded';
