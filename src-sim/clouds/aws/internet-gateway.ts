/**
 * An internet gateway: a router on the cores of its VPC that makes the elastic address of a private IPv4 one, both ways,
 * and leaves IPv6 as it is. IPv4 packets of those that have no elastic address are refused. What comes in goes to the
 * zone of the subnet it is for, and is routed by the gateway's own route table where it has one.
 * Beyond it is the internet the document draws; where it draws none, packets for the internet end in a blackhole here.
 * Left out: addresses that come and go with a machine, the bandwidth of a machine towards the internet.
 */
import type { FilterRule } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { StaticTranslation } from '../../fabric/translation.ts';
import { formatAddress } from '../../quantity/address.ts';
import { hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AwsParts, VpcPart } from './aws-parts.ts';
import { type ElasticAddress, elasticAddressesOf } from './elastic-address.ts';
import { joinInternet, subnetsSendingBy } from './internet-side.ts';

export function placeInternetGateways(context: BuildContext, parts: AwsParts): void {
  const { scenario, builder } = context;
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind !== 'aws-internet-gateway') continue;
    const vpc = parts.vpcs.get(record.network);
    if (vpc === undefined) continue;
    const origin = recordOrigin('gateways', id, record);
    const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
    const table = joinCores(context, parts, vpc, { id, origin, node, routeTable: record.routeTable ?? null });
    const elastic = elasticAddressesOf(context, vpc.id);
    const six = vpc.cidrs.filter(({ family }) => family === 6);
    const own = subnetsSendingBy(context, vpc, id);
    const prefixes = [...elastic.map(({ outer }) => hostPrefix(outer)), ...own];
    joinInternet(context, { id, origin, node, table, prefixes }, (port) => {
      builder.setNode(node, { translations: elastic.map((each) => translation(port, origin, each)) });
      builder.addPortFilter(port, 'egress', publicOnly(context, id, origin, elastic, six));
    });
  }
}

interface Gateway {
  readonly id: string;
  readonly origin: Origin;
  readonly node: number;
  readonly routeTable: string | null;
}

/** Links to all cores; returns the gateway's table, with the ways into the VPC. */
export function joinCores(
  { builder, facts }: BuildContext,
  parts: AwsParts,
  vpc: VpcPart,
  { id, origin, node, routeTable }: Gateway,
): number {
  const outers = new Map<string, number>();
  for (const core of vpc.cores.values()) {
    const mtu = facts.number('aws.ec2.mtu.igw', 'bytes');
    const spec = { ...idealLink, id: `${id}:${core.zone}`, mtu, origin };
    const [inner, outer] = builder.addLink(spec, core.node, node);
    core.exits.set(id, inner);
    outers.set(core.zone, outer);
    if (routeTable !== null) parts.entries.push({ vpc, zone: core.zone, port: inner, routeTable });
  }
  const table = builder.addTable(id, origin);
  builder.setNodeTable(node, table);
  const [first] = outers.values();
  const into = (prefix: Prefix, port: number, from: Origin): void => {
    const action = { kind: 'forward', ports: [port] } as const;
    builder.addRoute(table, { prefix, action, source: 'connected', origin: from });
  };
  for (const subnet of vpc.subnets) into(subnet.cidr, outers.get(subnet.zone)!, subnet.origin);
  for (const prefix of vpc.cidrs) into(prefix, first, vpc.origin);
  return table;
}

function translation(
  port: number,
  origin: Origin,
  { inner, outer, origin: from }: ElasticAddress,
): StaticTranslation {
  return {
    kind: 'static',
    port,
    from: [hostPrefix(inner)],
    to: [],
    protocol: 'any',
    portFrom: 0,
    portTo: 65535,
    inner,
    outer,
    sentence: `internet gateway ${origin.name} exchanges ${formatAddress(inner)} and ${formatAddress(outer)}`,
    origin: from,
  };
}

/** Asked before the translation, so of private addresses. */
function publicOnly(
  { builder }: BuildContext,
  id: string,
  origin: Origin,
  elastic: readonly ElasticAddress[],
  six: readonly Prefix[],
): number {
  const rule = (from: readonly Prefix[], sentence: string, of: Origin): FilterRule => ({
    allow: true,
    from,
    to: anywhere,
    protocol: 'any',
    portFrom: 0,
    portTo: 65535,
    sentence,
    origin: of,
  });
  const four = elastic.map(({ inner, outer, origin: of }) =>
    rule([hostPrefix(inner)], `${formatAddress(inner)} has the elastic address ${formatAddress(outer)}`, of),
  );
  const sixes = six.length === 0 ? [] : [rule(six, 'IPv6 addresses of the VPC are public', origin)];
  return builder.addFilter({
    id: `${id}:public`,
    stateful: false,
    tracker: `${id}:public`,
    rules: [...four, ...sixes],
    otherwise: `internet gateway ${origin.name} knows no elastic address for the source of this packet`,
    origin,
  });
}
