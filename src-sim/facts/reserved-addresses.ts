/**
 * The addresses of a subnet that no host can have. How many a provider keeps is a fact; which ones follows its
 * note: AWS and Azure the first ones and the last, GCP half at each end.
 * Elsewhere: IPv4 network and broadcast address, none in a /31 (RFC 3021) or /32; IPv6 the subnet-router anycast
 * address (RFC 4291 section 2.6.1), none in a /127 (RFC 6164) or /128.
 * AWS and Azure keep the same places in IPv6 subnets; in GCP, where IPv4 alone is documented, the general rule holds.
 * Left out: the reserved subnet anycast addresses of RFC 2526, which no provider enforces.
 */
import { type Address, addressPlus, addressWidth } from '../quantity/address.ts';
import { containsAddress, firstAddress, lastAddress, type Prefix, prefixSize } from '../quantity/prefix.ts';
import { type FactBook, factBook } from './fact-book.ts';

export type AddressingProvider = 'aws' | 'azure' | 'gcp' | 'generic';

/** How many addresses are kept at the low and at the high end. */
interface Kept {
  readonly low: number;
  readonly high: number;
}

function keptByConvention(prefix: Prefix): Kept {
  if (prefix.length >= addressWidth(prefix.family) - 1) return { low: 0, high: 0 };
  return { low: 1, high: prefix.family === 4 ? 1 : 0 };
}

const allButTheLast = (count: number): Kept => ({ low: Math.max(0, count - 1), high: Math.min(1, count) });

function kept(provider: AddressingProvider, prefix: Prefix, facts: FactBook): Kept {
  switch (provider) {
    case 'aws':
      return allButTheLast(facts.number('aws.vpc.subnet.reserved', 'addresses'));
    case 'azure':
      return allButTheLast(facts.number('azure.subnet.reserved', 'addresses'));
    case 'gcp': {
      if (prefix.family === 6) return keptByConvention(prefix);
      const count = facts.number('gcp.subnet.reserved', 'addresses');
      return { low: Math.ceil(count / 2), high: Math.floor(count / 2) };
    }
    case 'generic':
      return keptByConvention(prefix);
  }
}

/** In ascending order. A subnet smaller than what is kept is reserved as a whole. */
export function reservedAddresses(
  provider: AddressingProvider,
  prefix: Prefix,
  facts: FactBook = factBook(),
): Address[] {
  const { low, high } = kept(provider, prefix, facts);
  const first = firstAddress(prefix);
  const last = lastAddress(prefix);
  const size = prefixSize(prefix);
  const reserved: Address[] = [];
  for (let i = 0n; i < low && i < size; i += 1n) reserved.push(addressPlus(first, i));
  for (let i = BigInt(high) - 1n; i >= 0n; i -= 1n) {
    if (size - 1n - i >= low) reserved.push(addressPlus(last, -i));
  }
  return reserved;
}

export function usableCount(
  provider: AddressingProvider,
  prefix: Prefix,
  facts: FactBook = factBook(),
): bigint {
  return prefixSize(prefix) - BigInt(reservedAddresses(provider, prefix, facts).length);
}

/** The lowest address a host can have, or null in a subnet too small for any. */
export function firstUsable(
  provider: AddressingProvider,
  prefix: Prefix,
  facts: FactBook = factBook(),
): Address | null {
  return nextUsable(provider, prefix, [], facts);
}

/** The lowest address a host can have that is not taken yet, or null when the subnet is full. */
export function nextUsable(
  provider: AddressingProvider,
  prefix: Prefix,
  taken: Iterable<Address>,
  facts: FactBook = factBook(),
): Address | null {
  const unavailable = new Set(reservedAddresses(provider, prefix, facts).map((address) => address.bits));
  for (const address of taken) if (containsAddress(prefix, address)) unavailable.add(address.bits);
  const last = lastAddress(prefix);
  // Ends after at most as many steps as there are unavailable addresses, however large the subnet.
  for (let bits = prefix.bits; bits <= last.bits; bits += 1n) {
    if (!unavailable.has(bits)) return { family: prefix.family, bits };
  }
  return null;
}
