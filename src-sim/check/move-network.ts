/**
 * The cure for a block in the wrong place: the next free block of the same size, with the subnets and written addresses
 * of the network moved along. Rules and routes elsewhere that name the old addresses are left to whoever wrote them.
 */
import { type Address, formatAddress, parseAddress } from '../quantity/address.ts';
import { BlockAllocator } from '../quantity/block-allocator.ts';
import { containsAddress, containsPrefix, formatPrefix, type Prefix } from '../quantity/prefix.ts';
import { defaultPools } from '../scenario/address-space.ts';
import type { Edit } from '../scenario/edit.ts';
import { blocksOfNetwork } from '../scenario/network-blocks.ts';
import type { Cure } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type Block, blocksOf, entries, prefixOf } from './design.ts';
import type { RuleContext } from './rule.ts';

/** Null where no pool has room. */
export function moveNetwork(context: RuleContext, block: Block): Cure | null {
  const { scenario, written } = context;
  const free = nextFree(scenario, block);
  const asWritten = blocksOfNetwork(written.networks?.[block.network])[block.index];
  if (free === null || asWritten === undefined || prefixOf(asWritten) === null) return null;
  const edits: Edit[] = [{ op: 'set', path: block.path, value: formatPrefix(free) }];
  const moved = (address: Address): Address => ({
    family: address.family,
    bits: address.bits - block.prefix.bits + free.bits,
  });
  const movedText = (text: string | undefined): string | null => {
    const address = text === undefined ? null : parseAddress(text);
    if (address?.ok !== true || !containsAddress(block.prefix, address.value)) return null;
    return formatAddress(moved(address.value));
  };
  const subnets = new Set<string>();
  for (const [id, subnet] of entries(written.subnets)) {
    if (subnet.network !== block.network) continue;
    subnets.add(id);
    const cidr = prefixOf(subnet.cidr);
    if (cidr === null || !containsPrefix(block.prefix, cidr)) continue;
    edits.push({
      op: 'set',
      path: ['subnets', id, 'cidr'],
      value: formatPrefix({ ...cidr, ...moved(cidr) }),
    });
  }
  for (const [id, { subnet, address }] of entries(written.workloads)) {
    const value = subnets.has(subnet) ? movedText(address) : null;
    if (value !== null) edits.push({ op: 'set', path: ['workloads', id, 'address'], value });
  }
  for (const [id, { subnet, ends }] of entries(written.links)) {
    if (subnet === undefined || !subnets.has(subnet)) continue;
    for (const [n, end] of ends.entries()) {
      const value = movedText(end.address);
      if (value !== null) edits.push({ op: 'set', path: ['links', id, 'ends', n, 'address'], value });
    }
  }
  return { title: `Move ${block.network} to ${formatPrefix(free)}, the next free block`, edits };
}

function nextFree(scenario: Scenario, block: Block): Prefix | null {
  const taken = entries(scenario.networks).flatMap(([id, network]) =>
    blocksOf(id, network).map(({ prefix }) => prefix),
  );
  for (const pool of poolsFor(scenario, block)) {
    const free = new BlockAllocator(pool, taken).nextFree(block.prefix.length);
    if (free !== null) return free;
  }
  return null;
}

/** The network's own pool; else pools that hold the block already; else private space. */
function poolsFor(scenario: Scenario, block: Block): Prefix[] {
  const own = scenario.networks?.[block.network]?.pool;
  const named = entries(scenario.pools).filter(([id]) => own === undefined || id === own);
  const pools = named.flatMap(([, { cidr }]) => prefixOf(cidr) ?? []);
  if (own !== undefined) return pools;
  const around = pools.filter((pool) => containsPrefix(pool, block.prefix));
  return [...around, ...defaultPools.flatMap((text) => prefixOf(text) ?? [])].filter(
    ({ family }) => family === block.prefix.family,
  );
}
