/** The document: one scenario, as records in collections keyed by id. Ids are unique over all collections. */
import { z } from 'zod';
import { device, host, link, virtualSwitch } from './records/equipment.ts';
import { attachment, gateway } from './records/gateways.ts';
import { intent } from './records/intents.ts';
import { network, pool } from './records/networks.ts';
import { routeTable } from './records/routes.ts';
import { event, measurement, simulation, view } from './records/run.ts';
import { securityRule } from './records/security.ts';
import { site } from './records/sites.ts';
import { subnet } from './records/subnets.ts';
import { recordId } from './records/values.ts';
import { traffic } from './records/traffic.ts';
import { workload } from './records/workloads.ts';

/** Raised whenever an older reader would misread a newer document; each step has a migration. */
export const schemaVersion = 1;

const collectionSchemas = {
  sites: site,
  pools: pool,
  networks: network,
  subnets: subnet,
  gateways: gateway,
  attachments: attachment,
  routeTables: routeTable,
  securityGroups: securityRule,
  devices: device,
  hosts: host,
  switches: virtualSwitch,
  links: link,
  workloads: workload,
  traffic,
  events: event,
  measurements: measurement,
  intents: intent,
} as const;

export type CollectionName = keyof typeof collectionSchemas;

/** Reading order, and the order canonical formatting prints them in. */
export const collectionNames = Object.keys(collectionSchemas) as CollectionName[];

type Collections = {
  [K in CollectionName]: z.ZodOptional<z.ZodRecord<typeof recordId, (typeof collectionSchemas)[K]>>;
};

const collections = Object.fromEntries(
  collectionNames.map((name) => [name, z.record(recordId, collectionSchemas[name]).optional()]),
) as unknown as Collections;

export const scenarioSchema = z
  .strictObject({
    netwright: z.literal(schemaVersion).meta({ description: 'Version of the format' }),
    name: z.string().min(1).max(200),
    description: z.string().max(100_000).optional(),
    facts: z
      .record(z.string(), z.union([z.number(), z.string()]))
      .optional()
      .meta({ description: 'Values that replace dated facts in this scenario, by fact id' }),
    simulation: simulation.optional(),
    ...collections,
    view: view.optional(),
  })
  .meta({ id: 'scenario', title: 'Netwright scenario' });

export type Scenario = z.infer<typeof scenarioSchema>;
export type RecordOf<C extends CollectionName> = z.infer<(typeof collectionSchemas)[C]>;
export type Site = RecordOf<'sites'>;
export type Network = RecordOf<'networks'>;
export type Subnet = RecordOf<'subnets'>;
export type Workload = RecordOf<'workloads'>;
