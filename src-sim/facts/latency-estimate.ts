/**
 * Round trip between two places where nobody measured: 2 x great circle / speed in fibre x route factor. The
 * factor is the median of the corridor (pair of areas), else the one of the distance band; both were fitted to
 * measured pairs (latency.json, `fallback`). Short ways use the band, as fixed delays and detours in the metro
 * outweigh the distance there (`shortPairs`); in one metro the few measurements between clouds of one stand for all.
 * Left out: submarine cable maps and the known detours listed under `outliers`.
 */
import { greatCircleKm, type Place } from './great-circle.ts';
import latency from './latency.json' with { type: 'json' };

export interface Estimate {
  readonly rttMs: number;
  /** Typical error: half of the measured pairs were off by less than this. */
  readonly errorPct: number;
  /** Which rule gave the factor, in words. */
  readonly rule: string;
}

/** A place and, if known, its country (ISO 3166-1 alpha-2), which decides the corridor. */
export interface LocatedPlace extends Place {
  readonly country?: string;
}

/** The areas of the fit. A country of no area falls back on the distance alone. */
const AREA_COUNTRIES: Readonly<Record<string, string>> = {
  AF: 'ZA',
  EA: 'CN HK JP KR TW',
  EU: 'AT BE BG CH CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LT LU LV NL NO PL PT RO SE SI SK',
  IN: 'IN',
  ME: 'AE BH IL KW OM QA SA',
  NA: 'CA MX US',
  OC: 'AU NZ',
  SA: 'AR BR CL PY UY',
  SEA: 'ID MY PH SG TH VN',
};

const areaByCountry: ReadonlyMap<string, string> = new Map(
  Object.entries(AREA_COUNTRIES).flatMap(([area, countries]) =>
    countries.split(' ').map((country) => [country, area] as const),
  ),
);

const { fallback, crossCloudSameMetro } = latency;
const corridors: ReadonlyMap<string, { readonly medianFactor: number; readonly medianAbsPct: number }> =
  new Map(Object.entries(fallback.byCorridor.factors));

/** Where short ways end: the start of the second distance band. */
const CORRIDOR_FROM_KM = fallback.byDistance[1].kmFrom;
/** The fit knows no pairs closer than this. */
const METRO_KM = fallback.byDistance[0].kmFrom;

/** Microseconds are far below the error, and hide differences of sine and cosine between engines. */
const toMicroseconds = (ms: number): number => Math.round(ms * 1000) / 1000;

/** The pair of areas as the data names it, alphabetical: `EU-NA`. */
export function corridorOf(a: LocatedPlace, b: LocatedPlace): string | null {
  const from = areaByCountry.get(a.country ?? '');
  const to = areaByCountry.get(b.country ?? '');
  if (from === undefined || to === undefined) return null;
  return from < to ? `${from}-${to}` : `${to}-${from}`;
}

function sameMetro(): Estimate {
  const measured = crossCloudSameMetro.map((pair) => pair.rttMs);
  const mean = measured.reduce((sum, rtt) => sum + rtt, 0) / measured.length;
  const spread = Math.max(...measured.map((rtt) => Math.abs(rtt - mean)));
  return { rttMs: toMicroseconds(mean), errorPct: Math.round((100 * spread) / mean), rule: 'same metro' };
}

export function estimatedRoundTrip(a: LocatedPlace, b: LocatedPlace): Estimate {
  const km = greatCircleKm(a, b);
  if (km < METRO_KM) return sameMetro();
  const straightMs = (2 * km) / fallback.fibreKmPerMs + fallback.fixedMs;
  const name = corridorOf(a, b);
  const corridor = name === null ? undefined : corridors.get(name);
  if (corridor && km >= CORRIDOR_FROM_KM) {
    // A corridor of few pairs fits them too well; the error on pairs that were held out is the floor.
    const floor = fallback.byCorridor.holdOutOnMulticloud.corridorMedianAbsPct;
    return {
      rttMs: toMicroseconds(straightMs * corridor.medianFactor),
      errorPct: Math.max(corridor.medianAbsPct, floor),
      rule: `corridor ${name}`,
    };
  }
  const band = fallback.byDistance.find((entry) => km < CORRIDOR_FROM_KM && entry.kmFrom <= km);
  return band
    ? {
        rttMs: toMicroseconds(straightMs * band.factorThroughOrigin),
        errorPct: band.errThroughOrigin.medianAbsPct,
        rule: 'short distance',
      }
    : {
        rttMs: toMicroseconds(straightMs * fallback.routeFactor),
        errorPct: fallback.error.medianAbsPct,
        rule: 'distance alone',
      };
}
