/**
 * The data files as one list of facts, in file order: limits.json, pricing.json, datapath.json, encapsulation.json.
 * The meaning of their fields is set down beside the data; where a file gives no number (`null`), the
 * answer is a text: in `unit` for limits, in `note` for prices.
 */
import datapath from './datapath.json' with { type: 'json' };
import { encapsulationFacts } from './encapsulation-facts.ts';
import type { Fact } from './fact.ts';
import limits from './limits.json' with { type: 'json' };
import pricing from './pricing.json' with { type: 'json' };

/** Said of a source that carries no date. */
const UNDATED = 'unknown';

/** The value as it is, or the text that stands where the file has no number. */
function valueOrText(
  value: number | null,
  text: string,
  unit: string,
): Pick<Fact, 'value' | 'unit' | 'published'> {
  return value === null ? { value: text, unit: '', published: text } : { value, unit, published: value };
}

function limitFact(entry: (typeof limits)[number]): Fact {
  return {
    id: entry.id,
    kind: 'limit',
    title: entry.limit,
    ...valueOrText(entry.value, entry.unit, entry.unit),
    source: entry.source,
    asOf: entry.asOf ?? UNDATED,
    confidence: entry.confidence,
    note: entry.note,
    provider: entry.provider,
    scope: entry.scope,
    adjustable: entry.adjustable,
    overridden: false,
  };
}

function priceFact(entry: (typeof pricing.prices)[number]): Fact {
  const unit = `${entry.currency}/${entry.unit}`;
  return {
    id: entry.id,
    kind: 'price',
    title: `${entry.service}: ${entry.item}`,
    ...valueOrText(entry.price, `${entry.note} ${unit}`, unit),
    source: entry.source,
    asOf: entry.asOf,
    confidence: entry.status,
    note: entry.note,
    provider: entry.provider,
    region: entry.region,
    ...(entry.tier === null ? {} : { tier: entry.tier }),
    overridden: false,
  };
}

function datapathFact(entry: (typeof datapath.entries)[number]): Fact {
  return {
    id: entry.id,
    kind: 'datapath',
    title: `${entry.path}: ${entry.metric}`,
    value: entry.value,
    unit: entry.unit,
    source: entry.source,
    asOf: entry.asOf,
    confidence: entry.confidence,
    note: [entry.conditions, entry.note].filter((text) => text !== '').join('; '),
    overridden: false,
    published: entry.value,
  };
}

export const publishedFacts: readonly Fact[] = [
  ...limits.map(limitFact),
  ...pricing.prices.map(priceFact),
  ...datapath.entries.map(datapathFact),
  ...encapsulationFacts,
];
