/**
 * PrivateLink: an interface endpoint is an address in a subnet of the consumer that leads to one service and nothing else.
 * The service's load balancer has an interface in the provider's VPC; it sends on what arrives to one of its targets, with
 * its own address as source, so the two networks never learn of each other and may even overlap (two endpoints of one
 * service with the same address do not work here). Nothing is opened the other way. Each zone's endpoint uses the load balancer of its zone, else the first.
 * Left out: names, acceptance, endpoint policies, health of targets, client addresses kept by the load balancer, and
 * clients of the load balancer in the provider's own VPC.
 */
import type { Origin } from '../../fabric/origin.ts';
import type { Translation } from '../../fabric/translation.ts';
import { formatAddress, type Address } from '../../quantity/address.ts';
import { hostPrefix } from '../../quantity/prefix.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenAddress } from '../written.ts';
import type { AwsParts, SubnetPart } from './aws-parts.ts';
import { betweenZonesNs, interfaceDelayNs } from './distance.ts';
import { guardInterface } from './security-group.ts';
import { addOneWayTable } from './zone-endpoint.ts';

type Gateway = RecordOf<'gateways'>;
type Service = Extract<Gateway, { kind: 'aws-endpoint-service' }>;
type Endpoint = Extract<Gateway, { kind: 'aws-interface-endpoint' }>;

const BPS_PER_GBPS = 1_000_000_000;
const NS_PER_S = 1_000_000_000;
const firstPort = 1024;
const lastPort = 65535;

interface LoadBalancer {
  readonly zone: string;
  readonly node: number;
  readonly table: number;
  readonly origin: Origin;
  readonly record: Service;
  /** Port towards the provider's subnet. */
  readonly out: number;
  readonly address: Address;
  readonly translations: Translation[];
}

interface Interface {
  readonly subnet: SubnetPart;
  readonly address: Address;
}

function interfacesOf(parts: AwsParts, record: Service | Endpoint): Interface[] {
  return record.interfaces.flatMap(({ subnet: id, address }): Interface[] => {
    const subnet = parts.subnets.get(id);
    return subnet === undefined || address === undefined
      ? []
      : [{ subnet, address: writtenAddress(address) }];
  });
}

export function placePrivateLinks(context: BuildContext, parts: AwsParts): void {
  const { scenario, builder } = context;
  const services = new Map<string, LoadBalancer[]>();
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind === 'aws-endpoint-service') services.set(id, placeService(context, parts, id, record));
  }
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind === 'aws-interface-endpoint')
      placeEndpoint(context, parts, id, record, services.get(record.service) ?? []);
  }
  for (const balancers of services.values()) {
    for (const { node, translations } of balancers) builder.setNode(node, { translations });
  }
}

function placeService(context: BuildContext, parts: AwsParts, id: string, record: Service): LoadBalancer[] {
  const origin = recordOrigin('gateways', id, record);
  const interfaces = interfacesOf(parts, record);
  return interfaces.map(({ subnet, address }) => {
    const name = interfaces.length === 1 ? id : `${id}@${subnet.zone}`;
    const { node, out, table } = plugIn(context, name, origin, subnet, address);
    const translations: Translation[] = [ownAddressAsSource(context, out, address, origin)];
    return { zone: subnet.zone, node, table, origin, record, out, address, translations };
  });
}

function ownAddressAsSource(
  { facts }: BuildContext,
  port: number,
  address: Address,
  origin: Origin,
): Translation {
  const idleNs = facts.number('aws.nlb.idle', 's') * NS_PER_S;
  return {
    kind: 'source',
    port,
    ...everything,
    pool: [address],
    poolPortFrom: firstPort,
    poolPortTo: lastPort,
    reuse: 'per-destination',
    idleNs: { tcp: idleNs, udp: idleNs, icmp: idleNs },
    sentence: `${origin.noun} ${origin.name} makes ${formatAddress(address)} of the source`,
    origin,
  };
}

const everything = { from: [], to: [], protocol: 'any', portFrom: 0, portTo: lastPort } as const;

