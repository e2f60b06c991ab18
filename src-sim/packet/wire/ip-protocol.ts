/** IP protocol numbers (IANA, Assigned Internet Protocol Numbers), which are also IPv6 next-header values. */
export const ipProtocol = {
  hopByHop: 0,
  icmp: 1,
  /** RFC 2003. */
  ipv4: 4,
  tcp: 6,
  udp: 17,
  /** RFC 4213. */
  ipv6: 41,
  fragment: 44,
  gre: 47,
  esp: 50,
  icmpv6: 58,
  noNext: 59,
  /** RFC 3692: a payload that is no protocol. */
  experimental: 253,
} as const;

export const ipProtocolNames: Readonly<Record<number, string>> = {
  [ipProtocol.hopByHop]: 'hop-by-hop options',
  [ipProtocol.icmp]: 'ICMP',
  [ipProtocol.ipv4]: 'IPv4',
  [ipProtocol.tcp]: 'TCP',
  [ipProtocol.udp]: 'UDP',
  [ipProtocol.ipv6]: 'IPv6',
  [ipProtocol.fragment]: 'IPv6 fragment',
  [ipProtocol.gre]: 'GRE',
  [ipProtocol.esp]: 'ESP',
  [ipProtocol.icmpv6]: 'ICMPv6',
  [ipProtocol.noNext]: 'nothing',
  [ipProtocol.experimental]: 'experiment',
};
