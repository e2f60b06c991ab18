/**
 * How long packets travel inside AWS. Two measured round trips between machines, inside a zone and between two zones of
 * a region, are split up so that the sum over a path comes out at the measured value: each machine's interface takes a
 * quarter of the round trip inside a zone, and crossing to another zone takes half the difference of the two. Between
 * regions the measured or estimated round trip replaces that of the zones.
 */
import type { FactBook } from '../../facts/fact-book.ts';
import { regionRoundTrip } from '../../facts/region-latency.ts';

const NS_PER_MS = 1_000_000;

const insideZoneMs = (facts: FactBook): number => facts.number('cloud.intrazone.rtt', 'ms');

export function interfaceDelayNs(facts: FactBook): number {
  return Math.round((insideZoneMs(facts) / 4) * NS_PER_MS);
}

function crossingNs(facts: FactBook, roundTripMs: number): number {
  return Math.max(0, Math.round(((roundTripMs - insideZoneMs(facts)) / 2) * NS_PER_MS));
}

export function betweenZonesNs(facts: FactBook): number {
  return crossingNs(facts, facts.number('cloud.interzone.rtt', 'ms'));
}

/** Null when no latency is known for one of the two regions. */
export function betweenRegionsNs(facts: FactBook, from: string, to: string): number | null {
  const measured = regionRoundTrip(`aws:${from}`, `aws:${to}`);
  return measured === null ? null : crossingNs(facts, measured.rttMs);
}
