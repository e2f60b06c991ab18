/** What a design costs in a month: the resources it draws, and the gigabytes of its traffic. */
import type { FactBook } from '../../facts/fact-book.ts';
import { priceUsages } from '../../plan/cost/price-usages.ts';
import { TrafficMeter } from '../../plan/cost/traffic-meter.ts';
import type { CostEstimate } from '../../plan/plan-result.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { LoadedNetwork } from './network-state.ts';
import { addAwsUsages } from './usages/aws-usages.ts';
import { addAzureUsages } from './usages/azure-usages.ts';
import { addGcpUsages } from './usages/gcp-usages.ts';
import type { UsageContext } from './usages/usage-context.ts';

export function costEstimate(
  scenario: Scenario,
  facts: FactBook,
  { fabric, load }: LoadedNetwork,
): CostEstimate {
  const meter = new TrafficMeter(fabric, load.carried);
  const context: UsageContext = { scenario, facts, meter, usages: { billed: [], unpriced: [] } };
  addAwsUsages(context);
  addAzureUsages(context);
  addGcpUsages(context);
  return priceUsages(facts, context.usages);
}
