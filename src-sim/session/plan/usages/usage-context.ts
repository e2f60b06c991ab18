/** What the usages of all clouds are found from. */
import { hoursPerMonth } from '../../../facts/billing-month.ts';
import type { FactBook } from '../../../facts/fact-book.ts';
import type { TrafficMeter } from '../../../plan/cost/traffic-meter.ts';
import type { Usages } from '../../../plan/cost/usage.ts';
import type { Scenario } from '../../../scenario/schema.ts';

export interface UsageContext {
  readonly scenario: Scenario;
  readonly facts: FactBook;
  readonly meter: TrafficMeter;
  readonly usages: Usages;
}

interface Named {
  readonly id: string;
  readonly path: string;
  readonly record: { readonly name?: string | undefined };
}

/** Things that are paid for while they are there. */
export function billHours(
  { usages }: UsageContext,
  { id, path, record }: Named,
  what: string,
  price: string,
  count = 1,
): void {
  const quantity = count * hoursPerMonth;
  usages.billed.push({
    record: path,
    name: record.name ?? id,
    what,
    quantity,
    unit: 'hour',
    prices: [price],
  });
}

export function billGigabytes(
  { usages }: UsageContext,
  { id, path, record }: Named,
  what: string,
  prices: readonly string[],
  quantity: number,
): void {
  usages.billed.push({ record: path, name: record.name ?? id, what, quantity, unit: 'GB', prices });
}

/** Facts `base.1`, `base.2` and so on, as many as there are. */
export function tiers(facts: FactBook, base: string): string[] {
  const found: string[] = [];
  for (let n = 1; facts.has(`${base}.${n}`); n++) found.push(`${base}.${n}`);
  return found;
}
