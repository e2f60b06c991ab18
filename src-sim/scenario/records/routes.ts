/** Route tables as their owners write them. The implied routes (local, propagated) are added when the fabric is built. */
import { z } from 'zod';
import { cidr, described, recordId } from './values.ts';

const staticRoute = z
  .strictObject({
    to: cidr,
    via: recordId.optional().meta({ description: 'Gateway, attachment or device that takes these packets' }),
    drop: z.literal(true).optional().meta({ description: 'Blackhole' }),
    note: z.string().max(20_000).optional(),
  })
  .refine(
    (route) => (route.via === undefined) !== (route.drop === undefined),
    'a route has either via or drop: true',
  );

export const awsRouteTable = z.strictObject({
  kind: z.literal('aws-route-table'),
  ...described,
  network: recordId,
  main: z.boolean().optional(),
  routes: z.array(staticRoute).max(10_000).optional(),
});

export const awsTransitGatewayRouteTable = z.strictObject({
  kind: z.literal('aws-transit-gateway-route-table'),
  ...described,
  gateway: recordId,
  routes: z.array(staticRoute).max(10_000).optional(),
});

export const routeTable = z.discriminatedUnion('kind', [awsRouteTable, awsTransitGatewayRouteTable]);

export const routes = z.array(staticRoute).max(10_000);
