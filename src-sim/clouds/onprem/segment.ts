/**
 * A segment: one broadcast domain, as a star of cables around a node that knows each member, with the gateway router on
 * one of them. Every cable has the rate, delay and MTU of the segment, the router's as well; a machine's own interface
 * figures come first. Members reach each other without passing the router.
 * Left out: frames as such, broadcasts, address resolution and its time, collisions, several routers on a segment.
 * A subnet whose addresses number a wire has no star; its members are the ends of the wire.
 */
import type { LinkSpec } from '../../fabric/builder.ts';
import { hostPrefix } from '../../quantity/prefix.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { addDefaultRoutes, interfaceLink } from '../machine.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenBytes, writtenDuration, writtenPrefix, writtenRate } from '../written.ts';
import type { OnpremParts } from './onprem-parts.ts';

type Segment = Extract<RecordOf<'subnets'>, { kind: 'segment' }>;

type Framing = NonNullable<RecordOf<'links'>['framing']>;

const framingFacts = {
  header: 'encap.ethernet.l2Overhead.headerOnly',
  frame: 'encap.ethernet.l2Overhead.withFcs',
  line: 'encap.ethernet.l2Overhead.onWire',
} as const satisfies Record<Exclude<Framing, 'packet'>, string>;

export function ethernetFraming({ facts }: BuildContext, framing: Framing = 'line'): number {
  return framing === 'packet' ? 0 : facts.number(framingFacts[framing], 'bytes');
}

export function placeSegments(context: BuildContext, parts: OnpremParts): void {
  const { scenario } = context;
  const onWires = new Set(recordsOf(scenario.links).flatMap(([, wire]) => wire.subnet ?? []));
  for (const [id, record] of recordsOf(scenario.subnets)) {
    if (record.kind === 'segment' && (!onWires.has(id) || record.gateway !== undefined)) {
      placeSegment(context, parts, id, record);
    }
  }
}

function placeSegment(context: BuildContext, parts: OnpremParts, id: string, record: Segment): void {
  const { builder, machines } = context;
  const origin = recordOrigin('subnets', id, record);
  const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
  const table = builder.addTable(id, origin);
  builder.setNodeTable(node, table);
  const cable: LinkSpec = {
    ...idealLink,
    id,
    origin,
    framingBytes: ethernetFraming(context),
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
  const router = record.gateway === undefined ? undefined : parts.routers.get(record.gateway);
  if (router === undefined) return;
  const [up, down] = builder.addLink(cable, node, router.node);
  for (const all of anywhere) {
    builder.addRoute(table, {
      prefix: all,
      action: { kind: 'forward', ports: [up] },
      source: 'default',
      origin,
    });
  }
  const action = { kind: 'forward', ports: [down] } as const;
  builder.addRoute(router.table, { prefix, action, source: 'connected', origin });
}
