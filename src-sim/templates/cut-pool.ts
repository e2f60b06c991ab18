/** A pool cut into equal blocks, one for each network of a template: as large as people like them, as small as they must be. */
import { addressPlus, addressWidth } from '../quantity/address.ts';
import { firstAddress, formatPrefix, parsePrefix, type Prefix, prefixAround } from '../quantity/prefix.ts';
import { TemplateRefusal } from './template.ts';

/** What people write where they have the choice. */
const usualNetwork = 16;
const usualSubnet = 24;
/** The smallest networks that hold the subnets of most templates. */
const longestUsual = 24;
const longestSubnet = 28;

export interface CutPool {
  /** Prefix length of each block. */
  readonly length: number;
  /** Prefix length of the subnets in a block: 16 of them fit at the least. */
  readonly subnet: number;
  /** The n-th block, counted from 0. */
  readonly block: (n: number) => string;
}

export function cutPool(pool: string, count: number, longestNetwork = longestUsual): CutPool {
  const outcome = parsePrefix(pool);
  if (!outcome.ok) throw new RangeError(outcome.message);
  const whole = outcome.value;
  const needed = whole.length + Math.ceil(Math.log2(count));
  if (needed > longestNetwork) {
    const fitting = 2 ** Math.max(0, longestNetwork - whole.length);
    const room = whole.length > longestNetwork ? 'none' : String(fitting);
    throw new TemplateRefusal(
      `${pool} is too small for this: ${count} networks of /${longestNetwork} or larger are needed, and it holds ${room}.`,
    );
  }
  const length = Math.max(usualNetwork, needed);
  return {
    length,
    subnet: Math.min(longestSubnet, Math.max(usualSubnet, length + 4)),
    block: (n) => formatPrefix(nthBlock(whole, length, n)),
  };
}

function nthBlock(pool: Prefix, length: number, n: number): Prefix {
  const size = 2n ** BigInt(addressWidth(pool.family) - length);
  return prefixAround(addressPlus(firstAddress(pool), BigInt(n) * size), length);
}

/** One of four equal parts of a pool, counted from 0: for designs that announce the addresses of each side as one prefix. */
export function quarterOf(pool: string, n: 0 | 1 | 2 | 3): string {
  const outcome = parsePrefix(pool);
  if (!outcome.ok) throw new RangeError(outcome.message);
  const length = outcome.value.length + 2;
  if (length > longestUsual) {
    throw new TemplateRefusal(
      `${pool} is too small for this: four parts of /${longestUsual} or larger are needed.`,
    );
  }
  return formatPrefix(nthBlock(outcome.value, length, n));
}
