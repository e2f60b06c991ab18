/**
 * The closed list of what can become of a packet. Every engine speaks of nothing else: injected packets are delivered,
 * dropped with one of these fates, or still in flight. Names follow what the thing that dropped it would have said.
 */
export const fates = [
  'delivered',
  /** No entry of the table that had to decide matches the destination. */
  'no-route',
  /** A matching entry says drop, silently. */
  'blackhole',
  /** A matching entry says drop, and tell the sender. */
  'unreachable',
  'prohibited',
  /** The last router knows the subnet, but nobody there has the address. */
  'no-neighbour',
  /** A filter refused it: security group, access list, firewall, peering that carries no transit. */
  'denied',
  'ttl-exceeded',
  /** Larger than the next link carries, and not to be fragmented. */
  'too-big',
  'queue-full',
  'link-down',
  /** Lost on the wire, by the loss the link was given. */
  'link-loss',
  /** It arrived where nothing takes packets for its address. */
  'not-for-me',
  /** Dropped by active queue management, to tell its sender to slow down. */
  'aqm',
  /** Dropped by a policer: beyond the rate and burst it grants. */
  'policed',
  /** Bit errors on the wire spoilt it, and the check of the frame found them. */
  'corrupted',
  /** A flooded copy, or one for another station, that reached a machine it is not meant for; no loss. */
  'ignored',
  /** Its source would not be reached by the port it came in at. */
  'reverse-path',
  /** Address translation has no free port left. */
  'ports-exhausted',
  /** The node remembers as many connections as it can. */
  'table-full',
  /** Not all of its fragments arrived in time. */
  'reassembly-timeout',
  /** The port does not carry its VLAN. */
  'wrong-vlan',
  /** It is wrapped, and no tunnel ends here that would unwrap it. */
  'no-tunnel',
  /** Its machine may not send or receive with the MAC address it uses. */
  'port-security',
  /** The node had no core for it: as many packets waited as it holds. */
  'overrun',
] as const;

export type Fate = (typeof fates)[number];

export const fateSentence: Readonly<Record<Fate, string>> = {
  delivered: 'arrived',
  'no-route': 'no route matches the destination',
  blackhole: 'the matching route drops packets',
  unreachable: 'the matching route answers that the destination is unreachable',
  prohibited: 'the matching route answers that the destination is prohibited',
  'no-neighbour': 'nobody in the subnet has this address',
  denied: 'a filter refuses it',
  'ttl-exceeded': 'its hop limit ran out',
  'too-big': 'it is larger than the next link carries and must not be fragmented',
  'queue-full': 'the queue of the next link was full',
  'link-down': 'the next link is down',
  'link-loss': 'the link lost it',
  'not-for-me': 'it arrived at a machine that does not have this address',
  aqm: 'the queue of the next link dropped it to make its sender slow down',
  policed: 'a policer dropped it: its sender exceeds the rate it is granted',
  corrupted: 'bit errors on the link spoilt it',
  ignored: 'it was flooded to a machine that it is not meant for',
  'reverse-path': 'its source would not be reached by the port it came in at',
  'ports-exhausted': 'address translation has no free port left',
  'table-full': 'the node remembers as many connections as it can',
  'reassembly-timeout': 'not all of its fragments arrived in time',
  'wrong-vlan': 'the port does not carry its VLAN',
  'no-tunnel': 'no tunnel ends here that would unwrap it',
  'port-security': 'its port does not let its machine use this MAC address',
  overrun: 'the node could not process packets as fast as they came',
};
