/** Cloud regions and where they are. Coordinates mark the metro (up to 50 km off): for distance estimates only. */
import data from './regions.json' with { type: 'json' };

export interface Region {
  /** provider:id, as in `aws:eu-central-1`. */
  readonly key: string;
  readonly provider: string;
  readonly id: string;
  readonly name: string;
  readonly metro: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

const all: readonly Region[] = data.regions.map((entry) => ({
  key: entry.key,
  provider: entry.provider,
  id: entry.id,
  name: entry.name,
  metro: entry.metro,
  country: entry.country,
  latitude: entry.lat,
  longitude: entry.lon,
}));

const byKey: ReadonlyMap<string, Region> = new Map(all.map((entry) => [entry.key, entry]));

export function region(key: string): Region | null {
  return byKey.get(key) ?? null;
}

/** All regions, in the order of the data file. */
export function regions(): readonly Region[] {
  return all;
}
