/**
 * An overlay: for each segment one tunnel with an end at each switch that takes part. Who gets copies of what is for all is
 * written by hand where switches flood and learn, and told by routes of type 3 where EVPN is spoken; there switches learn nothing
 * from tunnels and drop what nobody has told of.
 * Left out: switches of one machine (multihoming), groups of the underlay in the packets themselves (copies are made at the
 * head end, and counted both ways), duplicate addresses, the time control planes take at the beginning.
 */
import { evpnSessions, hearers } from '../../routing/evpn/evpn-sessions.ts';
import type { EvpnRoute } from '../../routing/evpn/evpn-route.ts';
import { importRoutes } from '../../routing/evpn/imported-routes.ts';
import type { Finding } from '../../scenario/problem.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { nodeOf } from '../junction.ts';
import { recordOrigin } from '../record-origin.ts';
import { ifWritten, writtenAddress } from '../written.ts';
import type { OnpremParts } from './onprem-parts.ts';
import { drawGateways } from './overlay-gateways.ts';
import { hasControl, type OverlayEnd, type OverlayPart, type OverlayRecord } from './overlay-parts.ts';
import { mtuInside, tunnelOf } from './overlay-tunnel.ts';

export function drawOverlays(context: BuildContext, parts: OnpremParts): OverlayPart[] {
  return recordsOf(context.scenario.attachments).flatMap(([id, record]) => {
    if (record.kind !== 'overlay') return [];
    const origin = recordOrigin('attachments', id, record);
    const ends = record.endpoints.flatMap((written) => endOf(context, parts, record, written) ?? []);
    const why = refusalOf(record, ends);
    if (why !== null) {
      const path = ['attachments', id, 'endpoints'];
      const message = `overlay ${origin.name} ${why}`;
      context.findings.push({ code: 'overlay/endpoints', severity: 'error', message, path });
      return [];
    }
    if (record.replication === 'multicast') context.findings.push(copiedAtHeadEnd(id, origin.name));
    const overlay = { id, origin, record, ends, heard: heardBy(record, ends) };
    for (const end of ends) for (const segment of end.segments) drawSegment(context, overlay, end, segment);
    drawGateways(context, parts, overlay);
    return [overlay];
  });
}

const copiedAtHeadEnd = (id: string, name: string): Finding => ({
  code: 'overlay/multicast',
  severity: 'info',
  message: `overlay ${name}: packets are simulated as if its switches made the copies; the figures count both`,
  path: ['attachments', id, 'replication'],
});

function endOf(
  { junctions, builder, scenario }: BuildContext,
  parts: OnpremParts,
  record: OverlayRecord,
  { at, by, local: written, identifiers }: OverlayRecord['endpoints'][number],
): OverlayEnd | null {
  const router = parts.routers.get(by);
  const underlay = junctions.get(by);
  const bridge = parts.switches.get(at)?.node;
  const local = ifWritten(written, writtenAddress) ?? router?.addresses[0];
  if (router === undefined || underlay === undefined || bridge === undefined || local === undefined)
    return null;
  const sender = nodeOf(underlay, recordOrigin('devices', by, scenario.devices![by]));
  if (!router.addresses.some(({ family, bits }) => family === local.family && bits === local.bits)) {
    builder.addAddress(sender, local);
  }
  const segments = record.segments.filter(({ identifier }) => identifiers?.includes(identifier) ?? true);
  return { id: at, router: by, bridge, sender, local, segments, tunnels: new Map(), vrfs: new Map() };
}

function refusalOf({ endpoints }: OverlayRecord, ends: readonly OverlayEnd[]): string | null {
  if (ends.length < endpoints.length)
    return 'needs at each endpoint a switch, and a router that has an address';
  if (new Set(ends.map(({ local }) => local.family)).size > 1) return 'has endpoints of both IPv4 and IPv6';
  if (new Set(ends.map(({ id }) => id)).size < ends.length) return 'names a switch twice';
  const locals = ends.map(({ local }) => `${local.family} ${local.bits}`);
  if (new Set(locals).size < ends.length) return 'has two endpoints with one outer address';
  return null;
}

/** Sessions are those of the routers; endpoints of one router hear what it hears, and each other. */
function heardBy(record: OverlayRecord, ends: readonly OverlayEnd[]): OverlayPart['heard'] {
  const others = (end: OverlayEnd) => ends.filter((each) => each !== end);
  if (!hasControl(record)) return new Map(ends.map((end) => [end.id, others(end).map(({ id }) => id)]));
  const reflectors = record.evpn?.reflectors ?? [];
  const routers = [...new Set(ends.map(({ router }) => router))];
  const heard = hearers(routers, reflectors, evpnSessions(routers, reflectors));
  return new Map(
    ends.map((end) => [
      end.id,
      others(end)
        .filter(({ router }) => router === end.router || heard.get(end.router)!.includes(router))
        .map(({ id }) => id),
    ]),
  );
}

/** Routes of type 3 of the ends that an end hears. */
const inclusive = ({ ends, heard }: OverlayPart, { id }: OverlayEnd): EvpnRoute[] =>
  ends
    .filter((end) => heard.get(id)!.includes(end.id))
    .flatMap((end) =>
      end.segments.map(({ identifier }) => ({ type: 3, segment: identifier, nextHop: end.id }) as const),
    );

function drawSegment(
  context: BuildContext,
  overlay: OverlayPart,
  end: OverlayEnd,
  { identifier, vlan }: OverlayEnd['segments'][number],
): void {
  const { builder } = context;
  const { id, origin, record, ends } = overlay;
  const member = { id: end.id, segments: [identifier], vrfs: [] };
  const others = importRoutes(member, inclusive(overlay, end), () => 0).copies.get(identifier)!;
  const tunnel = tunnelOf(
    record,
    end,
    others.map((other) => ends.find((each) => each.id === other)!),
    identifier,
    true,
  );
  const port = builder.addTunnel(`${id}.${identifier}@${end.id}`, end.bridge, tunnel, origin);
  builder.setPort(port, { mtu: mtuInside(context, record, tunnel, true), vlan: { mode: 'access', vlan } });
  end.tunnels.set(identifier, { port, others });
}
