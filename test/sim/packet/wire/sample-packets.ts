// One packet of every format and of every combination people meet, for round trips and for judgement by a dissector of
// others. Addresses are those set aside for documentation (RFC 5737, RFC 3849).
import { parseAddress } from '../../../../src-sim/quantity/address.ts';
import type { Address } from '../../../../src-sim/quantity/address.ts';
import { icmpQuote } from '../../../../src-sim/packet/wire/icmp-quote.ts';
import type { Layer } from '../../../../src-sim/packet/wire/layer.ts';
import { broadcastMac, interfaceMac } from '../../../../src-sim/packet/wire/mac.ts';
import { buildPacket, type PacketStack } from '../../../../src-sim/packet/wire/packet-stack.ts';
import { tcpFlags } from '../../../../src-sim/packet/wire/tcp.ts';

export function address(text: string): Address {
  const read = parseAddress(text);
  if (!read.ok) throw new Error(read.message);
  return read.value;
}

/** Bytes whose order matters to a checksum. */
const counting = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, (_, place) => place);

const frame: Layer = { kind: 'ethernet', source: interfaceMac(1), destination: interfaceMac(2) };
const innerFrame: Layer = { kind: 'ethernet', source: interfaceMac(3), destination: interfaceMac(4) };
const ip4 = { kind: 'ipv4', source: address('192.0.2.1'), destination: address('198.51.100.2') } as const;
const ip6 = { kind: 'ipv6', source: address('2001:db8::1'), destination: address('2001:db8:1::2') } as const;
const inner4: Layer = { kind: 'ipv4', source: address('10.0.0.1'), destination: address('10.0.1.2') };
const inner6: Layer = { kind: 'ipv6', source: address('fd00::1'), destination: address('fd00:1::2') };
const udp: Layer = { kind: 'udp', sourcePort: 50000, destinationPort: 40000 };
const outerUdp: Layer = { kind: 'udp', sourcePort: 55555 };
const zeroUdp: Layer = { ...outerUdp, checksum: 'none' };
const ack: Layer = {
  kind: 'tcp',
  sourcePort: 50001,
  destinationPort: 40001,
  sequence: 1,
  flags: tcpFlags.ack,
};
const syn: Layer = {
  ...ack,
  sequence: 4_000_000_000,
  flags: tcpFlags.syn,
  options: { mss: 1460, sackPermitted: true, timestamps: { value: 123_456, echo: 0 }, windowScale: 7 },
};
const threeBlocks = [
  { start: 3000, end: 4000 },
  { start: 5000, end: 6000 },
  { start: 7000, end: 8000 },
];
const sacking: Layer = {
  ...ack,
  options: { timestamps: { value: 9, echo: 8 }, sackBlocks: threeBlocks },
};
const vxlan: Layer = { kind: 'vxlan', vni: 0xabcdef };
const options = [
  { optionClass: 0x0108, type: 0x01, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
  { optionClass: 0x0108, type: 0x83, data: Uint8Array.of(9, 10, 11, 12) },
  { optionClass: 0x0109, type: 0x04, data: new Uint8Array() },
];
const esp = { kind: 'esp', spi: 0xc0ffee01, sequence: 42 } as const;
const wireguard: Layer = { kind: 'wireguard', receiver: 0x01020304, counter: 2 ** 33 + 5 };

const about4 = buildPacket({ layers: [{ ...ip4, dontFragment: true }, udp], payload: 1400 });
// UDP, since tshark 4.0 sums a TCP segment quoted in ICMPv6 as if it were whole, when it is cut.
const about6 = buildPacket({ layers: [ip6, udp], payload: 1400 });
const small6 = buildPacket({ layers: [ip6, ack], payload: 100 });
const quote4 = icmpQuote(about4);
const quote6 = icmpQuote(about6);
const back4: Layer = { ...ip4, source: address('203.0.113.9'), destination: address('192.0.2.1') };
const back6: Layer = { ...ip6, source: address('2001:db8:9::9'), destination: address('2001:db8::1') };
const near6: Layer = { ...ip6, source: address('fe80::1'), hopLimit: 255 };

export const samplePackets: Readonly<Record<string, PacketStack>> = {
  'udp over ipv4': { layers: [frame, ip4, udp], payload: 100 },
  'udp over ipv4, odd length': { layers: [frame, ip4, udp], payload: counting(101) },
  'udp over ipv4 without checksum': { layers: [frame, ip4, { ...udp, checksum: 'none' }], payload: 9 },
  'udp over ipv6': { layers: [frame, ip6, udp], payload: 1 },
  'tcp syn with every option': { layers: [frame, ip4, syn] },
  'tcp with selective acknowledgement': { layers: [frame, ip6, sacking], payload: counting(700) },
  'tcp with four blocks': {
    layers: [frame, ip4, { ...ack, options: { sackBlocks: [...threeBlocks, { start: 9000, end: 9100 }] } }],
  },
  'tcp closing under congestion': {
    layers: [
      frame,
      { ...ip4, ecn: 3, dscp: 10, dontFragment: true },
      { ...ack, flags: tcpFlags.ack | tcpFlags.fin | tcpFlags.psh | tcpFlags.ece | tcpFlags.cwr },
    ],
    payload: 3,
  },
  'one vlan': { layers: [frame, { kind: 'vlan', id: 100, priority: 5 }, ip4, udp], payload: 20 },
  'two vlans': {
    layers: [
      frame,
      { kind: 'provider-vlan', id: 4000, dropEligible: true },
      { kind: 'vlan', id: 7 },
      ip6,
      syn,
    ],
  },
  'arp request': {
    layers: [
      { ...frame, destination: broadcastMac },
      {
        kind: 'arp',
        operation: 'request',
        senderMac: interfaceMac(1),
        sender: address('192.0.2.1'),
        targetMac: 0,
        target: address('192.0.2.254'),
      },
    ],
  },
  'arp reply in a vlan': {
    layers: [
      frame,
      { kind: 'vlan', id: 1 },
      {
        kind: 'arp',
        operation: 'reply',
        senderMac: interfaceMac(2),
        sender: address('192.0.2.254'),
        targetMac: interfaceMac(1),
        target: address('192.0.2.1'),
      },
    ],
  },
  'echo request': {
    layers: [frame, ip4, { kind: 'icmp', message: 'echo-request', identifier: 77, sequence: 1 }],
    payload: 57,
  },
  'echo reply': {
    layers: [
      frame,
      { ...ip4, source: ip4.destination, destination: ip4.source },
      { kind: 'icmp', message: 'echo-reply', identifier: 77, sequence: 1 },
    ],
    payload: 57,
  },
  'fragmentation needed': {
    layers: [
      frame,
      back4,
      { kind: 'icmp', message: 'unreachable', reason: 'fragmentation-needed', mtu: 1400 },
    ],
    payload: quote4,
  },
  'administratively prohibited': {
    layers: [frame, back4, { kind: 'icmp', message: 'unreachable', reason: 'administratively-prohibited' }],
    payload: quote4,
  },
  'port unreachable with the least quotation': {
    layers: [frame, back4, { kind: 'icmp', message: 'unreachable', reason: 'port' }],
    // RFC 792: the IP header and eight bytes.
    payload: about4.slice(0, 28),
  },
  'time exceeded': {
    layers: [frame, back4, { kind: 'icmp', message: 'time-exceeded', expired: 'in-transit' }],
    payload: quote4,
  },
  'echo request over ipv6': {
    layers: [frame, ip6, { kind: 'icmpv6', message: 'echo-request', identifier: 3, sequence: 65_535 }],
    payload: 8,
  },
  'echo reply over ipv6': {
    layers: [
      frame,
      { ...ip6, source: ip6.destination, destination: ip6.source },
      { kind: 'icmpv6', message: 'echo-reply', identifier: 3, sequence: 65_535 },
    ],
    payload: 8,
  },
  'packet too big': {
    layers: [frame, back6, { kind: 'icmpv6', message: 'packet-too-big', mtu: 1280 }],
    payload: quote6,
  },
  'no route over ipv6': {
    layers: [frame, back6, { kind: 'icmpv6', message: 'unreachable', reason: 'no-route' }],
    payload: quote6,
  },
  'time exceeded over ipv6': {
    layers: [frame, back6, { kind: 'icmpv6', message: 'time-exceeded', expired: 'in-transit' }],
    payload: icmpQuote(small6),
  },
  'neighbour solicitation': {
    layers: [
      // RFC 2464 section 7: multicast MAC 33:33 and the last four bytes of the group.
      { ...frame, destination: 0x3333_ff00_0002 },
      { ...near6, destination: address('ff02::1:ff00:2') },
      {
        kind: 'icmpv6',
        message: 'neighbour-solicitation',
        target: address('fe80::2'),
        mac: interfaceMac(1),
      },
    ],
  },
  'neighbour advertisement': {
    layers: [
      frame,
      { ...near6, destination: address('fe80::2') },
      {
        kind: 'icmpv6',
        message: 'neighbour-advertisement',
        router: true,
        solicited: true,
        override: true,
        target: address('fe80::1'),
        mac: interfaceMac(2),
      },
    ],
  },
  'router alert over ipv6': {
    layers: [frame, ip6, { kind: 'ipv6-hop-by-hop', routerAlert: 0 }, udp],
    payload: 30,
  },
  'padding options over ipv6': { layers: [frame, ip6, { kind: 'ipv6-hop-by-hop' }, ack], payload: 30 },
  'vxlan in ipv4': { layers: [frame, ip4, zeroUdp, vxlan, innerFrame, inner4, ack], payload: 500 },
  'vxlan in ipv4 with checksum': {
    layers: [frame, ip4, outerUdp, vxlan, innerFrame, inner6, udp],
    payload: 31,
  },
  'vxlan in ipv6': { layers: [frame, ip6, outerUdp, vxlan, innerFrame, inner4, udp], payload: 501 },
  'vxlan in a vlan with a tagged frame': {
    layers: [
      frame,
      { kind: 'vlan', id: 30 },
      ip4,
      zeroUdp,
      vxlan,
      innerFrame,
      { kind: 'vlan', id: 40 },
      inner4,
      syn,
    ],
  },
  'geneve without options': {
    layers: [frame, ip4, zeroUdp, { kind: 'geneve', vni: 1 }, innerFrame, inner4, ack],
  },
  'geneve with options': {
    layers: [frame, ip6, outerUdp, { kind: 'geneve', vni: 0xffffff, options }, innerFrame, inner6, udp],
    payload: 64,
  },
  'geneve with a packet': {
    layers: [frame, ip4, zeroUdp, { kind: 'geneve', vni: 5, options }, inner4, ack],
    payload: 64,
  },
  nvgre: {
    layers: [frame, ip4, { kind: 'nvgre', vsid: 0x123456, flowId: 0x78 }, innerFrame, inner4, ack],
    payload: 5,
  },
  'nvgre in ipv6': {
    layers: [frame, ip6, { kind: 'nvgre', vsid: 4096, flowId: 0 }, innerFrame, inner6, udp],
  },
  'plain gre': { layers: [frame, ip4, { kind: 'gre' }, inner4, udp], payload: 77 },
  'gre with everything': {
    layers: [frame, ip4, { kind: 'gre', checksummed: true, key: 0xdeadbeef, sequence: 12 }, inner6, ack],
    payload: 78,
  },
  'gre with key in ipv6': { layers: [frame, ip6, { kind: 'gre', key: 9 }, inner4, udp], payload: 79 },
  'gre with sequence number around a frame': {
    layers: [frame, ip4, { kind: 'gre', sequence: 0 }, innerFrame, inner4, udp],
    payload: 80,
  },
  'ipv4 in ipv4': { layers: [frame, ip4, inner4, udp], payload: 10 },
  'ipv6 in ipv4': { layers: [frame, ip4, inner6, ack], payload: 10 },
  'ipv4 in ipv6': { layers: [frame, ip6, inner4, ack], payload: 10 },
  'ipv6 in ipv6': { layers: [frame, ip6, inner6, udp], payload: 10 },
  esp: { layers: [frame, ip4, esp, inner4, ack], payload: 1000 },
  'esp in ipv6': { layers: [frame, ip6, { ...esp, sequence: 43 }, inner6, udp], payload: 1001 },
  'esp behind address translation': {
    layers: [
      frame,
      ip4,
      { kind: 'udp', sourcePort: 4500, checksum: 'none' },
      { ...esp, sequence: 44 },
      inner4,
      udp,
    ],
    payload: 64,
  },
  wireguard: {
    layers: [frame, ip4, { kind: 'udp', sourcePort: 51820 }, wireguard, inner4, ack],
    payload: 1000,
  },
  'wireguard in ipv6': {
    layers: [frame, ip6, { kind: 'udp', sourcePort: 51820 }, wireguard, inner6, udp],
    payload: 1001,
  },
  'wireguard keepalive': { layers: [frame, ip4, { kind: 'udp', sourcePort: 51820 }, wireguard] },
  'gre over esp in a vlan': {
    layers: [
      frame,
      { kind: 'vlan', id: 2 },
      ip4,
      { ...esp, sequence: 45 },
      { ...inner4, dscp: 46 },
      { kind: 'gre' },
      inner6,
      udp,
    ],
    payload: 1,
  },
};
