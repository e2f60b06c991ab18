/** Route tables as their owners write them. The implied routes (local, propagated) are added when the fabric is built. */
import { z } from 'zod';
import { awsPrefixList } from './aws.ts';
import { azureVirtualHubRouteTable } from './azure-wan.ts';
import { azureRouteTable } from './azure.ts';
import { gcpRoutes } from './gcp.ts';
import { cidr, described, recordId } from './values.ts';

/** A route to a prefix, or to all entries of a prefix list. */
const awsRoute = z
  .strictObject({
    to: cidr.optional(),
    prefixList: recordId.optional().meta({ description: 'Instead of `to`: all entries of this list' }),
    via: recordId.optional().meta({ description: 'Gateway, endpoint, peering or attachment' }),
    drop: z.literal(true).optional().meta({ description: 'Blackhole' }),
    note: z.string().max(20_000).optional(),
  })
  .refine(
    (route) => (route.via === undefined) !== (route.drop === undefined),
    'a route has either via or drop: true',
  )
  .refine(
    (route) => (route.to === undefined) !== (route.prefixList === undefined),
    'a route has either to or prefixList',
  );

export const awsRouteTable = z.strictObject({
  kind: z.literal('aws-route-table'),
  ...described,
  network: recordId,
  main: z.boolean().optional(),
  routes: z.array(awsRoute).max(10_000).optional(),
  propagation: z
    .array(recordId)
    .max(10)
    .optional()
    .meta({ description: 'Virtual private gateways whose routes appear here' }),
});

export const awsTransitGatewayRouteTable = z.strictObject({
  kind: z.literal('aws-transit-gateway-route-table'),
  ...described,
  gateway: recordId,
  routes: z.array(awsRoute).max(10_000).optional(),
});

export const routeTable = z.discriminatedUnion('kind', [
  awsRouteTable,
  awsTransitGatewayRouteTable,
  awsPrefixList,
  azureRouteTable,
  azureVirtualHubRouteTable,
  gcpRoutes,
]);
