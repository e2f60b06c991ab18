/**
 * A NAT gateway: what routes send to it leaves again by its interface in the subnet, with that interface's address as source;
 * answers come back to that address and are sent on by the route table of the subnet. A public one is translated once more by
 * the internet gateway, to its elastic address; a private one is not. With an interface in each zone it is a regional one.
 * What nobody behind it has asked for is dropped.
 * Left out: secondary addresses, NAT64, the growth of the bandwidth from its base, the packet rate, and fragments of UDP.
 */
import type { LinkSpec } from '../../fabric/builder.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { SourceTranslation } from '../../fabric/translation.ts';
import { formatAddress, type Address } from '../../quantity/address.ts';
import { hostPrefix } from '../../quantity/prefix.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenAddress } from '../written.ts';
import type { AwsParts } from './aws-parts.ts';
import { addOneWayTable, placeEndpoints, type ZoneEndpoint } from './zone-endpoint.ts';

const BPS_PER_GBPS = 1_000_000_000;
const NS_PER_S = 1_000_000_000;
/** The first port that is not well known (RFC 6335 section 6). */
const firstPort = 1024;

export function placeNatGateways(context: BuildContext, parts: AwsParts): void {
  const { scenario, facts } = context;
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind !== 'aws-nat-gateway') continue;
    const origin = recordOrigin('gateways', id, record);
    const mtu = facts.number('aws.nat.mtu', 'bytes');
    const rateBps = facts.number('aws.nat.bw', 'Gbit/s') * BPS_PER_GBPS;
    const endpoints = placeEndpoints(context, parts, { id, origin, mtu, rateBps }, record.interfaces);
    for (const [n, { address }] of record.interfaces.entries()) {
      const endpoint = endpoints[n];
      if (endpoint !== null && address !== undefined)
        addTranslation(context, endpoint, writtenAddress(address), { ...idealLink, mtu, rateBps, origin });
    }
  }
}

function addTranslation(
  context: BuildContext,
  { node, subnet, ports }: ZoneEndpoint,
  address: Address,
  wire: Omit<LinkSpec, 'id'>,
): void {
  const { builder } = context;
  const { origin } = wire;
  const id = builder.nodeId(node);
  const [out, down] = builder.addLink({ ...wire, id: `${id}:interface` }, node, subnet.node);
  subnet.members.push({ prefix: hostPrefix(address), port: down, origin });
  const [four] = anywhere;
  const outwards = addOneWayTable(context, `${id} outwards`, origin, out, [four]);
  for (const port of ports) builder.setPortTable(port, outwards);
  const inwards = addOneWayTable(context, `${id} inwards`, origin, ports[0], [four]);
  builder.addRoute(inwards, {
    prefix: hostPrefix(address),
    action: { kind: 'blackhole' },
    source: 'local',
    origin,
  });
  builder.setPortTable(out, inwards);
  builder.setNodeTable(node, inwards);
  builder.setNode(node, { translations: [translation(context, out, address, origin)] });
}

function translation(
  { facts }: BuildContext,
  port: number,
  address: Address,
  origin: Origin,
): SourceTranslation {
  const idleNs = facts.number('aws.nat.idle', 's') * NS_PER_S;
  return {
    kind: 'source',
    port,
    from: [],
    to: [],
    protocol: 'any',
    portFrom: 0,
    portTo: 65535,
    pool: [address],
    poolPortFrom: firstPort,
    poolPortTo: firstPort + facts.number('aws.nat.conns', 'connections') - 1,
    reuse: 'per-destination',
    idleNs: { tcp: idleNs, udp: idleNs, icmp: idleNs },
    sentence: `NAT gateway ${origin.name} makes ${formatAddress(address)} of the source`,
    origin,
  };
}
