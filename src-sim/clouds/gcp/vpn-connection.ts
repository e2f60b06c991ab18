/**
 * VPN connections: tunnels between a VPN gateway and a router, or the VPN gateway of another network, as links with the payload
 * MTU of a tunnel and the rate one carries. Without `routes` the Cloud Router speaks BGP over each tunnel.
 * Left out: the outer packets and the internet under them (`delay` says how long it takes), key exchange, packet rates.
 */
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { type ConnectionEnd, drawConnection } from '../connection.ts';
import { recordOrigin } from '../record-origin.ts';
import { ifWritten, writtenDuration } from '../written.ts';
import { routerTerms } from './cloud-router.ts';
import type { GcpParts } from './gcp-parts.ts';

type Connection = Extract<RecordOf<'attachments'>, { kind: 'gcp-vpn-connection' }>;

const BPS_PER_GBPS = 1_000_000_000;

export function tunnelsOf(context: Pick<BuildContext, 'scenario'>, { gateway, tunnels }: Connection): number {
  const record = context.scenario.gateways?.[gateway];
  const classic = record?.kind === 'gcp-vpn-gateway' && record.type === 'classic';
  return tunnels ?? (classic ? 1 : 2);
}

export function drawVpnConnections(context: BuildContext, parts: GcpParts): void {
  for (const [id, record] of recordsOf(context.scenario.attachments)) {
    if (record.kind === 'gcp-vpn-connection') {
      context.later.connect.push(() => draw(context, parts, id, record));
    }
  }
  context.later.fill.push(() => addStaticWays(context, parts));
}

function draw(context: BuildContext, parts: GcpParts, id: string, record: Connection): void {
  const { facts } = context;
  const near = endOf(context, parts, id, record, record.gateway);
  const far = endOf(context, parts, id, record, record.device);
  if (near === null || far === null) return;
  const count = tunnelsOf(context, record);
  for (let tunnel = 1; tunnel <= count; tunnel++) {
    const spec = {
      ...idealLink,
      id: count === 1 ? id : `${id}:${tunnel}`,
      origin: recordOrigin('attachments', id, record),
      rateBps: facts.number('gcp.vpn.bw', 'Gbit/s') * BPS_PER_GBPS,
      delayNs: ifWritten(record.delay, writtenDuration) ?? 0,
      mtu: facts.number('gcp.vpn.mtu.payload', 'bytes'),
    };
    drawConnection(context, spec, near, far, record.routes === undefined);
  }
}

function endOf(
  context: BuildContext,
  parts: GcpParts,
  id: string,
  { priority }: Connection,
  end: string,
): ConnectionEnd | null {
  const junction = context.junctions.get(end);
  if (junction === undefined) return null;
  const router = parts.gateways.get(end)?.router ?? null;
  return router === null
    ? { junction }
    : { junction, terms: routerTerms(context, parts, router, id, priority) };
}

/** What static routes send to a gateway goes into the tunnels of their connection. */
function addStaticWays({ builder }: BuildContext, { networks, gateways }: GcpParts): void {
  for (const { statics } of networks.values()) {
    for (const { prefix, connection, hop, origin } of statics) {
      if (connection === null || hop === null || hop === 'internet') continue;
      const gateway = gateways.get(hop.id);
      const ports = gateway?.ports.get(connection) ?? [];
      if (gateway === undefined || ports.length === 0) continue;
      const action = { kind: 'forward', ports } as const;
      builder.addRoute(gateway.table, { prefix, action, source: 'static', origin });
    }
  }
}
