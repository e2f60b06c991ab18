/**
 * A VPC peering: links between the cores of the two VPCs, in the same zone where both have one, else to the other
 * VPC's first zone. Each end lets out only what goes from its own VPC's blocks to those of the other, because a
 * peering carries no transit: not from a third VPC, nor to one, nor to a gateway behind the other.
 * Left out: acceptance, DNS resolution over the peering, the edge-to-edge cases that overlapping blocks make.
 */
import type { Filter } from '../../fabric/fabric.ts';
import { formatPrefix, type Prefix } from '../../quantity/prefix.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AwsParts, VpcPart, ZoneCore } from './aws-parts.ts';
import { betweenRegionsNs, betweenZonesNs } from './distance.ts';

export function peerVpcs(context: BuildContext, parts: AwsParts): void {
  for (const [id, record] of recordsOf(context.scenario.attachments)) {
    if (record.kind !== 'aws-vpc-peering') continue;
    const requester = parts.vpcs.get(record.requester);
    const accepter = parts.vpcs.get(record.accepter);
    if (requester === undefined || accepter === undefined || requester === accepter) continue;
    const joined = new Set<string>();
    const join = (a: ZoneCore, b: ZoneCore): void => {
      const key = `${a.zone}-${b.zone}`;
      if (!joined.has(key)) link(context, id, key, { vpc: requester, core: a }, { vpc: accepter, core: b });
      joined.add(key);
    };
    for (const core of requester.cores.values()) join(core, counterpart(core, accepter));
    for (const core of accepter.cores.values()) join(counterpart(core, requester), core);
  }
}

function counterpart(core: ZoneCore, other: VpcPart): ZoneCore {
  const [first] = other.cores.values();
  return other.cores.get(core.zone) ?? first;
}

interface End {
  readonly vpc: VpcPart;
  readonly core: ZoneCore;
}

function link(context: BuildContext, id: string, zones: string, requester: End, accepter: End): void {
  const { scenario, builder, facts, findings } = context;
  const record = scenario.attachments?.[id];
  if (record === undefined) return;
  const origin = recordOrigin('attachments', id, record);
  const sameRegion = requester.vpc.region === accepter.vpc.region;
  const mtu = facts.number(sameRegion ? 'aws.peering.mtu.intra' : 'aws.peering.mtu.inter', 'bytes');
  let delayNs: number | null = 0;
  if (!sameRegion) delayNs = betweenRegionsNs(facts, requester.vpc.region, accepter.vpc.region);
  else if (requester.core.zone !== accepter.core.zone) delayNs = betweenZonesNs(facts);
  if (delayNs === null) {
    findings.push({
      code: 'model/no-latency',
      severity: 'info',
      message: `${origin.name} is simulated without delay: no latency between ${requester.vpc.region} and ${accepter.vpc.region} is known`,
      path: ['attachments', id],
    });
  }
  const spec = { ...idealLink, id: `${id}:${zones}`, mtu, delayNs: delayNs ?? 0, origin };
  const [there, back] = builder.addLink(spec, requester.core.node, accepter.core.node);
  for (const [port, from, to] of [
    [there, requester, accepter],
    [back, accepter, requester],
  ] as const) {
    // Of several links of one peering a core sends over the one that stays in its zone.
    if (!from.core.exits.has(id) || from.core.zone === to.core.zone) from.core.exits.set(id, port);
    builder.addPortFilter(
      port,
      'egress',
      builder.addFilter(noTransit(`${id}:${from.vpc.id}`, origin, from.vpc, to.vpc)),
    );
  }
}

const listed = (prefixes: readonly Prefix[]): string => prefixes.map(formatPrefix).join(', ');

function noTransit(id: string, origin: Filter['origin'], from: VpcPart, to: VpcPart): Filter {
  const ways = `from ${listed(from.cidrs)} to ${listed(to.cidrs)}`;
  const sentence = `peering ${origin.name} carries packets ${ways}`;
  const rule = {
    allow: true,
    from: from.cidrs,
    to: to.cidrs,
    protocol: 'any',
    portFrom: 0,
    portTo: 65535,
  } as const;
  return {
    id,
    stateful: false,
    tracker: id,
    rules: [{ ...rule, sentence, origin }],
    otherwise: `peering ${origin.name} carries no transit, only packets ${ways}: it refuses this packet`,
    origin,
  };
}
