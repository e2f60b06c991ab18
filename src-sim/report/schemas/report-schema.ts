/** The JSON form of a report: everything the other forms are made from, except the fabric, which follows from `planned`. */
import { z } from 'zod';
import type { Fact } from '../../facts/fact.ts';
import type { AddressPlan } from '../../scenario/address-plan.ts';
import type { Reproduction } from '../report-input.ts';
import type { SummaryAnswer } from '../summary.ts';
import { intentSchema } from './intent-schema.ts';
import { problemSchema } from './problem-schema.ts';
import { runSchema } from './run-schema.ts';
import { sameType } from './same-type.ts';
import { reachSchema, traceSchema } from './trace-schema.ts';

const factValue = z.union([z.number(), z.string()]);

const fact = sameType<Fact>()(
  z.strictObject({
    id: z.string(),
    kind: z.enum(['limit', 'price', 'datapath', 'encapsulation']),
    title: z.string(),
    value: factValue,
    unit: z.string(),
    source: z.strictObject({ title: z.string(), url: z.string(), section: z.string().exactOptional() }),
    asOf: z.string(),
    confidence: z.string(),
    note: z.string(),
    provider: z.string().exactOptional(),
    scope: z.string().exactOptional(),
    adjustable: z.boolean().exactOptional(),
    region: z.string().exactOptional(),
    tier: z.string().exactOptional(),
    overridden: z.boolean(),
    published: factValue,
  }),
);

const answer = sameType<SummaryAnswer>()(
  z.strictObject({ question: z.string(), sentences: z.array(z.string()) }),
);

const addresses = z.number().min(0).meta({ description: 'Number of addresses; exact up to 2^53' });
const utilisation = z.number().min(0).meta({ description: 'Used share, 0 to 1' });

const blockUse = {
  cidr: z.string(),
  size: addresses,
  used: addresses,
  utilisation,
  free: z.array(z.string()).meta({ description: 'What is left, as the shortest list of prefixes' }),
};

const addressPlan = sameType<AddressPlan>()(
  z.strictObject({
    pools: z.array(z.strictObject({ id: z.string().nullable(), ...blockUse, networks: z.array(z.string()) })),
    networks: z.array(z.strictObject({ id: z.string(), blocks: z.array(z.strictObject(blockUse)) })),
    subnets: z.array(
      z.strictObject({
        id: z.string(),
        network: z.string(),
        cidr: z.string(),
        size: addresses,
        reserved: z.array(z.string()),
        provider: z.enum(['aws', 'azure', 'gcp', 'generic']),
        gateway: z.string().nullable(),
        assigned: z.array(z.strictObject({ address: z.string(), owner: z.string() })),
        used: addresses,
        free: addresses,
        utilisation,
      }),
    ),
  }),
);

const reproduction = sameType<Reproduction>()(
  z.strictObject({
    documentHash: z.string(),
    seed: z.int().min(0),
    version: z.string(),
    command: z.string(),
    digest: z.string().nullable(),
  }),
);

/** The document has a schema of its own, which `netwright schema` prints; here it is left open. */
const document = z
  .looseObject({ netwright: z.int(), name: z.string() })
  .meta({ description: 'A scenario, as its own schema describes it' });

export const reportSchema = z.strictObject({
  name: z.string(),
  summary: z.array(answer),
  problems: z.array(problemSchema),
  intents: z.array(intentSchema),
  addressPlan,
  reach: reachSchema,
  traces: z.array(traceSchema),
  run: runSchema.nullable(),
  facts: z.array(fact),
  assumptions: z.array(z.string()),
  reproduction,
  scenario: document,
  planned: document,
});
