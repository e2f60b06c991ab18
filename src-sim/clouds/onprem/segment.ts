/**
 * A segment: one broadcast domain, as a star of cables around a node that knows each member, with the gateway router on
 * one of them. Every cable has the rate, delay and MTU of the segment, the router's as well; a machine's own interface
 * figures come first. Members reach each other without passing the router.
 * Left out: frames as such, broadcasts, address resolution and its time, collisions, several routers on a segment.
 * A segment with members at drawn switches has no star. A subnet whose addresses number a wire has none, either; its members are the ends of the wire.
 * Remote access is the same star, of tunnels: each member is a user who dials in to the gateway over the internet, which is
 * not drawn but for its rate and delay. A segment of a network on the internet has that for its gateway.
 */
import type { LinkSpec } from '../../fabric/builder.ts';
import { hostPrefix } from '../../quantity/prefix.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { switchedSubnets } from '../../scenario/switched-interfaces.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { addDefaultRoutes, interfaceLink } from '../machine.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenBytes, writtenDuration, writtenPrefix, writtenRate } from '../written.ts';
import { internetOf } from './internet.ts';
import { insideEsp } from './ipsec-tunnel.ts';
import type { OnpremParts } from './onprem-parts.ts';
import { planeAt } from './plane.ts';

type Segment = Extract<RecordOf<'subnets'>, { kind: 'segment' | 'remote-access' }>;

type Framing = NonNullable<RecordOf<'links'>['framing']>;

const framingFacts = {
  header: 'encap.ethernet.l2Overhead.headerOnly',
  frame: 'encap.ethernet.l2Overhead.withFcs',
  line: 'encap.ethernet.l2Overhead.onWire',
} as const satisfies Record<Exclude<Framing, 'packet'>, string>;

/** IEEE 802.3 clause 3.2.7: a frame has 46 bytes or more between its header and its check sequence. */
const payloadBytesMin = 46;

/** What a frame takes on the wire beside the packet. Where only the header counts, as in Linux' shapers, nothing is padded. */
export function ethernetFraming(
  { facts }: BuildContext,
  framing: Framing = 'line',
): Pick<LinkSpec, 'framingBytes' | 'leastBytes'> {
  if (framing === 'packet') return { framingBytes: 0 };
  const framingBytes = facts.number(framingFacts[framing], 'bytes');
  return framing === 'header' ? { framingBytes } : { framingBytes, leastBytes: payloadBytesMin };
}

export function placeSegments(context: BuildContext, parts: OnpremParts): void {
  const { scenario } = context;
  // Where switches are drawn, the segment is what they make of it.
  const switched = switchedSubnets(scenario);
  const onWires = new Set(recordsOf(scenario.links).flatMap(([, wire]) => wire.subnet ?? []));
  for (const [id, record] of recordsOf(scenario.subnets)) {
    if (switched.has(id)) continue;
    if (record.kind === 'segment' && (!onWires.has(id) || record.gateway !== undefined)) {
      placeSegment(context, parts, id, record, ethernetFraming(context));
    }
    if (record.kind === 'remote-access') {
      placeSegment(context, parts, id, record, { mtu: insideEsp(context) });
    }
  }
}

function placeSegment(
  context: BuildContext,
  parts: OnpremParts,
  id: string,
  record: Segment,
  medium: Partial<LinkSpec>,
): void {
  const { builder, machines } = context;
  const origin = recordOrigin('subnets', id, record);
  const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
  const table = builder.addTable(id, origin);
  builder.setNodeTable(node, table);
  const cable: LinkSpec = {
    ...idealLink,
    id,
    origin,
    ...medium,
    ...(record.rate === undefined ? {} : { rateBps: writtenRate(record.rate) }),
    ...(record.delay === undefined ? {} : { delayNs: writtenDuration(record.delay) }),
    ...(record.mtu === undefined ? {} : { mtu: writtenBytes(record.mtu) }),
  };
  for (const machine of machines.values()) {
    if (machine.record.subnet !== id) continue;
    const [own, port] = builder.addLink(interfaceLink(machine, cable), machine.node, node);
    machine.ports.push(own);
    addDefaultRoutes(context, machine, own);
    for (const address of machine.addresses) {
      const action = { kind: 'forward', ports: [port] } as const;
      builder.addRoute(table, {
        prefix: hostPrefix(address),
        action,
        source: 'host',
        origin: machine.origin,
      });
    }
  }
  const prefix = writtenPrefix(record.cidr);
  builder.addRoute(table, { prefix, action: { kind: 'no-neighbour' }, source: 'connected', origin });
  const router =
    record.gateway === undefined
      ? internetOf(context, parts, record.network)
      : parts.routers.get(record.gateway);
  if (router === undefined) return;
  const [up, down] = builder.addLink(cable, node, planeAt(context, router, id).node);
  for (const all of anywhere) {
    builder.addRoute(table, {
      prefix: all,
      action: { kind: 'forward', ports: [up] },
      source: 'default',
      origin,
    });
  }
  const action = { kind: 'forward', ports: [down] } as const;
  router.connected.push({ prefix, action, source: 'connected', origin });
}
