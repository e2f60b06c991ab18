import type { FactBook } from '../facts/fact-book.ts';
import { reservedAddresses } from '../facts/reserved-addresses.ts';
import { formatAddress } from '../quantity/address.ts';
import type { Address } from '../quantity/address.ts';
import { lastAddress } from '../quantity/prefix.ts';
import type { Prefix } from '../quantity/prefix.ts';
import type { AddressOwner, SubnetPlan } from './address-use.ts';
import type { Subnet } from './schema.ts';

const providers: Partial<Record<Subnet['kind'], 'aws' | 'azure' | 'gcp'>> = {
  'aws-subnet': 'aws',
  'azure-subnet': 'azure',
  'gcp-subnet': 'gcp',
};

/** The addresses of one subnet: who has which, and which is the next. */
export class SubnetAddresses {
  readonly prefix: Prefix;
  readonly provider: SubnetPlan['provider'];
  readonly reserved: readonly Address[];
  readonly gateway: Address | null;
  readonly #owners = new Map<bigint, string>();
  readonly #unavailable: Set<bigint>;
  /** Everything below is unavailable, so a full subnet is not searched again and again. */
  #lowest: bigint;

  constructor(prefix: Prefix, subnet: Subnet, facts: FactBook) {
    this.prefix = prefix;
    this.provider = providers[subnet.kind] ?? 'generic';
    this.reserved = reservedAddresses(this.provider, prefix, facts);
    this.#unavailable = new Set(this.reserved.map((address) => address.bits));
    this.#lowest = prefix.bits;
    const routed = 'gateway' in subnet ? subnet.gateway : undefined;
    this.gateway = routed === undefined ? null : this.next();
    if (this.gateway !== null && routed !== undefined) this.give(this.gateway, routed);
  }

  next(): Address | null {
    const last = lastAddress(this.prefix).bits;
    while (this.#lowest <= last && this.#unavailable.has(this.#lowest)) this.#lowest++;
    return this.#lowest <= last ? { family: this.prefix.family, bits: this.#lowest } : null;
  }

  give(address: Address, owner: string): void {
    this.#unavailable.add(address.bits);
    this.#owners.set(address.bits, owner);
  }

  ownerOf(address: Address): string | undefined {
    return this.#owners.get(address.bits);
  }

  isReserved(address: Address): boolean {
    return this.reserved.some((kept) => kept.bits === address.bits);
  }

  assigned(): AddressOwner[] {
    const inOrder = [...this.#owners].sort(([a], [b]) => (a < b ? -1 : 1));
    return inOrder.map(([bits, owner]) => ({
      address: formatAddress({ family: this.prefix.family, bits }),
      owner,
    }));
  }
}
