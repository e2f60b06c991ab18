/**
 * A subnet: a router that knows each of its members by a host route and hands everything else to the VPC's core,
 * as its route table says. Members' interfaces are the links to it.
 * Left out: the subnet's own reserved addresses (router, DNS) as something that answers.
 */
import { hostPrefix } from '../../quantity/prefix.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { addDefaultRoutes, interfaceLink } from '../machine.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import type { AwsParts, SubnetPart } from './aws-parts.ts';
import { interfaceDelayNs } from './distance.ts';
import { zoneOf } from './vpc.ts';

/** The table a subnet names, else its VPC's main one. */
function routeTableOf(scenario: Scenario, network: string, named: string | undefined): string | null {
  if (named !== undefined) return named;
  const main = recordsOf(scenario.routeTables).find(
    ([, table]) => table.kind === 'aws-route-table' && table.network === network && table.main === true,
  );
  return main?.[0] ?? null;
}

export function placeSubnets(context: BuildContext, parts: AwsParts): void {
  const { scenario, builder, facts } = context;
  const mtu = facts.number('aws.ec2.mtu', 'bytes');
  for (const [id, record] of recordsOf(scenario.subnets)) {
    if (record.kind !== 'aws-subnet') continue;
    const vpc = parts.vpcs.get(record.network);
    if (vpc === undefined) continue;
    const origin = recordOrigin('subnets', id, record);
    const zone = zoneOf(scenario, id);
    const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
    const [up, down] = builder.addLink({ ...idealLink, id, mtu, origin }, node, vpc.cores.get(zone)!.node);
    const cidr = writtenPrefix(record.cidr);
    const routeTable = routeTableOf(scenario, record.network, record.routeTable);
    const subnet: SubnetPart = { id, origin, vpc, cidr, zone, node, routeTable, up, down, members: [] };
    vpc.subnets.push(subnet);
    parts.subnets.set(id, subnet);
  }
}

export function plugMachinesIn(context: BuildContext, parts: AwsParts): void {
  const { builder, facts, machines } = context;
  const place = { mtu: facts.number('aws.ec2.mtu', 'bytes'), delayNs: interfaceDelayNs(facts) };
  for (const machine of machines.values()) {
    const subnet = parts.subnets.get(machine.record.subnet);
    if (subnet === undefined) continue;
    const [own, port] = builder.addLink(interfaceLink(machine, place), machine.node, subnet.node);
    machine.ports.push(own);
    addDefaultRoutes(context, machine, own);
    for (const address of machine.addresses) {
      subnet.members.push({ prefix: hostPrefix(address), port, origin: machine.origin });
    }
  }
}
