/**
 * A wire to a switch. At the switch it is a port with its VLANs; opposite, a router or machine has an interface that asks for its
 * neighbours. Several interfaces on one wire are, as in a kernel, a small switch inside the machine: tagged towards the
 * wire, with one untagged port for each interface.
 */
import type { LinkSpec } from '../../fabric/builder.ts';
import type { PortVlan } from '../../fabric/switching.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { interfacesOnWire, type SwitchedInterface } from '../../scenario/switched-interfaces.ts';
import { type BuildContext, idealLink } from '../build-context.ts';
import { plugKey } from '../host-plug.ts';
import { writtenAddress, writtenBytes } from '../written.ts';
import { destinationsOf, seatOf } from '../mobile-machine.ts';
import type { OnpremParts, RouterPart } from './onprem-parts.ts';
import { planeAt } from './plane.ts';
import { writtenVlan } from './switch.ts';

type Wire = RecordOf<'links'>;

export function drawSwitchedWire(
  context: BuildContext,
  parts: OnpremParts,
  id: string,
  wire: Wire,
  spec: LinkSpec,
): void {
  const { builder } = context;
  const plugs = wire.ends.map(({ to }) => context.hostPlugs.get(plugKey(id, to)));
  const all = interfacesOnWire(context.scenario, id, wire);
  const ofEnd = (end: number) => all.filter((each) => each.end === end);
  const [a, b] = wire.ends.map(({ to, interfaces }, end) => {
    const [first] = ofEnd(end);
    if (first === undefined) return parts.switches.get(to)?.node ?? plugs[end]?.node;
    return interfaces === undefined
      ? nodeOf(context, parts, first)
      : drawInside(context, parts, id, ofEnd(end));
  });
  if (a === undefined || b === undefined) return;
  const sleeps = destinationsOf(context.scenario).has(id) ? ({ startsDown: true } as const) : {};
  const atHosts = plugs[1]?.spec({ ...spec, ...sleeps }, false) ?? { ...spec, ...sleeps };
  const ports = builder.addLink(plugs[0]?.spec(atHosts, true) ?? atHosts, a, b);
  for (const [end, { to, interfaces }] of wire.ends.entries()) {
    const mtu = parts.switches.get(to)?.record.mtu;
    if (plugs[end] !== undefined) plugs[end].plugged(ports[end]);
    else if (ofEnd(end).length === 0) {
      const size = mtu === undefined ? {} : { mtu: writtenBytes(mtu) };
      builder.setPort(ports[end], { vlan: writtenVlan(wire.ends[end]), ...size });
    } else if (context.seats.has(to)) attachSeat(context, parts, ofEnd(end)[0]);
    else if (interfaces === undefined) attach(context, parts, ofEnd(end)[0], ports[end]);
    else builder.setPort(ports[end], { vlan: trunkOf(ofEnd(end)) });
  }
}

/** Firewalls have a node for each zone: that of the segment, where one is written, else that of the wire. */
function plugOf({ record }: RouterPart, { subnet, wire, index }: SwitchedInterface): string {
  if (record?.kind !== 'firewall' || subnet === null) return wire;
  const written = new Set((record.zones ?? []).flatMap(({ members }) => members));
  return written.has(subnet) || (index !== null && !written.has(wire)) ? subnet : wire;
}

function nodeOf(context: BuildContext, parts: OnpremParts, each: SwitchedInterface): number | undefined {
  const router = parts.routers.get(each.owner);
  const machine = context.machines.get(each.owner);
  if (router === undefined)
    return machine === undefined ? undefined : (seatOf(context, machine) ?? machine.node);
  return planeAt(context, router, plugOf(router, each)).node;
}

/** The switch inside a router or machine that tells its interfaces apart. */
function drawInside(
  context: BuildContext,
  parts: OnpremParts,
  wire: string,
  interfaces: readonly SwitchedInterface[],
): number | undefined {
  const { builder } = context;
  const { owner } = interfaces[0];
  const origin = (parts.routers.get(owner) ?? context.machines.get(owner))?.origin;
  if (origin === undefined) return undefined;
  const id = `${owner}.${wire}`;
  const inside = builder.addNode({ id, role: 'switch', origin, addresses: [], decrementsTtl: false });
  builder.setNode(inside, { bridge: { vlanAware: true, ageingNs: 0, addressesMax: 0 } });
  for (const each of interfaces) {
    const name = each.vlan === null ? id : `${id}.${each.vlan}`;
    const node = nodeOf(context, parts, each)!;
    const [inner, outer] = builder.addLink({ ...idealLink, id: name, origin }, inside, node);
    builder.setPort(inner, { vlan: { mode: 'access', vlan: each.vlan ?? untaggedInside } });
    attach(context, parts, each, outer);
  }
  return inside;
}

/** Untagged frames need a VLAN inside the machine that no tag can have. */
const untaggedInside = 4095;

function trunkOf(interfaces: readonly SwitchedInterface[]): PortVlan {
  const allowed = interfaces.flatMap(({ vlan }) => vlan ?? []).sort((a, b) => a - b);
  const isPlain = interfaces.some(({ vlan }) => vlan === null);
  return { mode: 'trunk', allowed, ...(isPlain ? { native: untaggedInside } : {}) };
}

/** A machine that moves has one interface, whichever of its wires works. */
function attachSeat(
  { machines }: BuildContext,
  { attached }: OnpremParts,
  { owner, subnet, address }: SwitchedInterface,
): void {
  const [port] = machines.get(owner)!.ports;
  if (attached.some((each) => each.port === port)) return;
  attached.push({ owner, port, subnet, address: address === undefined ? null : writtenAddress(address) });
}

function attach(
  { builder, machines }: BuildContext,
  parts: OnpremParts,
  { owner, subnet, address }: SwitchedInterface,
  port: number,
): void {
  const own = address === undefined ? null : writtenAddress(address);
  builder.setPort(port, { attachment: { addresses: own === null ? [] : [own] } });
  machines.get(owner)?.ports.push(port);
  parts.attached.push({ owner, port, subnet, address: own });
}
