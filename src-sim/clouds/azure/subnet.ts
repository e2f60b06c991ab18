/**
 * A subnet: a node that knows each of its interfaces by a host route. What its interfaces send is routed by the effective
 * routes of the subnet; what arrives from the core is delivered. Subnets span availability zones.
 * A machine that forwards is a router with one interface; others forward nothing, even if a route names them.
 * Left out: dual-stack subnets (draw a second one of the other family), several interfaces of a machine, and the addresses
 * Azure keeps for itself as something that answers.
 */
import { hostPrefix } from '../../quantity/prefix.ts';
import type { LinkSpec } from '../../fabric/builder.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { addDefaultRoutes, interfaceLink } from '../machine.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import type { AzureParts, ForwarderPart, Member, SubnetPart } from './azure-parts.ts';
import { interfaceDelayNs } from './distance.ts';

export function placeSubnets({ scenario, builder, facts }: BuildContext, parts: AzureParts): void {
  const mtu = facts.number('azure.mtu.default', 'bytes');
  for (const [id, record] of recordsOf(scenario.subnets)) {
    if (record.kind !== 'azure-subnet') continue;
    const vnet = parts.vnets.get(record.network);
    if (vnet === undefined) continue;
    const origin = recordOrigin('subnets', id, record);
    const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
    const [up, down] = builder.addLink({ ...idealLink, id, mtu, origin }, node, vnet.node);
    const cidr = writtenPrefix(record.cidr);
    const subnet: SubnetPart = {
      id,
      origin,
      record,
      vnet,
      cidr,
      node,
      up,
      down,
      members: [],
      effective: [],
    };
    vnet.subnets.push(subnet);
    parts.subnets.set(id, subnet);
  }
}

export function plugMachinesIn(context: BuildContext, parts: AzureParts): void {
  const { facts, machines } = context;
  const place = { mtu: facts.number('azure.mtu.default', 'bytes'), delayNs: interfaceDelayNs(facts) };
  for (const machine of machines.values()) {
    const subnet = parts.subnets.get(machine.record.subnet);
    if (subnet === undefined) continue;
    const { id, origin, node, addresses } = machine;
    const plugged = { id, origin, node, addresses, machine: id };
    const forwarder = plugIn(context, subnet, plugged, interfaceLink(machine, place));
    machine.ports.push(forwarder.member.own);
    addDefaultRoutes(context, machine, forwarder.member.own);
    parts.forwarders.set(id, forwarder);
    if (machine.record.kind !== 'azure-private-endpoint') continue;
    for (const address of addresses) subnet.vnet.endpoints.push({ subnet, address, origin });
  }
}

interface Plugged extends Pick<Member, 'addresses' | 'origin'> {
  readonly machine?: string | null;
  readonly id: string;
  readonly node: number;
}

/** Gives a node its interface in a subnet; routes may name it as their next hop from then on. */
export function plugIn(
  { builder }: BuildContext,
  subnet: SubnetPart,
  { id, origin, node, addresses, machine = null }: Plugged,
  spec: LinkSpec,
): ForwarderPart {
  const [own, port] = builder.addLink(spec, node, subnet.node);
  const member: Member = { machine, addresses, port, own, origin };
  subnet.members.push(member);
  return { id, origin, subnet, member, transit: -1 };
}

/** What comes from the core: to whoever has the address. */
export function fillDeliveryTable({ builder }: BuildContext, subnet: SubnetPart): void {
  const table = builder.addTable(`members@${subnet.id}`, subnet.origin);
  builder.setNodeTable(subnet.node, table);
  for (const { addresses, port, origin } of subnet.members) {
    for (const address of addresses) {
      const action = { kind: 'forward', ports: [port] } as const;
      builder.addRoute(table, { prefix: hostPrefix(address), action, source: 'host', origin });
    }
  }
  const nobody = { kind: 'no-neighbour' } as const;
  builder.addRoute(table, {
    prefix: subnet.cidr,
    action: nobody,
    source: 'connected',
    origin: subnet.origin,
  });
}
