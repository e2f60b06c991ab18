/**
 * A subnet: a node that knows its members by host routes, alias addresses included, and hands everything else to the core of
 * its region as the routes of the network say. Members whose network tags make other routes apply have an uplink of their own.
 * Left out: purposes other than machines (proxy-only, NAT for Private Service Connect), Private Google Access, flow logs,
 * alias ranges longer than an address, several interfaces.
 */
import { hostPrefix } from '../../quantity/prefix.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { type BuildContext, idealLink, type Machine, recordsOf } from '../build-context.ts';
import { addDefaultRoutes, interfaceLink } from '../machine.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenAddress, writtenPrefix } from '../written.ts';
import { interfaceDelayNs } from './distance.ts';
import type { Exit, GcpParts, Member, SubnetPart, Uplink } from './gcp-parts.ts';
import { tableTo } from './lane.ts';
import { coreAt } from './vpc-network.ts';

export function placeSubnets(context: BuildContext, parts: GcpParts): void {
  const { scenario, builder } = context;
  for (const [id, record] of recordsOf(scenario.subnets)) {
    if (record.kind !== 'gcp-subnet') continue;
    const core = coreAt(context, parts, record);
    if (core === null) continue;
    const origin = recordOrigin('subnets', id, record);
    const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
    const ranges = [record.cidr, ...(record.secondary ?? []).map(({ cidr }) => cidr)].map(writtenPrefix);
    const subnet: SubnetPart = { id, origin, core, ranges, node, uplinks: new Map(), members: [] };
    uplinkOf(context, subnet, []);
    core.network.subnets.push(subnet);
    parts.subnets.set(id, subnet);
  }
}

function uplinkOf({ builder }: BuildContext, subnet: SubnetPart, tags: readonly string[]): Uplink {
  const key = tags.join();
  const known = subnet.uplinks.get(key);
  if (known !== undefined) return known;
  const { core, node, origin } = subnet;
  const id = key === '' ? subnet.id : `${subnet.id}:${key}`;
  const spec = { ...idealLink, id, mtu: core.network.mtu, origin };
  const [up, down] = builder.addLink(spec, node, core.node);
  const uplink = { tags, up, down };
  subnet.uplinks.set(key, uplink);
  return uplink;
}

/** Tags that some route of the network asks for. */
function tagsInUse(scenario: Scenario, network: string): Set<string> {
  return new Set(
    recordsOf(scenario.routeTables).flatMap(([, table]) =>
      table.kind === 'gcp-routes' && table.network === network
        ? table.routes.flatMap(({ tags }) => tags ?? [])
        : [],
    ),
  );
}

export function plugMachinesIn(context: BuildContext, parts: GcpParts): void {
  const { builder, facts, machines, scenario } = context;
  for (const machine of machines.values()) {
    const subnet = parts.subnets.get(machine.record.subnet);
    if (subnet === undefined) continue;
    const { network } = subnet.core;
    const { record, node, origin, id } = machine;
    const used = tagsInUse(scenario, network.id);
    const tags = tagsOf(machine).filter((tag) => used.has(tag));
    const uplink = uplinkOf(context, subnet, [...new Set(tags)].sort());
    const place = { mtu: network.mtu, delayNs: interfaceDelayNs(facts) };
    const [own, port] = builder.addLink(interfaceLink(machine, place), node, subnet.node);
    machine.ports.push(own);
    addDefaultRoutes(context, machine, own);
    const aliases = record.kind === 'virtual-machine' ? (record.aliases ?? []).map(writtenAddress) : [];
    for (const alias of aliases) builder.addAddress(node, alias);
    const forwards = record.kind === 'virtual-machine' && record.forwards === true;
    const addresses = [...machine.addresses, ...aliases];
    subnet.members.push({ machine: id, addresses, uplink, port, own, forwards, origin });
  }
}

export const tagsOf = ({ record }: Machine): readonly string[] =>
  record.kind === 'virtual-machine' ? (record.tags ?? []) : [];

/** A machine as a next hop. */
export function exitTo(context: BuildContext, subnet: SubnetPart, member: Member): Exit {
  const { builder } = context;
  const { core, node } = subnet;
  const exit = { id: member.machine, origin: member.origin, core };
  const inside = (): number => {
    const known = core.ways.get(`lane ${exit.id}`);
    if (known !== undefined) return known;
    const id = `${builder.nodeId(core.node)}:${exit.id}`;
    const spec = { ...idealLink, id, mtu: core.network.mtu, origin: subnet.origin };
    const [near, far] = builder.addLink(spec, core.node, node);
    builder.setPortTable(far, tableTo(context, exit, subnet.id, member.port));
    core.ways.set(`lane ${exit.id}`, near);
    return near;
  };
  return { ...exit, inside };
}

/** What comes from the core: to whoever has the address. */
export function fillDeliveryTable({ builder }: BuildContext, subnet: SubnetPart): void {
  const table = builder.addTable(`members@${subnet.id}`, subnet.origin);
  builder.setNodeTable(subnet.node, table);
  addMembers({ builder }, subnet, table);
}

export function addMembers(
  { builder }: Pick<BuildContext, 'builder'>,
  subnet: SubnetPart,
  table: number,
): void {
  for (const { addresses, port, origin } of subnet.members) {
    const action = { kind: 'forward', ports: [port] } as const;
    for (const prefix of addresses.map(hostPrefix)) {
      builder.addRoute(table, { prefix, action, source: 'host', origin });
    }
  }
  for (const prefix of subnet.ranges) {
    const action = { kind: 'no-neighbour' } as const;
    builder.addRoute(table, { prefix, action, source: 'connected', origin: subnet.origin });
  }
}
