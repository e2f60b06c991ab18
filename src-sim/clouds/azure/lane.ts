/**
 * Lanes: links over which a packet reaches its next hop whatever its destination: from the core of a network to the subnet of
 * whoever forwards, and from the core of another network to that core. Azure does the same by putting the next hop's host
 * into the outer header. A lane from another network belongs to the peering that carries it, and is held to its flags.
 */
import type { LinkSpec } from '../../fabric/builder.ts';
import { anywhere, type BuildContext, idealLink } from '../build-context.ts';
import type { ForwarderPart, JointEnd, LearnedExit, VnetPart } from './azure-parts.ts';
import { guardJoint } from './peering.ts';

/** Port of the core that leads there. */
export function exitPort(context: BuildContext, vnet: VnetPart, exit: LearnedExit): number {
  if ('port' in exit) return exit.port;
  const { forwarder, joint } = exit;
  const known = vnet.lanes.get(forwarder.id);
  if (known !== undefined) return known;
  const port = joint === null ? inside(context, vnet, forwarder) : across(context, joint, forwarder);
  vnet.lanes.set(forwarder.id, port);
  return port;
}

const specOf = ({ facts }: BuildContext, id: string): Pick<LinkSpec, Exclude<keyof LinkSpec, 'origin'>> => ({
  ...idealLink,
  id,
  mtu: facts.number('azure.mtu.default', 'bytes'),
});

function inside(context: BuildContext, vnet: VnetPart, forwarder: ForwarderPart): number {
  const { builder } = context;
  const { id, subnet, member } = forwarder;
  const spec = { ...specOf(context, `${vnet.id}:${id}`), origin: subnet.origin };
  const [near, far] = builder.addLink(spec, vnet.node, subnet.node);
  builder.setPortTable(far, tableTo(context, forwarder, subnet.id, member.port));
  return near;
}

function across(context: BuildContext, joint: JointEnd, forwarder: ForwarderPart): number {
  const { own, origin, delayNs } = joint;
  const spec = { ...specOf(context, `${own.id}:${forwarder.id}`), delayNs, origin };
  const [near, far] = laneFrom(context, own.node, spec, forwarder);
  guardJoint(context, joint, near, far);
  return near;
}

/** From a node outside the forwarder's network to its core, and on from there. */
export function laneFrom(
  context: BuildContext,
  node: number,
  spec: LinkSpec,
  forwarder: ForwarderPart,
): [number, number] {
  const { builder } = context;
  const { vnet } = forwarder.subnet;
  const ports = builder.addLink(spec, node, vnet.node);
  const onward = exitPort(context, vnet, { forwarder, joint: null });
  if (forwarder.transit === -1) forwarder.transit = tableTo(context, forwarder, vnet.id, onward);
  builder.setPortTable(ports[1], forwarder.transit);
  return ports;
}

function tableTo({ builder }: BuildContext, { id, origin }: ForwarderPart, at: string, port: number): number {
  const lane = { ...origin, noun: `lane to ${origin.noun}` };
  const table = builder.addTable(`to ${id}@${at}`, lane);
  for (const prefix of anywhere) {
    const action = { kind: 'forward', ports: [port] } as const;
    builder.addRoute(table, { prefix, action, source: 'static', origin });
  }
  return table;
}
