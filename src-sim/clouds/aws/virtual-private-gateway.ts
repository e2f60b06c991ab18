/**
 * A virtual private gateway: a router on the cores of its VPC at which VPN connections and private virtual interfaces end. It
 * tells the blocks of the VPC, and what it learns appears in the route tables that name it under `propagation`, behind
 * everything written there. What comes in may go to the VPC only: no other gateway of it is reached from here.
 * Of several ways to one prefix it uses one: Direct Connect before static VPN before VPN with BGP.
 * Left out: equal-cost paths, which it does not have, and routes between its own connections by hand.
 */
import type { Origin } from '../../fabric/origin.ts';
import type { RibEntry } from '../../routing/outcome.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AwsParts, VpcPart } from './aws-parts.ts';
import { joinCores } from './internet-gateway.ts';
import { asnOf, speakerOf } from './sessions.ts';

export function placeVirtualPrivateGateways(context: BuildContext, parts: AwsParts): void {
  const { scenario, builder, routing, junctions } = context;
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind !== 'aws-virtual-private-gateway') continue;
    const vpc = parts.vpcs.get(record.network);
    if (vpc === undefined) continue;
    const origin = recordOrigin('gateways', id, record);
    const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
    const table = joinCores(context, parts, vpc, { id, origin, node, routeTable: null });
    const asn = asnOf(context, record.asn);
    routing.addSpeaker(speakerOf(id, asn, vpc.cidrs), origin, (entries) => {
      routing.installInto(builder, table, entries);
      propagate(context, parts, vpc, id, entries);
    });
    junctions.set(id, { origin, node, speaker: { id, asn } });
    parts.virtualPrivateGateways.set(id, { node, vpc });
  }
}

/** Into the route tables of the VPC that ask for it; what somebody wrote is there already and stays. */
function propagate(
  { scenario, builder, routing }: BuildContext,
  { carriedTables }: AwsParts,
  vpc: VpcPart,
  gateway: string,
  entries: readonly RibEntry[],
): void {
  for (const { vpc: owner, routeTable, table, portTo } of carriedTables) {
    const record = scenario.routeTables?.[routeTable ?? ''];
    const asks = record?.kind === 'aws-route-table' && record.propagation?.includes(gateway) === true;
    const port = owner === vpc && asks ? portTo(gateway) : null;
    if (port === null) continue;
    for (const { prefix, best } of entries) {
      if (best.learned === null) continue;
      const origin: Origin | undefined = routing.sessionOrigin(best.learned.session.id);
      builder.addRoute(table, {
        prefix,
        action: { kind: 'forward', ports: [port] },
        source: 'propagated',
        origin: origin ?? vpc.origin,
      });
    }
  }
}
