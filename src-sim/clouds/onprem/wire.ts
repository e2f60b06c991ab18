/**
 * A wire: a full-duplex link between two routers, or a router and a machine, that carries Ethernet frames: every packet
 * takes the bytes of preamble, header, check sequence and gap on it too, unless its framing says otherwise. Both directions have
 * the same queue and the same impairments, each with its own state and its own chance.
 * A wire to a switch is another matter, and drawn elsewhere.
 * A machine that stands in the wire's subnet, or has no other link, sends everything over it.
 */
import type { LinkSpec } from '../../fabric/builder.ts';
import { hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import type { Address } from '../../quantity/address.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { leadsToSwitch } from '../../scenario/switched-interfaces.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { addDefaultRoutes } from '../machine.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenAddress, writtenBytes, writtenDuration, writtenRate } from '../written.ts';
import { writtenQueue } from '../written-queue.ts';
import type { OnpremParts } from './onprem-parts.ts';
import { planeAt } from './plane.ts';
import { ethernetFraming } from './segment.ts';
import { drawSwitchedWire } from './switched-wire.ts';
import { lossFigures } from './wire-impairments.ts';

type Wire = RecordOf<'links'>;
type End = Wire['ends'][number];

export function drawWires(context: BuildContext, parts: OnpremParts): void {
  for (const [id, wire] of recordsOf(context.scenario.links)) drawWire(context, parts, id, wire);
}

function drawWire(context: BuildContext, parts: OnpremParts, id: string, wire: Wire): void {
  const { builder, machines } = context;
  const origin = recordOrigin('links', id, wire);
  const [a, b] = wire.ends;
  const spec = specOf(context, id, wire);
  if (leadsToSwitch(context.scenario, wire)) {
    drawSwitchedWire(context, parts, id, wire, spec);
    return;
  }
  const nodeOf = (end: End): number | undefined =>
    deviceNode(context, parts, end.to, id) ?? machines.get(end.to)?.node;
  const nodeA = nodeOf(a);
  const nodeB = nodeOf(b);
  if (nodeA === undefined || nodeB === undefined) return;
  const [portA, portB] = builder.addLink(spec, nodeA, nodeB);
  for (const [own, port, peer] of [
    [a, portA, b],
    [b, portB, a],
  ] as const) {
    const ends = parts.ends.get(own.to) ?? [];
    const peerAddresses = addressesOf(context, wire, peer);
    ends.push({ wire: id, peer: peer.to, peerAddresses, port, subnet: wire.subnet ?? null, origin });
    parts.ends.set(own.to, ends);
    const machine = machines.get(own.to);
    if (machine === undefined) continue;
    machine.ports.push(port);
    for (const prefix of peerAddresses.map(hostPrefix))
      addNeighbour(context, machine.table, prefix, port, origin);
    if (machine.record.subnet === wire.subnet || machine.ports.length === 1)
      addDefaultRoutes(context, machine, port);
  }
}

function specOf(context: BuildContext, id: string, wire: Wire): LinkSpec {
  return {
    ...idealLink,
    id,
    origin: recordOrigin('links', id, wire),
    rateBps: writtenRate(wire.rate),
    delayNs: writtenDuration(wire.delay),
    ...ethernetFraming(context, wire.framing),
    ...(wire.mtu === undefined ? {} : { mtu: writtenBytes(wire.mtu) }),
    ...(wire.queue === undefined ? {} : { queue: writtenQueue(wire.queue) }),
    ...lossFigures(wire),
  };
}

function deviceNode(
  context: BuildContext,
  parts: OnpremParts,
  device: string,
  wire: string,
): number | undefined {
  const router = parts.routers.get(device);
  return router === undefined ? undefined : planeAt(context, router, wire).node;
}

/** Addresses that the other side of the wire finds at this end. */
function addressesOf({ machines }: BuildContext, wire: Wire, end: End): Address[] {
  if (end.address !== undefined) return [writtenAddress(end.address)];
  const machine = machines.get(end.to);
  return machine !== undefined && machine.record.subnet === wire.subnet ? [...machine.addresses] : [];
}

function addNeighbour(
  { builder }: BuildContext,
  table: number,
  prefix: Prefix,
  port: number,
  origin: ReturnType<typeof recordOrigin>,
): void {
  builder.addRoute(table, { prefix, action: { kind: 'forward', ports: [port] }, source: 'host', origin });
}
