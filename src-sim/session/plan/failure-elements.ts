/**
 * What may fail by itself: wires, connections, devices, gateways, zones, and whole sites. Machines and what stands for them alone are
 * left out, as are things that are no equipment (names, addresses, BGP sessions).
 */
import { recordOrigin } from '../../clouds/record-origin.ts';
import type { FailedElement } from '../../plan/plan-result.ts';
import type { CollectionName, RecordOf, Scenario } from '../../scenario/schema.ts';

export interface FailureElement extends FailedElement {
  /** Ids of the records that are gone then. */
  readonly gone: readonly string[];
  /** A place with all that is in it. */
  readonly isPlace: boolean;
}

const notEquipment = new Set<RecordOf<CollectionName>['kind']>([
  'bgp-session',
  'dns-record',
  'aws-elastic-address',
  'azure-public-address',
  'gcp-external-address',
]);

const collections = ['links', 'attachments', 'devices', 'gateways'] as const;

export function failureElements(scenario: Scenario): FailureElement[] {
  const parts = collections.flatMap((collection) =>
    Object.entries<RecordOf<typeof collection>>(scenario[collection] ?? {}).flatMap(([id, record]) =>
      notEquipment.has(record.kind) ? [] : [element(collection, id, record)],
    ),
  );
  const places = Object.entries(scenario.sites ?? {}).flatMap(([id, record]) =>
    record.kind === 'internet' ? [] : [{ ...element('sites', id, record), isPlace: true }],
  );
  return [...parts, ...zonesOf(scenario), ...(places.length > 1 ? places : [])];
}

function element(collection: CollectionName, id: string, record: RecordOf<CollectionName>): FailureElement {
  const { path, noun, name } = recordOrigin(collection, id, record);
  return { record: path, noun, name, gone: [id], isPlace: false };
}

/** Availability zones: all subnets in them. */
function zonesOf({ subnets }: Scenario): FailureElement[] {
  const zones = new Map<string, string[]>();
  for (const [id, record] of Object.entries(subnets ?? {})) {
    if (!('zone' in record) || typeof record.zone !== 'string') continue;
    zones.set(record.zone, [...(zones.get(record.zone) ?? []), id]);
  }
  if (zones.size < 2) return [];
  return [...zones].map(([zone, gone]) => {
    return { record: `zone:${zone}`, noun: 'availability zone', name: zone, gone, isPlace: true };
  });
}
