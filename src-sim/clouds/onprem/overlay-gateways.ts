/**
 * Gateways of an overlay: at each switch a router for each VRF, with an interface in each of the VRF's segments that the switch
 * has, all with the same address (RFC 9135). With a layer 3 VNI the routers of one VRF are joined by tunnels of it, and a packet is
 * routed at both ends (symmetric); without, each routes straight into the segment of the receiver (asymmetric).
 * Left out: one MAC address for all of them (each has its own), interfaces with addresses of their own, BGP with devices
 * outside (there are written routes).
 */
import { anywhere, type BuildContext, idealLink } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenAddress } from '../written.ts';
import type { OnpremParts } from './onprem-parts.ts';
import type { OverlayEnd, OverlayPart, OverlaySegment, VrfInstance } from './overlay-parts.ts';
import { mtuInside, tunnelOf } from './overlay-tunnel.ts';

export function drawGateways(context: BuildContext, parts: OnpremParts, overlay: OverlayPart): void {
  for (const end of overlay.ends) {
    for (const segment of end.segments) drawInterface(context, parts, overlay, end, segment);
  }
  for (const { name, identifier } of overlay.record.vrfs ?? []) {
    if (identifier === undefined) continue;
    for (const end of overlay.ends) joinVrf(context, overlay, end, name, identifier);
  }
  for (const segment of overlay.record.segments) addDefaults(context, parts, segment);
}

function drawInterface(
  context: BuildContext,
  parts: OnpremParts,
  { id, origin }: OverlayPart,
  end: OverlayEnd,
  { identifier, vlan, subnet, gateway, vrf }: OverlaySegment,
): void {
  if (subnet === undefined || gateway === undefined || vrf === undefined) return;
  const { builder } = context;
  const address = writtenAddress(gateway);
  const instance = instanceOf(context, end, vrf);
  const link = `${end.router}.${vrf}.${vlan}`;
  const [inside, port] = builder.addLink({ ...idealLink, id: link, origin }, end.bridge, instance.node);
  builder.setPort(inside, { vlan: { mode: 'access', vlan } });
  builder.setPort(port, { attachment: { addresses: [address] } });
  builder.addAddress(instance.node, address);
  instance.interfaces.set(identifier, port);
  parts.attached.push({ owner: id, port, subnet, address });
}

function instanceOf({ builder, scenario }: BuildContext, end: OverlayEnd, name: string): VrfInstance {
  const known = end.vrfs.get(name);
  if (known !== undefined) return known;
  const id = `${end.router}.${name}`;
  const origin = recordOrigin('devices', end.router, scenario.devices![end.router]);
  const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: true });
  const table = builder.addTable(id, origin);
  builder.setNodeTable(node, table);
  const instance = { name, node, table, interfaces: new Map(), tunnels: new Map() };
  end.vrfs.set(name, instance);
  return instance;
}

/** Tunnels of a VRF from one switch to all others that have it and are heard of. */
function joinVrf(
  context: BuildContext,
  { id, origin, record, ends, heard }: OverlayPart,
  end: OverlayEnd,
  vrf: string,
  identifier: number,
): void {
  const instance = end.vrfs.get(vrf);
  if (instance === undefined) return;
  const { builder } = context;
  for (const other of ends) {
    if (!other.vrfs.has(vrf) || !heard.get(end.id)!.includes(other.id)) continue;
    const tunnel = tunnelOf(record, end, [other], identifier, false);
    const name = `${id}.${vrf}@${end.id}>${other.id}`;
    const port = builder.addTunnel(name, instance.node, tunnel, origin);
    builder.setPort(port, { mtu: mtuInside(context, record, tunnel, false) });
    instance.tunnels.set(other.id, port);
  }
}

/** Machines in the segment send what is not in it to the gateway; their own switch answers for it. */
function addDefaults(
  { builder, machines }: BuildContext,
  { attached }: OnpremParts,
  { subnet, gateway }: OverlaySegment,
): void {
  if (gateway === undefined) return;
  const via = writtenAddress(gateway);
  for (const { owner, port, subnet: stands } of attached) {
    const machine = machines.get(owner);
    if (machine === undefined || stands !== subnet || machine.record.subnet !== subnet) continue;
    for (const prefix of anywhere) {
      if (prefix.family !== via.family) continue;
      const action = { kind: 'forward', ports: [port], via: [via] } as const;
      builder.addRoute(machine.table, { prefix, action, source: 'default', origin: machine.origin });
    }
  }
}
