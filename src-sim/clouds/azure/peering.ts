/**
 * Peerings, and what Virtual Network Manager makes instead of them. A peering is two halves; while only one exists it is
 * 'initiated' and carries nothing. It is not transitive: routes to a network come from its own peerings only, and a packet
 * that did not originate in the peered network is taken only where the receiving half allows forwarded traffic.
 * A hub-and-spoke configuration makes peerings that allow forwarded traffic both ways; its direct connectivity, and a mesh,
 * make connected groups.
 * Left out: subnet peering, peerings of only some address spaces, peering over tenants, deletion of existing peerings by a
 * configuration, and its static and dynamic membership rules.
 */
import type { Filter, FilterRule } from '../../fabric/fabric.ts';
import { formatPrefix } from '../../quantity/prefix.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AzureParts, JointEnd, VnetPart } from './azure-parts.ts';
import { type JointPlan, jointPlans } from './joint-plans.ts';
import { delayOrTold } from './distance.ts';

export function joinVnets(context: BuildContext, parts: AzureParts): void {
  for (const plan of jointPlans(context.scenario)) {
    const [a, b] = plan.ends.map(({ network }) => parts.vnets.get(network));
    if (a !== undefined && b !== undefined && a !== b) join(context, plan, a, b);
  }
}

function join(context: BuildContext, plan: JointPlan, a: VnetPart, b: VnetPart): void {
  const { builder, facts } = context;
  const record = recordsOf(context.scenario.attachments).find(([id]) => id === plan.record)?.[1];
  if (record === undefined) return;
  const origin = recordOrigin('attachments', plan.record, record);
  const delayNs = delayOrTold(context, origin, a.region, b.region);
  const { noun } = plan;
  const end = (own: VnetPart, other: VnetPart, n: 0 | 1): JointEnd => {
    const { allowsAccess, usesGateways } = plan.ends[n];
    const carriesForwarded = plan.ends[1 - n].allowsForwarded;
    const flags = { allowsAccess, carriesForwarded, usesGateways };
    return { origin, own, other, noun, ...flags, delayNs, port: -1, fromGateways: -1 };
  };
  const first = end(a, b, 0);
  const second = end(b, a, 1);
  const spec = { ...idealLink, mtu: facts.number('azure.mtu.default', 'bytes'), delayNs, origin };
  const [there, back] = builder.addLink({ ...spec, id: plan.id }, a.node, b.node);
  first.port = there;
  second.port = back;
  guardJoint(context, first, there, back);
  guardJoint(context, second, back, there);
  for (const [gateway, user] of [
    [first, second],
    [second, first],
  ] as const) {
    if (!user.usesGateways) continue;
    const id = `${plan.id}:gateways of ${gateway.own.id}`;
    const [near] = builder.addLink({ ...spec, id }, gateway.own.node, user.own.node);
    gateway.fromGateways = near;
  }
  a.joints.push(first);
  b.joints.push(second);
}

const everything = { protocol: 'any', portFrom: 0, portTo: 65_535 } as const;

/** Filters at both ports of a link over which packets leave `end.own`. */
export function guardJoint(context: BuildContext, end: JointEnd, near: number, far: number): void {
  const { builder } = context;
  const { origin, own, other, noun } = end;
  if (!end.allowsAccess) {
    const otherwise = `${noun} ${origin.name} does not let ${own.origin.name} access ${other.origin.name}`;
    const id = `${origin.name}:${own.id} out`;
    const closed: Filter = { id, stateful: false, tracker: id, rules: [], otherwise, origin };
    builder.addPortFilter(near, 'egress', builder.addFilter(closed));
  }
  if (end.carriesForwarded) return;
  const blocks = own.cidrs.map(formatPrefix).join(', ');
  const id = `${origin.name}:${other.id} in`;
  const rule: FilterRule = {
    ...everything,
    allow: true,
    from: own.cidrs,
    to: anywhere,
    sentence: `${noun} ${origin.name} brings packets of ${own.origin.name} itself (${blocks})`,
    origin,
  };
  const otherwise = `${noun} ${origin.name} does not allow forwarded traffic into ${other.origin.name}: this packet does not come from ${blocks}`;
  const filter = { id, stateful: false, tracker: id, rules: [rule], otherwise, origin };
  builder.addPortFilter(far, 'ingress', builder.addFilter(filter));
}
