/** The address plan as lines of tables, in words. */
import type { AddressPlan, BlockUse } from '../scenario/address-plan.ts';
import { count } from './figures.ts';

export interface BlockRow extends BlockUse {
  /** Document path of its owner; null for the private space that stands in where no pool fits. */
  readonly record: string | null;
}

/** Pools, then networks. The stand-in pools are told only where a network has a block of them. */
export function blockRows({ pools, networks }: AddressPlan): BlockRow[] {
  const shown = pools.filter((pool) => pool.id !== null || pool.networks.length > 0);
  return [
    ...shown.map((pool) => blockRow(pool.id === null ? null : `pools.${pool.id}`, pool)),
    ...networks.flatMap(({ id, blocks }) => blocks.map((block) => blockRow(`networks.${id}`, block))),
  ];
}

const blockRow = (record: string | null, { cidr, size, used, utilisation, free }: BlockUse): BlockRow => ({
  record,
  cidr,
  size,
  used,
  utilisation,
  free,
});

const LISTED = 6;

/** The first few of a list that may be long; the JSON report has all of it. */
export function shortList(texts: readonly string[]): string {
  const more = texts.length - LISTED;
  return texts.slice(0, LISTED).join(', ') + (more > 0 ? ` and ${count(more)} more` : '');
}

const READABLE_MAX = 1e12;

/** In digits while they can be read, as a power of two beyond, which every IPv6 block is. */
export function addressCount(addresses: number): string {
  if (addresses < READABLE_MAX) return count(addresses);
  let exponent = 0;
  while (2 ** (exponent + 1) <= addresses) exponent += 1;
  return 2 ** exponent === addresses ? `2^${exponent}` : `about 2^${exponent}`;
}
