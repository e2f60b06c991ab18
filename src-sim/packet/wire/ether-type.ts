/** EtherTypes (IEEE 802 numbers registry) of the payloads we know; GRE and Geneve use the same numbers. */
export const etherType = {
  ipv4: 0x0800,
  arp: 0x0806,
  /** Transparent Ethernet bridging: a whole frame inside GRE (RFC 1701), NVGRE or Geneve. */
  bridged: 0x6558,
  vlan: 0x8100,
  ipv6: 0x86dd,
  providerVlan: 0x88a8,
  /** IEEE 802 local experimental EtherType 1: a payload that is no protocol. */
  experimental: 0x88b5,
} as const;

export const etherTypeNames: Readonly<Record<number, string>> = {
  [etherType.ipv4]: 'IPv4',
  [etherType.arp]: 'ARP',
  [etherType.bridged]: 'Ethernet frame',
  [etherType.vlan]: '802.1Q tag',
  [etherType.ipv6]: 'IPv6',
  [etherType.providerVlan]: '802.1ad service tag',
  [etherType.experimental]: 'local experiment',
};
