/** Which formats have a checksum over header and payload, where it stands, and whether the pseudo-header counts. */
import type { Address } from '../../quantity/address.ts';
import { put16, u16 } from './big-endian.ts';
import { checksumOf, onesSum, pseudoHeaderSum, sumIsGood } from './checksum.ts';
import { greChecksumAt } from './gre.ts';
import { ipProtocol } from './ip-protocol.ts';
import type { LayerKind, NamedHeader } from './layer-kind.ts';

export interface ChecksumRule {
  /** Bytes from the header's start. */
  readonly at: number;
  /** The protocol number for the pseudo-header; undefined: none counts. */
  readonly pseudoProtocol: number | undefined;
  /** Zero says that there is no checksum, and a sum of zero is sent as 0xFFFF (RFC 768). */
  readonly zeroIsNone: boolean;
}

export interface Ends {
  readonly source: Address;
  readonly destination: Address;
}

const rules: Readonly<Partial<Record<LayerKind, ChecksumRule>>> = {
  icmp: { at: 2, pseudoProtocol: undefined, zeroIsNone: false },
  icmpv6: { at: 2, pseudoProtocol: ipProtocol.icmpv6, zeroIsNone: false },
  udp: { at: 6, pseudoProtocol: ipProtocol.udp, zeroIsNone: true },
  tcp: { at: 16, pseudoProtocol: ipProtocol.tcp, zeroIsNone: false },
  gre: { at: greChecksumAt, pseudoProtocol: undefined, zeroIsNone: false },
};

export function checksumRule(layer: NamedHeader): ChecksumRule | undefined {
  return layer.kind === 'gre' && !layer.header.checksummed ? undefined : rules[layer.kind];
}

/** Sum of what the checksum covers. A format with pseudo-header outside of any IP packet has no addresses to sum. */
function coveredSum(
  bytes: Uint8Array,
  start: number,
  end: number,
  rule: ChecksumRule,
  ends: Ends | undefined,
): number | undefined {
  if (rule.pseudoProtocol === undefined) return onesSum(bytes, start, end);
  if (ends === undefined) return undefined;
  const pseudo = pseudoHeaderSum(ends.source, ends.destination, rule.pseudoProtocol, end - start);
  return onesSum(bytes, start, end, pseudo);
}

/** Fills in the checksum of a header just written, with its payload behind it. */
export function seal(bytes: Uint8Array, start: number, end: number, rule: ChecksumRule, ends?: Ends): void {
  const sum = coveredSum(bytes, start, end, rule, ends);
  if (sum === undefined)
    throw new RangeError('this checksum covers IP addresses, but no IP header is around it');
  const checksum = checksumOf(sum);
  put16(bytes, start + rule.at, checksum === 0 && rule.zeroIsNone ? 0xffff : checksum);
}

export type ChecksumState = 'good' | 'bad' | 'absent' | 'unchecked';

export function checkChecksum(
  bytes: Uint8Array,
  start: number,
  end: number,
  rule: ChecksumRule,
  ends?: Ends,
): ChecksumState {
  if (rule.zeroIsNone && u16(bytes, start + rule.at) === 0) return 'absent';
  const sum = coveredSum(bytes, start, end, rule, ends);
  if (sum === undefined) return 'unchecked';
  return sumIsGood(sum) ? 'good' : 'bad';
}
