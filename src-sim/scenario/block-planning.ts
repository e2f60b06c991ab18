/** Blocks for networks and subnets: what is written is respected, what is `auto` gets the lowest free block. */
import { BlockAllocator } from '../quantity/block-allocator.ts';
import { containsPrefix, formatPrefix } from '../quantity/prefix.ts';
import type { Prefix } from '../quantity/prefix.ts';
import type { NetworkPlan, PoolPlan } from './address-use.ts';
import { AddressSpace, autoLength, blockUse, isAuto, likelyFamily, writtenBlock } from './address-space.ts';
import type { PathStep } from './edit.ts';
import { blocksOfNetwork } from './network-blocks.ts';
import type { Cure, Finding } from './problem.ts';
import type { Network, Scenario, Subnet } from './schema.ts';

export interface PlannedBlocks {
  readonly scenario: Scenario;
  readonly findings: readonly Finding[];
  readonly pools: readonly PoolPlan[];
  readonly networks: readonly NetworkPlan[];
}

const entriesOf = <T>(records: Readonly<Record<string, T>> | undefined): [string, T][] =>
  Object.entries(records ?? {});

function error(code: string, message: string, path: readonly PathStep[], block: Prefix | null): Finding {
  if (block === null) return { code, severity: 'error', message, path };
  const value = formatPrefix(block);
  const cure: Cure = { title: `Use ${value}, the next free block`, edits: [{ op: 'set', path, value }] };
  return { code, severity: 'error', message, path, cure };
}

/** Every prefix written for a network or a subnet of the document: none of it is free. */
function writtenBlocks(scenario: Scenario): Prefix[] {
  const texts = [
    ...entriesOf(scenario.networks).flatMap(([, network]) => blocksOfNetwork(network)),
    ...entriesOf(scenario.networks).flatMap(([, network]) => ('block' in network ? [network.block] : [])),
    ...entriesOf(scenario.subnets).map(([, subnet]) => subnet.cidr),
    ...entriesOf(scenario.subnets).flatMap(([, subnet]) =>
      subnet.kind === 'gcp-subnet' ? (subnet.secondary ?? []).map(({ cidr }) => cidr) : [],
    ),
  ];
  return texts.flatMap((text) => writtenBlock(text) ?? []);
}

function planNetwork(id: string, network: Network, space: AddressSpace, findings: Finding[]): Network {
  if (!('cidrs' in network)) return network;
  const cidrs = network.cidrs.map((text, index) => {
    if (!isAuto(text)) return text;
    const length = autoLength(text);
    const block = space.nextFree(network, length);
    if (block !== null) {
      space.take(block);
      return formatPrefix(block);
    }
    const from = network.pool === undefined ? 'No address pool' : `Pool ${network.pool}`;
    const has = network.pool === undefined ? 'has' : 'does not have';
    const message = `${from} ${has} a free /${length} for ${id}; add a pool, or ask for a smaller block.`;
    findings.push(error('address/pool-exhausted', message, ['networks', id, 'cidrs', index], null));
    return text;
  });
  return { ...network, cidrs };
}

type Allocators = ReadonlyMap<string, readonly BlockAllocator[]>;

function allocatorsOf(networks: readonly (readonly [string, Network])[], scenario: Scenario): Allocators {
  const takenBy = new Map<string, Prefix[]>();
  for (const [, subnet] of entriesOf(scenario.subnets)) {
    const block = writtenBlock(subnet.cidr);
    const taken = takenBy.get(subnet.network);
    if (block === null) continue;
    if (taken === undefined) takenBy.set(subnet.network, [block]);
    else taken.push(block);
  }
  return new Map(
    networks.map(([id, network]) => {
      const blocks = blocksOfNetwork(network).flatMap((text) => writtenBlock(text) ?? []);
      return [id, blocks.map((block) => new BlockAllocator(block, takenBy.get(id) ?? []))];
    }),
  );
}

/** The lowest free block of this length in a network, IPv4 first where the length allows both. */
function nextFreeIn(
  allocators: readonly BlockAllocator[],
  length: number,
  family = likelyFamily(length),
): Prefix | null {
  const candidates = allocators.filter(({ pool }) => pool.family === family);
  for (const allocator of candidates.length > 0 ? candidates : allocators) {
    const block = allocator.nextFree(length);
    if (block !== null) return block;
  }
  return null;
}

