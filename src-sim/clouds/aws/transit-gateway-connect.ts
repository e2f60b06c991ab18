/**
 * A Connect attachment: GRE tunnels with BGP from a transit gateway to a router behind another attachment. Each tunnel is a link
 * with the rate of a Connect peer, the delay of the Direct Connect line it runs over, and an MTU smaller by the outer headers.
 * Left out: the outer packets themselves, so what the tunnels carry is not taken off the line under them; the second BGP
 * session of a peer; routers inside a VPC.
 */
import type { RecordOf, Scenario } from '../../scenario/schema.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenDuration } from '../written.ts';
import type { AwsParts } from './aws-parts.ts';
import { preference, type Talker } from './sessions.ts';
import { joinTables } from './transit-gateway-routing.ts';

const BPS_PER_GBPS = 1_000_000_000;

type Connect = Extract<RecordOf<'attachments'>, { kind: 'aws-transit-gateway-connect' }>;

export function drawConnects(context: BuildContext, parts: AwsParts): void {
  const { scenario, builder, facts, junctions } = context;
  for (const [id, record] of recordsOf(scenario.attachments)) {
    if (record.kind !== 'aws-transit-gateway-connect') continue;
    const node = parts.transitGateways.get(record.gateway);
    const device = junctions.get(record.device);
    if (node === undefined || device === undefined) continue;
    const origin = recordOrigin('attachments', id, record);
    const ports: number[] = [];
    for (let n = 1; n <= (record.peers ?? 1); n++) {
      const name = `${id}:peer${n}`;
      const spec = {
        ...idealLink,
        id: name,
        rateBps: facts.number('aws.tgw.connect.bw', 'Gbit/s') * BPS_PER_GBPS,
        delayNs: lineDelayNs(scenario, record),
        mtu: facts.number('aws.tgw.mtu', 'bytes') - facts.number('encap.gre.ipMtuOverhead.ipv4', 'bytes'),
        origin,
      };
      const [near, far] = builder.addLink(spec, node, device.node);
      device.plugged?.(far, origin, { origin: builder.nodes[node].origin, node, speaker: null });
      ports.push(near);
      if (device.speaker === null) continue;
      const peer: Talker = { ...device.speaker, terms: device.terms };
      joinTables(context, record, peer, { name, origin, near, far }, preference.connect);
    }
    const association = record.association ?? null;
    const shared = { id, origin, gateway: record.gateway, association };
    parts.spokes.push({ ...shared, ports, used: ports });
  }
}

/** Of the line by which the router reaches the Direct Connect gateway the tunnels pass. */
function lineDelayNs(scenario: Scenario, { transport, device }: Connect): number {
  const association = scenario.attachments?.[transport];
  if (association?.kind !== 'aws-direct-connect-association') return 0;
  for (const [, vif] of recordsOf(scenario.attachments)) {
    if (vif.kind !== 'aws-virtual-interface' || vif.gateway !== association.directConnectGateway) continue;
    const line = scenario.attachments?.[vif.connection];
    if (line?.kind === 'aws-direct-connect' && line.device === device)
      return line.delay === undefined ? 0 : writtenDuration(line.delay);
  }
  return 0;
}
