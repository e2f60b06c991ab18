/** Places: cloud regions, data centres, the internet. Everything else stands in one of them. */
import { z } from 'zod';
import { described, recordId } from './values.ts';

const placed = {
  ...described,
  within: recordId.optional().meta({ description: 'Site this one is a part of' }),
};

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
});

export const internet = z.strictObject({ kind: z.literal('internet'), ...placed });

export const site = z.discriminatedUnion('kind', [awsRegion, dataCentre, internet]);
