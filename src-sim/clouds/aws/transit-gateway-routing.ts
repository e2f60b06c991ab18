/**
 * Route tables of a transit gateway in the exchange of routes: each is a speaker of its own. A connection learns from the table
 * it is associated with and tells those it propagates to. A table tells what is written in it and what VPCs propagate;
 * both beat what it learns. Equal paths of equal preference share the flows.
 */
import type { Origin } from '../../fabric/origin.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AwsParts } from './aws-parts.ts';
import { speltRoutes } from './prefix-list.ts';
import { asnOf, speakerOf, tell, type Talker } from './sessions.ts';

/** Once the tables are filled: each learns into its copy for every zone. */
export function addTransitSpeakers(context: BuildContext, parts: AwsParts): void {
  const { scenario, builder, routing } = context;
  const exchanging = new Set(parts.spokes.map(({ gateway }) => gateway));
  for (const [id, record] of recordsOf(scenario.routeTables)) {
    const tables = parts.transitTables.get(id);
    if (record.kind !== 'aws-transit-gateway-route-table' || tables === undefined) continue;
    // With VPCs alone there is nobody to exchange routes with.
    if (!exchanging.has(record.gateway)) continue;
    const written = speltRoutes(scenario, record.routes ?? []).flatMap(({ prefix, via }) =>
      via === undefined ? [] : [prefix],
    );
    const propagated = [...parts.attachments.values()].flatMap(({ propagation, vpc }) =>
      propagation.includes(id) ? vpc.cidrs : [],
    );
    const speaker = speakerOf(id, asnOfTransit(context, record.gateway), [...written, ...propagated]);
    const origin = recordOrigin('routeTables', id, record);
    routing.addSpeaker({ ...speaker, multipath: { max: Infinity } }, origin, (entries) => {
      for (const table of tables) routing.installInto(builder, table, entries);
    });
  }
}

function asnOfTransit(context: BuildContext, id: string): number {
  const gateway = context.scenario.gateways?.[id];
  return asnOf(context, gateway?.kind === 'aws-transit-gateway' ? gateway.asn : undefined);
}

interface OnTransitGateway {
  readonly gateway: string;
  readonly association?: string | undefined;
  readonly propagation?: readonly string[] | undefined;
}

/** Sessions of one connection with the tables of a transit gateway. `tells` false: it learns nothing from there. */
export function joinTables(
  context: BuildContext,
  { gateway, association, propagation }: OnTransitGateway,
  peer: Talker,
  connection: { readonly name: string; readonly origin: Origin; readonly near: number; readonly far: number },
  weight: number,
  tells = true,
): void {
  const asn = asnOfTransit(context, gateway);
  const { name, origin, near, far } = connection;
  for (const table of propagation ?? [])
    tell(context, peer, { id: table, asn, terms: { weight } }, { name, origin, via: near });
  if (association !== undefined && tells)
    tell(context, { id: association, asn }, peer, { name, origin, via: far });
}
