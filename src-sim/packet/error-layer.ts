/**
 * The ICMP message for a fate, as Linux sends it: no entry matches (network unreachable; over IPv6 no route), the entry says
 * unreachable or nobody answers for the address (host unreachable; over IPv6 no route, or address unreachable), prohibited
 * (code 13; over IPv6 code 1), out of hops, too big.
 */
import type { Fate } from '../fabric/fate.ts';
import type { Family } from '../quantity/address.ts';
import type { Layer } from './wire/layer.ts';

type Reasons = readonly [
  v4: Extract<Layer, { kind: 'icmp'; message: 'unreachable' }>['reason'] &
    ('network' | 'host' | 'administratively-prohibited'),
  v6: Extract<Layer, { kind: 'icmpv6'; message: 'unreachable' }>['reason'],
];

const unreachable: Readonly<Partial<Record<Fate, Reasons>>> = {
  'no-route': ['network', 'no-route'],
  unreachable: ['host', 'no-route'],
  'no-neighbour': ['host', 'address'],
  prohibited: ['administratively-prohibited', 'administratively-prohibited'],
};

export function errorLayer(fate: Fate, family: Family, mtu: number): Layer {
  if (fate === 'too-big') {
    return family === 4
      ? { kind: 'icmp', message: 'unreachable', reason: 'fragmentation-needed', mtu }
      : { kind: 'icmpv6', message: 'packet-too-big', mtu };
  }
  if (fate === 'ttl-exceeded') {
    return { kind: family === 4 ? 'icmp' : 'icmpv6', message: 'time-exceeded', expired: 'in-transit' };
  }
  const reasons = unreachable[fate];
  if (reasons === undefined) throw new RangeError(`no message is known about ${fate}`);
  return family === 4
    ? { kind: 'icmp', message: 'unreachable', reason: reasons[0] }
    : { kind: 'icmpv6', message: 'unreachable', reason: reasons[1] };
}
