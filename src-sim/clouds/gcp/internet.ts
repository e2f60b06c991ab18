/**
 * The edge between a region of a network and the internet, where private addresses become public ones: a machine's external
 * address, else Cloud NAT of its subnet. A source that has neither is refused.
 * Left out: load balancers and their addresses, network tiers, the egress limits of a machine, IPv6. Without an internet site
 * in the document packets end here.
 */
import type { FilterRule, RouteAction } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { Translation } from '../../fabric/translation.ts';
import { formatAddress } from '../../quantity/address.ts';
import { formatPrefix, hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { drawConnection } from '../connection.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenAddress } from '../written.ts';
import { cloudNatsOf, natTranslation } from './cloud-nat.ts';
import type { CorePart, GcpParts, NetworkPart } from './gcp-parts.ts';

const LAST_PORT = 65_535;
const everything = { from: [], to: [], protocol: 'any', portFrom: 0, portTo: LAST_PORT } as const;

export function openInternet(context: BuildContext, parts: GcpParts): void {
  for (const network of parts.networks.values()) {
    if (!usesInternet(context.scenario, network)) continue;
    for (const core of network.cores.values()) placeEdge(context, parts, core);
  }
}

const usesInternet = (scenario: Scenario, { id, record }: NetworkPart): boolean =>
  record.defaultRoute !== false ||
  recordsOf(scenario.routeTables).some(
    ([, table]) =>
      table.kind === 'gcp-routes' &&
      table.network === id &&
      table.routes.some(({ hop }) => hop === 'internet'),
  );

function placeEdge(context: BuildContext, parts: GcpParts, core: CorePart): void {
  const { builder, later } = context;
  const { network } = core;
  const origin: Origin = { ...network.origin, noun: 'internet edge of VPC network' };
  const id = `${builder.nodeId(core.node)}:internet`;
  const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
  const [inner, back] = builder.addLink({ ...idealLink, id, mtu: network.mtu, origin }, core.node, node);
  core.internet = inner;
  const table = builder.addTable(id, origin);
  builder.setNodeTable(node, table);
  later.connect.push(() => {
    const outer = connect(context, parts, core, { id, node, origin });
    // What nobody behind Cloud NAT has asked for.
    for (const nat of cloudNatsOf(context, parts, core)) {
      for (const prefix of nat.pool.map(hostPrefix)) {
        const action = { kind: 'blackhole' } as const;
        builder.addRoute(table, { prefix, action, source: 'local', origin: nat.origin });
      }
    }
    const inwards = network.subnets.filter((subnet) => subnet.core === core).flatMap(({ ranges }) => ranges);
    for (const [prefixes, port, source] of [
      [inwards, back, 'local'],
      [anywhere, outer, 'default'],
    ] as const) {
      const action: RouteAction = port === null ? { kind: 'blackhole' } : { kind: 'forward', ports: [port] };
      for (const prefix of prefixes) builder.addRoute(table, { prefix, action, source, origin });
    }
  });
}

interface Edge {
  readonly id: string;
  readonly node: number;
  readonly origin: Origin;
}

/** Port towards the internet site of the document; null: there is none. */
function connect(
  context: BuildContext,
  parts: GcpParts,
  core: CorePart,
  { id, node, origin }: Edge,
): number | null {
  const { scenario, junctions, builder } = context;
  const site = recordsOf(scenario.sites).find(([, { kind }]) => kind === 'internet')?.[0];
  const internet = site === undefined ? undefined : junctions.get(site);
  if (internet === undefined) return null;
  const single = externalAddressesOf(context, parts, core);
  const nats = cloudNatsOf(context, parts, core);
  const prefixes = [...single.map(({ outer }) => outer), ...nats.flatMap(({ pool }) => pool)].map(hostPrefix);
  const spec = { ...idealLink, id: `${id}:public`, mtu: core.network.mtu, origin };
  const junction = { origin, node, speaker: null, prefixes };
  const [port] = drawConnection(context, spec, { junction }, { junction: internet });
  const statics = single.map(({ inner, outer, origin: who }): Translation => {
    const sentence = `external address ${formatAddress(outer)} stands for ${formatAddress(inner)}`;
    const from = [hostPrefix(inner)];
    return { ...everything, kind: 'static', port, from, inner, outer, sentence, origin: who };
  });
  builder.setNode(node, {
    translations: [...statics, ...nats.map((nat) => natTranslation(context, nat, port))],
  });
  const goes = (from: readonly Prefix[], who: Origin): FilterRule => {
    const sentence = `${who.noun} ${who.name} lets ${from.map(formatPrefix).join(', ')} out`;
    return { ...everything, allow: true, from, sentence, origin: who };
  };
  const filter = builder.addFilter({
    id: `${id}:outbound`,
    stateful: false,
    tracker: `${id}:outbound`,
    rules: [
      ...single.map(({ inner, origin: who }) => goes([hostPrefix(inner)], who)),
      ...nats.map(({ from, origin: who }) => goes(from, who)),
    ],
    otherwise: 'neither has the machine an external address nor its subnet Cloud NAT',
    origin,
  });
  builder.addPortFilter(port, 'egress', filter);
  return port;
}

function externalAddressesOf({ scenario, machines }: BuildContext, parts: GcpParts, core: CorePart) {
  return recordsOf(scenario.attachments).flatMap(([id, record]) => {
    if (record.kind !== 'gcp-external-address') return [];
    const machine = machines.get(record.workload);
    if (machine === undefined || parts.subnets.get(machine.record.subnet)?.core !== core) return [];
    const outer = writtenAddress(record.address);
    const origin = recordOrigin('attachments', id, record);
    return machine.addresses
      .filter(({ family }) => family === outer.family)
      .slice(0, 1)
      .map((inner) => ({ inner, outer, origin }));
  });
}
