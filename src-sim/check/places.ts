/**
 * Where records stand: the site, what that is within, and its country. Cloud regions have theirs from published data; other
 * sites from the document.
 */
import { region } from '../facts/regions.ts';
import { type CollectionName, collectionNames, type Scenario } from '../scenario/schema.ts';

/** What a record stands in, the nearest first. */
const holders = ['site', 'subnet', 'network', 'hub', 'device', 'host', 'router', 'gateway'] as const;
const providers: Readonly<Record<string, string>> = {
  'aws-region': 'aws',
  'azure-region': 'azure',
  'gcp-region': 'gcp',
};

type Fields = Readonly<Record<string, unknown>>;

export class Places {
  readonly #scenario: Scenario;
  readonly #records = new Map<string, Fields>();
  readonly #sites = new Map<string, string | null>();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    for (const collection of collectionNames) {
      for (const [id, record] of Object.entries(scenario[collection] ?? {})) this.#records.set(id, record);
    }
  }

  /** Of a record's path, or that of a part of it; null where the document does not tell, or it is in several. */
  siteAt(path: string): string | null {
    const [collection, id] = path.split('.');
    if (collection === undefined || id === undefined) return null;
    // Lines and tunnels are between places.
    if ((['links', 'attachments'] as readonly string[]).includes(collection)) return null;
    return this.siteOf(id);
  }

  siteOf(id: string): string | null {
    const known = this.#sites.get(id);
    if (known !== undefined) return known;
    this.#sites.set(id, null);
    const found = this.#find(id);
    this.#sites.set(id, found);
    return found;
  }

  /** A site and all it is a part of. */
  around(site: string): readonly string[] {
    const found: string[] = [];
    let next: string | undefined = site;
    while (next !== undefined && !found.includes(next)) {
      found.push(next);
      next = this.#scenario.sites?.[next]?.within;
    }
    return found;
  }

  /** ISO 3166-1; null where it is not known. */
  countryOf(site: string): string | null {
    for (const each of this.around(site)) {
      const record = this.#scenario.sites?.[each];
      if (record === undefined) continue;
      const provider = providers[record.kind];
      if (provider !== undefined && 'region' in record) {
        const known = region(`${provider}:${record.region}`);
        if (known !== null) return known.country;
      }
      if ('country' in record && record.country !== undefined) return record.country;
    }
    return null;
  }

  kindOf(path: string): string | null {
    const [collection, id = ''] = path.split('.') as [CollectionName, string?];
    return this.#scenario[collection]?.[id]?.kind ?? null;
  }

  #find(id: string): string | null {
    if (this.#scenario.sites?.[id] !== undefined) return id;
    const fields = this.#records.get(id);
    if (fields === undefined) return null;
    for (const holder of holders) {
      const named = fields[holder];
      const site = typeof named === 'string' ? this.siteOf(named) : null;
      if (site !== null) return site;
    }
    return null;
  }
}
