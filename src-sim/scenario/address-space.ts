/** Where networks without a block of their own get one from, and which blocks are spoken for already. */
import { BlockAllocator } from '../quantity/block-allocator.ts';
import { parsePrefix, containsPrefix, formatPrefix, overlaps } from '../quantity/prefix.ts';
import type { Prefix } from '../quantity/prefix.ts';
import type { BlockUse } from './address-use.ts';
import { siteOfNetwork } from './network-blocks.ts';
import type { Network, Scenario } from './schema.ts';

/**
 * Private space for networks that no pool serves: RFC 1918 section 3, and one unique local /48 (RFC 4193 section 3),
 * fixed instead of random so that the same document always gives the same addresses.
 */
export const defaultPools = ['10.0.0.0/8', 'fd6e:6574:7772::/48'] as const;

export const isAuto = (text: string): boolean => text.startsWith('auto');

/** `auto/LENGTH`, which validation has seen. */
export const autoLength = (text: string): number => Number(text.slice('auto/'.length));

/** A prefix that validation has seen; null for `auto`. */
export function writtenBlock(text: string): Prefix | null {
  const outcome = parsePrefix(text);
  return outcome.ok ? outcome.value : null;
}

export function blockUse(allocator: BlockAllocator): BlockUse {
  const { total, used, fraction } = allocator.utilisation();
  return {
    cidr: formatPrefix(allocator.pool),
    size: Number(total),
    used: Number(used),
    utilisation: fraction,
    free: allocator.free().map(formatPrefix),
  };
}

/**
 * `auto/56` can only be meant for IPv6. `auto/24` is IPv4, unless the network names an IPv6 pool, or the block is cut
 * from a network that has no IPv4.
 */
export const likelyFamily = (length: number): 4 | 6 => (length > 32 ? 6 : 4);

export interface Stock {
  readonly id: string | null;
  readonly site: string | undefined;
  allocator: BlockAllocator;
}

/** All pools of a document. Pools may overlap: what is taken from one is gone from the others. */
export class AddressSpace {
  readonly stocks: readonly Stock[];
  readonly #sitesAround: (site: string | undefined) => ReadonlySet<string>;

  constructor(scenario: Scenario, taken: readonly Prefix[]) {
    const declared = Object.entries(scenario.pools ?? {}).map(([id, pool]) => ({
      id,
      site: pool.site,
      cidr: pool.cidr,
    }));
    const stocks: Stock[] = [];
    for (const { id, site, cidr } of [
      ...declared,
      ...defaultPools.map((cidr) => ({ id: null, site: undefined, cidr })),
    ]) {
      const prefix = writtenBlock(cidr);
      if (prefix !== null) stocks.push({ id, site, allocator: new BlockAllocator(prefix, taken) });
    }
    this.stocks = stocks;
    this.#sitesAround = (site) => {
      const around = new Set<string>();
      for (
        let at: string | undefined = site;
        at !== undefined && !around.has(at);
        at = scenario.sites?.[at]?.within
      )
        around.add(at);
      return around;
    };
  }

  /** Stocks a network may take from, in the order they are tried: its own pool, or all that serve its place. */
  stocksFor(network: Network): Stock[] {
    if (network.pool !== undefined) return this.stocks.filter((stock) => stock.id === network.pool);
    const around = this.#sitesAround(siteOfNetwork(network));
    const declared = this.stocks.filter(
      (stock) => stock.id !== null && (stock.site === undefined || around.has(stock.site)),
    );
    return [...declared, ...this.stocks.filter((stock) => stock.id === null)];
  }

  /** The lowest free block of the first stock that has one; it stays free until taken. */
  nextFree(network: Network, length: number): Prefix | null {
    const family = likelyFamily(length);
    for (const { allocator } of this.stocksFor(network)) {
      if (network.pool === undefined && allocator.pool.family !== family) continue;
      const block = allocator.nextFree(length);
      if (block !== null) return block;
    }
    return null;
  }

  take(block: Prefix): void {
    for (const stock of this.stocks) {
      const { pool } = stock.allocator;
      if (containsPrefix(pool, block)) stock.allocator.take(block);
      else if (overlaps(pool, block)) stock.allocator = new BlockAllocator(pool, [pool]);
    }
  }
}
