/** The links of a fabric as records of directions. */
import type { Fabric, FabricNode, Link, Port } from '../fabric/fabric.ts';
import * as D from './link/direction-record.ts';
import { Directions } from './link/directions.ts';
import { vlanTagBytes } from './wire/vlan.ts';

export function layOutDirections(fabric: Fabric): Directions {
  const directions = new Directions(2 * fabric.links.length);
  for (let direction = 0; direction < directions.count; direction++) layOut(fabric, directions, direction);
  return directions;
}

function layOut(fabric: Fabric, directions: Directions, direction: number): void {
  const link = fabric.links[direction >> 1];
  const near = link.ports[direction & 1];
  const far = link.ports[1 - (direction & 1)];
  const to = fabric.ports[far];
  const isSwitch = fabric.nodes[fabric.ports[near].node].role === 'switch';
  const queue = ((direction & 1) === 1 ? link.queueBack : undefined) ?? link.queue;
  const numbers = [
    [D.rate, link.rateBps],
    [D.delay, link.delayNs],
    [D.queuePackets, queue.packets || Infinity],
    [D.queueBytes, queue.bytes || Infinity],
  ] as const;
  const integers = [
    [D.framing, link.framingBytes],
    [D.leastBytes, link.leastBytes ?? 0],
    // A switch compares sizes itself, and tags do not count.
    [D.mtu, link.mtu > 0 && isSwitch ? link.mtu + vlanTagBytes : mtuOf(link, fabric.ports[near])],
    [D.fromPort, near],
    [D.toPort, far],
    [D.toNode, to.node],
    [D.toTable, to.table],
    [D.guardsEgress, fabric.ports[near].egress.length > 0 ? 1 : 0],
    [D.arrival, losesPackets(link) | arrivalBits(to, fabric.nodes[to.node])],
  ] as const;
  for (const [field, value] of numbers) directions.setNumber(direction, field, value);
  for (const [field, value] of integers) directions.setInteger(direction, field, value);
  if (link.startsDown === true) directions.setUp(direction, false);
}

/** 0: any size. */
function mtuOf(link: Link, { mtu = 0 }: Port): number {
  return link.mtu === 0 || mtu === 0 ? link.mtu + mtu : Math.min(link.mtu, mtu);
}

const losesPackets = ({ loss, impairments }: Link): number =>
  loss > 0 || impairments !== undefined ? D.loses : 0;

/** What a port and its node do with what comes in. */
export const arrivalBits = (port: Port, node: FabricNode): number =>
  (port.ingress.length > 0 ? D.guardsIngress : 0) |
  (node.role === 'host' ? D.isHost : 0) |
  (node.decrementsTtl ? D.countsHops : 0);

/** Direction that leads out of a port; -1 where nothing is plugged in. */
export function directionOut(fabric: Fabric, port: number): number {
  const link = fabric.ports[port].link;
  if (link < 0) return -1;
  return 2 * link + (fabric.links[link].ports[0] === port ? 0 : 1);
}
