/**
 * A VPN connection: two IPsec tunnels between a transit or virtual private gateway and a router on premises, as two links with
 * the rate and the inner MTU of a tunnel. With `routes` it is static: the gateway knows these prefixes and sends by the first
 * tunnel. Without, both tunnels carry BGP; a transit gateway uses both, a virtual private gateway one.
 * Left out: the outer packets and the internet under them (`delay` says how long it takes), key exchange, re-keying, the packet
 * rate of a tunnel, large-bandwidth tunnels, acceleration.
 */
import type { Origin } from '../../fabric/origin.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import type { Junction } from '../junction.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenDuration, writtenPrefix } from '../written.ts';
import type { AwsParts } from './aws-parts.ts';
import { addSource, preference, tell, type Talker } from './sessions.ts';
import { joinTables } from './transit-gateway-routing.ts';

type VpnConnection = Extract<RecordOf<'attachments'>, { kind: 'aws-vpn-connection' }>;

const BPS_PER_GBPS = 1_000_000_000;
const TUNNELS = 2;

export function drawVpnConnections(context: BuildContext, parts: AwsParts): void {
  for (const [id, record] of recordsOf(context.scenario.attachments)) {
    if (record.kind !== 'aws-vpn-connection') continue;
    const device = context.junctions.get(record.device);
    const gateway = gatewayOf(context, parts, record);
    if (device === undefined || gateway === null) continue;
    const origin = recordOrigin('attachments', id, record);
    const tunnels = drawTunnels(context, id, record, origin, gateway, device);
    const isTransit = parts.transitGateways.has(record.gateway);
    if (isTransit) {
      const ports = tunnels.map(([near]) => near);
      parts.spokes.push({
        id,
        origin,
        gateway: record.gateway,
        association: record.association ?? null,
        ports,
        used: record.routes === undefined ? ports : ports.slice(0, 1),
      });
    }
    if (record.routes === undefined) exchange(context, id, record, origin, gateway, device, tunnels);
    else announceStatic(context, id, record, origin, gateway, tunnels[0]);
  }
}

type Tunnel = readonly [near: number, far: number];

function drawTunnels(
  { builder, facts }: BuildContext,
  id: string,
  record: VpnConnection,
  origin: Origin,
  gateway: Junction,
  device: Junction,
): Tunnel[] {
  return Array.from({ length: record.tunnels ?? TUNNELS }, (_, n): Tunnel => {
    const spec = {
      ...idealLink,
      id: `${id}:tunnel${n + 1}`,
      rateBps: facts.number('aws.vpn.bw.tunnel', 'Gbit/s') * BPS_PER_GBPS,
      delayNs: record.delay === undefined ? 0 : writtenDuration(record.delay),
      mtu: facts.number('aws.vpn.mtu', 'bytes'),
      origin,
    };
    const [near, far] = builder.addLink(spec, gateway.node, device.node);
    gateway.plugged?.(near, origin, device);
    device.plugged?.(far, origin, gateway);
    return [near, far];
  });
}

function gatewayOf(context: BuildContext, parts: AwsParts, { gateway }: VpnConnection): Junction | null {
  const transit = parts.transitGateways.get(gateway);
  if (transit === undefined) return context.junctions.get(gateway) ?? null;
  return { origin: context.builder.nodes[transit].origin, node: transit, speaker: null };
}

function exchange(
  context: BuildContext,
  id: string,
  record: VpnConnection,
  origin: Origin,
  gateway: Junction,
  device: Junction,
  tunnels: readonly Tunnel[],
): void {
  if (device.speaker === null) return;
  const peer: Talker = { ...device.speaker, terms: device.terms };
  for (const [n, [near, far]] of tunnels.entries()) {
    const name = `${id}:tunnel${n + 1}`;
    if (gateway.speaker === null) {
      joinTables(context, record, peer, { name, origin, near, far }, preference.vpn);
      continue;
    }
    const own: Talker = {
      ...gateway.speaker,
      terms: {
        weight: preference.vpn,
        limit: { max: context.facts.number('aws.vpn.routes.vgw.in', 'routes'), beyond: 'ignore' },
      },
    };
    tell(context, peer, own, { name, origin, via: near });
    tell(context, own, peer, { name, origin, via: far });
  }
}

function announceStatic(
  context: BuildContext,
  id: string,
  record: VpnConnection,
  origin: Origin,
  gateway: Junction,
  [near, far]: Tunnel,
): void {
  const prefixes = (record.routes ?? []).map(writtenPrefix);
  const source = addSource(context, `${id} routes`, 0, prefixes, origin);
  if (gateway.speaker === null) {
    joinTables(context, record, source, { name: id, origin, near, far }, preference.staticVpn, false);
    return;
  }
  const own: Talker = { ...gateway.speaker, terms: { weight: preference.staticVpn } };
  tell(context, source, own, { name: id, origin, via: near });
}
