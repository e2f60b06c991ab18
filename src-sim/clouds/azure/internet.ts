/**
 * The edge between a virtual network and the internet: where private addresses become public ones. In this order: the NAT
 * gateway of the subnet, else the machine's own public address; a firewall has translated what it sends itself. A source that
 * has neither is refused, as in networks that Azure creates since default outbound access ended.
 * Left out: load balancers and their outbound rules, public prefixes, routing preference, IPv6 to the internet, the bandwidth
 * of a NAT gateway. Without an internet site in the document packets end here.
 */
import type { FilterRule, RouteAction } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { Translation } from '../../fabric/translation.ts';
import { type Address, formatAddress } from '../../quantity/address.ts';
import { formatPrefix, hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { drawConnection } from '../connection.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenAddress, writtenDuration } from '../written.ts';
import type { AzureParts, SubnetPart, VnetPart } from './azure-parts.ts';
import { exitPort } from './lane.ts';
import { addLocalRoutes } from './vnet.ts';

type NatGateway = Extract<RecordOf<'gateways'>, { kind: 'azure-nat-gateway' }>;

const LAST_PORT = 65_535;
const everything = { from: [], to: [], protocol: 'any', portFrom: 0, portTo: LAST_PORT } as const;
/** NAT Gateway: TCP idles out after four minutes unless set otherwise, UDP always does. */
const IDLE = '240 s';

export function openInternet(context: BuildContext, parts: AzureParts): void {
  for (const vnet of parts.vnets.values()) placeEdge(context, parts, vnet);
}

interface Edge {
  readonly node: number;
  readonly origin: Origin;
  readonly known: PublicAddresses;
}

function placeEdge(context: BuildContext, parts: AzureParts, vnet: VnetPart): void {
  const { builder, facts } = context;
  const origin: Origin = { ...vnet.origin, noun: 'internet edge of virtual network' };
  const id = `${vnet.id}:internet`;
  const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
  const mtu = facts.number('azure.mtu.default', 'bytes');
  const [inner, back] = builder.addLink({ ...idealLink, id, mtu, origin }, vnet.node, node);
  vnet.internet = inner;
  const table = builder.addTable(id, origin);
  builder.setNodeTable(node, table);
  context.later.connect.push(() => {
    const edge = { node, origin, known: publicAddressesOf(context, parts, vnet) };
    const outer = connect(context, vnet, edge);
    if (outer !== null) translate(context, vnet, edge, outer);
    const inwards = [...vnet.cidrs, ...vnet.outside.map(({ address }) => hostPrefix(address))];
    for (const [prefixes, port, source] of [
      [inwards, back, 'local'],
      [anywhere, outer, 'default'],
    ] as const) {
      const action: RouteAction = port === null ? { kind: 'blackhole' } : { kind: 'forward', ports: [port] };
      for (const prefix of prefixes) builder.addRoute(table, { prefix, action, source, origin });
    }
  });
  context.later.fill.push(() => takeIn(context, vnet));
}

/** Public addresses that the edge answers for, and what each of them stands for. */
interface PublicAddresses {
  readonly machines: readonly { readonly inner: Address; readonly outer: Address; readonly origin: Origin }[];
  readonly gateways: readonly {
    readonly subnets: readonly SubnetPart[];
    readonly pool: readonly Address[];
    readonly record: NatGateway;
    readonly origin: Origin;
  }[];
}

function publicAddressesOf(
  { scenario, machines }: BuildContext,
  parts: AzureParts,
  vnet: VnetPart,
): PublicAddresses {
  const single = recordsOf(scenario.attachments).flatMap(([id, record]) => {
    if (record.kind !== 'azure-public-address') return [];
    const machine = machines.get(record.workload);
    if (machine === undefined || parts.subnets.get(machine.record.subnet)?.vnet !== vnet) return [];
    const origin = recordOrigin('attachments', id, record);
    const outer = writtenAddress(record.address);
    return machine.addresses.slice(0, 1).map((inner) => ({ inner, outer, origin }));
  });
  const gateways = recordsOf(scenario.gateways).flatMap(([id, record]) => {
    if (record.kind !== 'azure-nat-gateway') return [];
    const subnets = vnet.subnets.filter((subnet) => subnet.record.natGateway === id);
    const pool = (record.publicAddresses ?? []).map(writtenAddress);
    if (subnets.length === 0 || pool.length === 0) return [];
    return [{ subnets, pool, record, origin: recordOrigin('gateways', id, record) }];
  });
  return { machines: single, gateways };
}

/** Port towards the internet site of the document; null: there is none. */
function connect(context: BuildContext, vnet: VnetPart, { node, origin, known }: Edge): number | null {
  const { scenario, junctions, facts } = context;
  const site = recordsOf(scenario.sites).find(([, { kind }]) => kind === 'internet')?.[0];
  const internet = site === undefined ? undefined : junctions.get(site);
  if (internet === undefined) return null;
  const prefixes = [
    ...known.machines.map(({ outer }) => outer),
    ...known.gateways.flatMap(({ pool }) => pool),
    ...vnet.outside.map(({ address }) => address),
  ].map(hostPrefix);
  const mtu = facts.number('azure.mtu.default', 'bytes');
  const spec = { ...idealLink, id: `${vnet.id}:public`, mtu, origin };
  const junction = { origin, node, speaker: null, prefixes };
  return drawConnection(context, spec, { junction }, { junction: internet })[0];
}

function translate(
  { builder, facts }: BuildContext,
  vnet: VnetPart,
  { node, origin, known }: Edge,
  port: number,
): void {
  const shared = { port, to: [], protocol: 'any', portFrom: 0, portTo: LAST_PORT } as const;
  const source = known.gateways.map(({ subnets, pool, record, origin: who }): Translation => {
    const tcp = writtenDuration(record.idle ?? IDLE);
    const made = pool.map(formatAddress).join(' or ');
    return {
      ...shared,
      kind: 'source',
      from: subnets.map(({ cidr }) => cidr),
      pool,
      // All but the well-known ports; the published limit is the number of connections to one destination.
      poolPortFrom: LAST_PORT + 1 - facts.number('azure.nat.conns.dest', 'connections'),
      poolPortTo: LAST_PORT,
      reuse: 'per-destination',
      idleNs: { tcp, udp: writtenDuration(IDLE), icmp: writtenDuration(IDLE) },
      sentence: `NAT gateway ${who.name} makes ${made} of the source`,
      origin: who,
    };
  });
  const single = known.machines.map(({ inner, outer, origin: who }): Translation => {
    const sentence = `public address ${formatAddress(outer)} stands for ${formatAddress(inner)}`;
    return { ...shared, kind: 'static', from: [hostPrefix(inner)], inner, outer, sentence, origin: who };
  });
  builder.setNode(node, { translations: [...source, ...single] });
  const goes = (from: readonly Prefix[], who: Origin): FilterRule[] => {
    const sentence = `${who.noun} ${who.name} lets ${from.map(formatPrefix).join(', ')} out`;
    return from.length === 0 ? [] : [{ ...everything, allow: true, from, sentence, origin: who }];
  };
  const id = `${vnet.id}:outbound`;
  const filter = builder.addFilter({
    id,
    stateful: false,
    tracker: id,
    rules: [
      ...known.gateways.flatMap(({ subnets, origin: who }) =>
        goes(
          subnets.map(({ cidr }) => cidr),
          who,
        ),
      ),
      ...known.machines.flatMap(({ inner, origin: who }) => goes([hostPrefix(inner)], who)),
      ...vnet.outside.flatMap(({ address, forwarder }) => goes([hostPrefix(address)], forwarder.origin)),
    ],
    otherwise: 'neither the machine has a public address nor its subnet a NAT gateway',
    origin,
  });
  builder.addPortFilter(port, 'egress', filter);
}

/** What comes in: to the machines, and what is for the public address of a forwarder to that one. */
function takeIn(context: BuildContext, vnet: VnetPart): void {
  const { builder } = context;
  const table = builder.addTable(`inbound@${vnet.id}`, vnet.origin);
  builder.setPortTable(vnet.internet, table);
  for (const { address, forwarder } of vnet.outside) {
    const port = exitPort(context, vnet, { forwarder, joint: null });
    const action = { kind: 'forward', ports: [port] } as const;
    builder.addRoute(table, {
      prefix: hostPrefix(address),
      action,
      source: 'host',
      origin: forwarder.origin,
    });
  }
  addLocalRoutes(context, vnet, table);
}
