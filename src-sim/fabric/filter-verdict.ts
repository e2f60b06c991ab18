/** Which rule of a filter decides for a packet: the first that matches. */
import type { Address } from '../quantity/address.ts';
import { containsAddress, type Prefix } from '../quantity/prefix.ts';
import type { Filter, FilterRule } from './fabric.ts';
import type { Protocol } from './protocol.ts';

/** The five values filters look at; `port` is the destination's. */
export interface PacketHeader {
  readonly source: Address;
  readonly destination: Address;
  readonly protocol: Exclude<Protocol, 'any'>;
  readonly sourcePort: number;
  readonly port: number;
}

/** The deciding rule; null where none matches, which refuses the packet. */
export function decidingRule(filter: Filter, header: PacketHeader): FilterRule | null {
  return filter.rules.find((rule) => matchesHeader(rule, header)) ?? null;
}

/** Of a rule of any kind, what it tells packets apart by. */
export type HeaderMatch = Pick<FilterRule, 'from' | 'to' | 'protocol' | 'portFrom' | 'portTo'>;

export function matchesHeader(rule: HeaderMatch, header: PacketHeader): boolean {
  if (rule.protocol !== 'any' && rule.protocol !== header.protocol) return false;
  const anyPort = rule.protocol === 'any' || rule.protocol === 'icmp';
  if (!anyPort && (header.port < rule.portFrom || header.port > rule.portTo)) return false;
  return within(rule.from, header.source) && within(rule.to, header.destination);
}

const within = (prefixes: readonly Prefix[], address: Address): boolean =>
  prefixes.length === 0 || prefixes.some((prefix) => containsAddress(prefix, address));

/** The header of the answer to a packet. */
export const answerTo = (header: PacketHeader): PacketHeader => ({
  source: header.destination,
  destination: header.source,
  protocol: header.protocol,
  sourcePort: header.port,
  port: header.sourcePort,
});
