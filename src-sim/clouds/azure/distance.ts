/**
 * How long packets travel inside Azure: each machine's interface takes a quarter of the round trip inside a zone, as for the
 * other clouds, and between regions the published round trip replaces the one inside. Zones are not told apart, because
 * subnets of Azure span them.
 */
import type { FactBook } from '../../facts/fact-book.ts';
import { regionRoundTrip } from '../../facts/region-latency.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Origin } from '../../fabric/origin.ts';

const NS_PER_MS = 1_000_000;

const insideMs = (facts: FactBook): number => facts.number('cloud.intrazone.rtt', 'ms');

export const interfaceDelayNs = (facts: FactBook): number => Math.round((insideMs(facts) / 4) * NS_PER_MS);

/** Null when no latency is known for one of the two regions; nothing is added inside a region. */
export function betweenRegionsNs(facts: FactBook, from: string, to: string): number | null {
  if (from === to) return 0;
  const known = regionRoundTrip(`azure:${from}`, `azure:${to}`);
  return known === null ? null : Math.max(0, Math.round(((known.rttMs - insideMs(facts)) / 2) * NS_PER_MS));
}

/** The delay, or none and a word about it. */
export function delayOrTold(
  { facts, findings }: { readonly facts: FactBook; readonly findings: Finding[] },
  origin: Origin,
  from: string,
  to: string,
): number {
  const delayNs = betweenRegionsNs(facts, from, to);
  if (delayNs !== null) return delayNs;
  findings.push({
    code: 'model/no-latency',
    severity: 'info',
    message: `${origin.name} is simulated without delay: no latency between ${from} and ${to} is known`,
    path: origin.path.split('.'),
  });
  return 0;
}
