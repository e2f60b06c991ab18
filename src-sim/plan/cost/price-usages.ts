/**
 * Usages by the prices of dated facts, which users may replace. Prices that fall with use are told apart by the words of their tiers
 * ("first 10 TB per month", "next 40 TB", "over 150 TB"); what reaches beyond the last known tier is billed by that. Each
 * record pays its share of each tier.
 */
import type { Fact } from '../../facts/fact.ts';
import type { FactBook } from '../../facts/fact-book.ts';
import type { CostEstimate, CostItem } from '../plan-result.ts';
import type { Usage, Usages } from './usage.ts';

export function priceUsages(facts: FactBook, { billed, unpriced }: Usages): CostEstimate {
  const groups = new Map<string, Usage[]>();
  for (const usage of billed) {
    if (usage.quantity <= 0) continue;
    const key = usage.prices.join(' ');
    groups.set(key, [...(groups.get(key) ?? []), usage]);
  }
  const items = [...groups.values()].flatMap((usages) => itemsOf(facts, usages));
  items.sort((a, b) => b.amount - a.amount);
  const sum = (of: readonly CostItem[]): number => of.reduce((total, { amount }) => total + amount, 0);
  return {
    currency: 'USD',
    total: sum(items),
    unverified: sum(items.filter(({ confidence }) => confidence !== 'verified' && confidence !== 'yours')),
    items,
    unpriced,
  };
}

function itemsOf(facts: FactBook, usages: readonly Usage[]): CostItem[] {
  const [{ prices, unit }] = usages;
  const total = usages.reduce((sum, { quantity }) => sum + quantity, 0);
  let left = total;
  return prices.flatMap((id, n): CostItem[] => {
    const price = facts.number(id, `USD/${unit}`);
    const fact = facts.get(id);
    const inTier = n === prices.length - 1 ? left : Math.min(left, tierSize(fact));
    left -= inTier;
    if (inTier <= 0) return [];
    return usages.map(({ record, name, what, quantity }) => {
      const own = (quantity * inTier) / total;
      return {
        record,
        name,
        what,
        fact: id,
        quantity: own,
        unit,
        price,
        amount: own * price,
        region: fact.region ?? '',
        tier: fact.tier ?? null,
        confidence: fact.overridden ? 'yours' : fact.confidence,
        asOf: fact.asOf,
      };
    });
  });
}

const gigabytes: Readonly<Record<string, number>> = { GB: 1, TB: 1e3, PB: 1e6 };

/** In GB; a tier that begins somewhere ("over 150 TB"), or is none, has no end. */
export function tierSize({ tier = '' }: Pick<Fact, 'tier'>): number {
  const match = /^(?:first|next) (\d+) (GB|TB|PB)\b/u.exec(tier);
  return match === null ? Infinity : Number(match[1]) * gigabytes[match[2]];
}