/** A node with an interface in a subnet, as a machine has one; what is for its address and asked for by nobody is dropped. */
function plugIn(
  { builder, facts }: BuildContext,
  id: string,
  origin: Origin,
  subnet: SubnetPart,
  address: Address,
): { readonly node: number; readonly out: number; readonly table: number } {
  const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
  const spec = {
    ...idealLink,
    id: `${id}:interface`,
    mtu: facts.number('aws.pl.mtu', 'bytes'),
    rateBps: facts.number('aws.pl.bw', 'Gbit/s') * BPS_PER_GBPS,
    delayNs: interfaceDelayNs(facts),
    origin,
  };
  const [out, down] = builder.addLink(spec, node, subnet.node);
  subnet.members.push({ prefix: hostPrefix(address), port: down, origin });
  const table = builder.addTable(id, origin);
  builder.setNodeTable(node, table);
  return { node, out, table };
}

function placeEndpoint(
  context: BuildContext,
  parts: AwsParts,
  id: string,
  record: Endpoint,
  balancers: readonly LoadBalancer[],
): void {
  const { builder, facts } = context;
  const origin = recordOrigin('gateways', id, record);
  const interfaces = interfacesOf(parts, record);
  for (const { subnet, address } of interfaces) {
    const name = interfaces.length === 1 ? id : `${id}@${subnet.zone}`;
    const { node, out, table } = plugIn(context, name, origin, subnet, address);
    guardInterface(context, name, [out], record.securityGroups ?? []);
    const balancer = balancers.find(({ zone }) => zone === subnet.zone) ?? balancers[0];
    if (balancer === undefined) continue;
    const spec = {
      ...idealLink,
      id: `${name}:service`,
      mtu: facts.number('aws.pl.mtu', 'bytes'),
      delayNs: balancer.zone === subnet.zone ? 0 : betweenZonesNs(facts),
      origin,
    };
    const [near, far] = builder.addLink(spec, node, balancer.node);
    builder.addRoute(table, {
      prefix: hostPrefix(balancer.address),
      action: { kind: 'forward', ports: [near] },
      source: 'local',
      origin,
    });
    builder.setPortTable(near, addOneWayTable(context, `${name} back`, origin, out));
    const towards: Translation = {
      kind: 'destination',
      port: out,
      ...everything,
      to: [hostPrefix(address)],
      targets: [{ address: balancer.address, port: 0 }],
      sentence: `${origin.noun} ${origin.name} leads to ${balancer.origin.noun} ${balancer.origin.name}`,
      origin,
    };
    const source = ownAddressAsSource(context, near, address, origin);
    builder.setNode(node, { translations: [towards, source] });
    addListener(context, balancer, address, far);
  }
}

/** What comes from one endpoint goes to a target, and the answers back to it. */
function addListener(
  context: BuildContext,
  { node, origin, record, out, address, translations, table }: LoadBalancer,
  endpoint: Address,
  port: number,
): void {
  const { builder, machines } = context;
  const { targetPort = 0 } = record;
  const targets = record.targets.flatMap((target) =>
    (machines.get(target)?.addresses ?? [])
      .filter(({ family }) => family === address.family)
      .map((each) => ({ address: each, port: targetPort })),
  );
  translations.push({
    kind: 'destination',
    port,
    ...everything,
    to: [hostPrefix(address)],
    ...(record.port === undefined ? {} : { protocol: 'tcp', portFrom: record.port, portTo: record.port }),
    targets,
    sentence: `${origin.noun} ${origin.name} sends it to ${record.targets.join(' or ')}`,
    origin,
  });
  const inwards = builder.addTable(`${builder.nodeId(node)} from ${formatAddress(endpoint)}`, origin);
  for (const { address: target } of targets) {
    const action = { kind: 'forward', ports: [out] } as const;
    builder.addRoute(inwards, { prefix: hostPrefix(target), action, source: 'local', origin });
  }
  builder.setPortTable(port, inwards);
  const back = { kind: 'forward', ports: [port] } as const;
  builder.addRoute(table, { prefix: hostPrefix(endpoint), action: back, source: 'local', origin });
}
