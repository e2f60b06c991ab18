/** Places: cloud regions, data centres, the internet. Everything else stands in one of them. */
import { z } from 'zod';
import { azureRegion } from './azure.ts';
import { gcpRegion } from './gcp.ts';
import { described, recordId } from './values.ts';

const placed = {
  ...described,
  within: recordId.optional().meta({ description: 'Site this one is a part of' }),
};

const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'write two letters (ISO 3166-1), such as DE')
  .optional()
  .meta({ description: 'ISO 3166-1 code; asked by intents that keep traffic in countries' });

export const awsRegion = z.strictObject({
  kind: z.literal('aws-region'),
  ...placed,
  region: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'an AWS region id such as eu-central-1'),
});

export const dataCentre = z.strictObject({
  kind: z.literal('data-centre'),
  ...placed,
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  country,
});

/** Where networks of many owners meet: an exchange, a cloud exchange, a carrier hotel. */
export const exchange = z.strictObject({
  kind: z.literal('exchange'),
  ...placed,
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  country,
});

export const internet = z.strictObject({ kind: z.literal('internet'), ...placed });

export const site = z.discriminatedUnion('kind', [
  awsRegion,
  azureRegion,
  gcpRegion,
  dataCentre,
  exchange,
  internet,
]);