/** A subnet of a network without blocks: its own comes straight from a pool. */
function planFreeSubnet(
  id: string,
  subnet: Subnet,
  [owner, space]: readonly [Network, AddressSpace],
  findings: Finding[],
): Subnet {
  if (!isAuto(subnet.cidr)) return subnet;
  const length = autoLength(subnet.cidr);
  const block = space.nextFree(owner, length);
  if (block === null) {
    const message = `No address pool has a free /${length} for subnet ${id}; add a pool, or ask for a smaller block.`;
    findings.push(error('address/pool-exhausted', message, ['subnets', id, 'cidr'], null));
    return subnet;
  }
  space.take(block);
  return { ...subnet, cidr: formatPrefix(block) };
}

function planSubnet(
  id: string,
  subnet: Subnet,
  [owner, allocators, space]: readonly [Network, readonly BlockAllocator[], AddressSpace],
  findings: Finding[],
): Subnet {
  const path = ['subnets', id, 'cidr'];
  if (owner.kind === 'gcp-vpc') return planFreeSubnet(id, subnet, [owner, space], findings);
  const blocks = allocators.map(({ pool }) => formatPrefix(pool)).join(', ');
  if (isAuto(subnet.cidr)) {
    const length = autoLength(subnet.cidr);
    const block = nextFreeIn(allocators, length);
    if (block === null) {
      const message = `Network ${subnet.network} (${blocks}) does not have a free /${length} for subnet ${id}.`;
      findings.push(error('address/network-full', message, path, null));
      return subnet;
    }
    for (const allocator of allocators) allocator.take(block);
    return { ...subnet, cidr: formatPrefix(block) };
  }
  const block = writtenBlock(subnet.cidr);
  // Without blocks of its own (they could not be had) a network's subnets cannot be judged.
  // Users of a VPN have addresses beside those of the network they come into.
  if (subnet.kind === 'azure-clients') return subnet;
  if (block === null || allocators.length === 0 || allocators.some(({ pool }) => containsPrefix(pool, block)))
    return subnet;
  const message = `${subnet.cidr} is not a part of network ${subnet.network}, which has ${blocks}.`;
  findings.push(
    error(
      'address/subnet-outside-network',
      message,
      path,
      nextFreeIn(allocators, block.length, block.family),
    ),
  );
  return subnet;
}

function poolPlans(space: AddressSpace, networks: readonly (readonly [string, Network])[]): PoolPlan[] {
  const blocks = networks.flatMap(([id, network]) =>
    blocksOfNetwork(network).flatMap((text) => {
      const block = writtenBlock(text);
      return block === null ? [] : [{ id, block }];
    }),
  );
  const declared = space.stocks.filter(({ id }) => id !== null).map(({ allocator }) => allocator.pool);
  return space.stocks.flatMap(({ id, allocator }) => {
    const inside = blocks.filter(
      ({ block }) =>
        containsPrefix(allocator.pool, block) &&
        // Private space is a pool only for what no pool of the document holds.
        (id !== null || !declared.some((pool) => containsPrefix(pool, block))),
    );
    if (id === null && inside.length === 0) return [];
    return [{ id, ...blockUse(allocator), networks: [...new Set(inside.map((one) => one.id))] }];
  });
}

export function planBlocks(scenario: Scenario): PlannedBlocks {
  const findings: Finding[] = [];
  const space = new AddressSpace(scenario, writtenBlocks(scenario));
  const networks = entriesOf(scenario.networks).map(
    ([id, network]) => [id, planNetwork(id, network, space, findings)] as const,
  );
  const allocators = allocatorsOf(networks, scenario);
  const owners = new Map(networks);
  const subnets = entriesOf(scenario.subnets).map(([id, subnet]) => {
    const within = allocators.get(subnet.network);
    const owner = owners.get(subnet.network);
    if (within === undefined || owner === undefined) return [id, subnet] as const;
    return [id, planSubnet(id, subnet, [owner, within, space], findings)] as const;
  });
  return {
    scenario: {
      ...scenario,
      ...(scenario.networks === undefined ? {} : { networks: Object.fromEntries(networks) }),
      ...(scenario.subnets === undefined ? {} : { subnets: Object.fromEntries(subnets) }),
    },
    findings,
    pools: poolPlans(space, networks),
    networks: networks.map(([id]) => ({ id, blocks: (allocators.get(id) ?? []).map(blockUse) })),
  };
}
