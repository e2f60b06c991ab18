/**
 * How long packets travel inside Google Cloud: each machine's interface takes a quarter of the round trip inside a zone, and
 * between regions the published round trip replaces the one inside. Zones are not told apart, because subnets span them.
 * The costs between regions that Cloud Router adds to its priorities are not published: the least one and a millisecond of
 * round trip each stand in for them.
 */
import type { Origin } from '../../fabric/origin.ts';
import type { FactBook } from '../../facts/fact-book.ts';
import { regionRoundTrip } from '../../facts/region-latency.ts';
import type { BuildContext } from '../build-context.ts';

const NS_PER_MS = 1_000_000;

const insideMs = (facts: FactBook): number => facts.number('cloud.intrazone.rtt', 'ms');

export const interfaceDelayNs = (facts: FactBook): number => Math.round((insideMs(facts) / 4) * NS_PER_MS);

/** The delay, or none and a word about it. */
export function betweenRegionsNs(
  { facts, findings }: BuildContext,
  origin: Origin,
  from: string,
  to: string,
): number {
  if (from === to) return 0;
  const known = regionRoundTrip(`gcp:${from}`, `gcp:${to}`);
  if (known !== null) return Math.max(0, Math.round(((known.rttMs - insideMs(facts)) / 2) * NS_PER_MS));
  findings.push({
    code: 'model/no-latency',
    severity: 'info',
    message: `${origin.name} is simulated without delay: no latency between ${from} and ${to} is known`,
    path: origin.path.split('.'),
  });
  return 0;
}

export function regionCost(facts: FactBook, from: string, to: string): number {
  if (from === to) return 0;
  const rttMs = regionRoundTrip(`gcp:${from}`, `gcp:${to}`)?.rttMs ?? 0;
  return facts.number('gcp.cr.regioncost', 'priority') + Math.round(rttMs);
}
