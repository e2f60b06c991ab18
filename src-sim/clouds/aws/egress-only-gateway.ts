/**
 * An egress-only internet gateway: IPv6 out and its answers back in, nothing that the internet opens. It translates nothing.
 * Left out: time-outs of what it remembers.
 */
import { anywhere, type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AwsParts } from './aws-parts.ts';
import { joinCores } from './internet-gateway.ts';
import { joinInternet, subnetsSendingBy } from './internet-side.ts';

const [, six] = anywhere;

export function placeEgressOnlyGateways(context: BuildContext, parts: AwsParts): void {
  const { scenario, builder } = context;
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind !== 'aws-egress-only-gateway') continue;
    const vpc = parts.vpcs.get(record.network);
    if (vpc === undefined) continue;
    const origin = recordOrigin('gateways', id, record);
    const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
    const table = joinCores(context, parts, vpc, { id, origin, node, routeTable: null });
    const prefixes = vpc.cidrs.filter(({ family }) => family === 6);
    const own = subnetsSendingBy(context, vpc, id);
    joinInternet(context, { id, origin, node, table, prefixes: own }, (port) => {
      const shared = { stateful: true, tracker: id, origin };
      const out = {
        allow: true,
        from: prefixes,
        to: [six],
        protocol: 'any',
        portFrom: 0,
        portTo: 65535,
        sentence: `egress-only gateway ${origin.name} lets IPv6 out`,
        origin,
      } as const;
      const otherwise = `egress-only gateway ${origin.name} carries IPv6 of its VPC only`;
      const inwards = `egress-only gateway ${origin.name} lets nothing in that was not asked for`;
      const egress = builder.addFilter({ ...shared, id: `${id}:out`, rules: [out], otherwise });
      const ingress = builder.addFilter({ ...shared, id: `${id}:in`, rules: [], otherwise: inwards });
      builder.addPortFilter(port, 'egress', egress);
      builder.addPortFilter(port, 'ingress', ingress);
    });
  }
}
