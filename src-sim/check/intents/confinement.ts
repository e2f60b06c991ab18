/**
 * Traffic that has to stay in some sites or countries: every device that a packet or its answer passes is asked where it stands,
 * also of packets that are lost in the end. Pairs that cannot talk fail nothing.
 * Left out: where a line runs between its ends, and devices of which the document does not tell the place.
 */
import { countriesOf } from '../../facts/jurisdictions.ts';
import type { TraceStep } from '../../trace/trace-result.ts';
import { nameOf } from '../design.ts';
import { type Intent, type IntentContext, questionOf, waysOf } from './intent-context.ts';
import type { IntentFailure } from './intent-result.ts';
import type { Pair } from './parties.ts';

type Confinement = Extract<Intent, { kind: 'stays-within' }>;

export function escaping(
  context: IntentContext,
  intent: Confinement,
  pairs: readonly Pair[],
): IntentFailure[] {
  const reasons = new Map<string, string | null>();
  const reasonAt = (site: string): string | null => {
    const known = reasons.get(site);
    if (known !== undefined) return known;
    const reason = outside(context, intent, site);
    reasons.set(site, reason);
    return reason;
  };
  return pairs.flatMap((pair): IntentFailure[] => {
    const result = context.tracer.trace(questionOf(intent, pair));
    if (result === null) return [];
    const steps = [result.forward, result.reverse].flatMap(waysOf).flatMap((way) => way.steps);
    for (const step of steps) {
      const site = context.places.siteAt(step.record);
      const reason = site === null ? null : reasonAt(site);
      if (reason === null) continue;
      const sentence = `between ${context.nameOf(pair.from)} and ${context.nameOf(pair.to)} packets pass ${placeOf(context, step)} in ${reason}`;
      return [{ ...pair, record: step.record, sentence }];
    }
    return [];
  });
}

function placeOf({ scenario }: IntentContext, { record, noun, at }: TraceStep): string {
  const [collection, id = at] = record.split('.');
  const known = collection === 'workloads' ? scenario.workloads?.[id] : scenario.gateways?.[id];
  return `${noun} ${nameOf(id, known ?? scenario.devices?.[id] ?? scenario.subnets?.[id])}`;
}

/** Null: it may be passed. */
function outside(
  { scenario, places }: IntentContext,
  { sites, countries }: Confinement,
  site: string,
): string | null {
  const name = nameOf(site, scenario.sites?.[site]);
  if (sites !== undefined && !places.around(site).some((each) => sites.includes(each))) {
    return `${name}, which is none of ${sites.map((each) => nameOf(each, scenario.sites?.[each])).join(', ')}`;
  }
  if (countries === undefined) return null;
  const country = places.countryOf(site);
  if (country === null) return `${name}, of which no country is known`;
  return countriesOf(countries).has(country) ? null : `${name} (${country}), outside ${countries.join(', ')}`;
}
