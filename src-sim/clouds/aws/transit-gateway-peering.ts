/**
 * A peering between two transit gateways: one link. Nothing is learned over it: each side needs written routes that name the
 * peering, and each routes what comes in by the table the peering is associated with there.
 * Left out: acceptance, dynamic routing over the peering, the packet rate limit.
 */
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AwsParts, SpokePart } from './aws-parts.ts';
import { betweenRegionsNs } from './distance.ts';
import { regionOf } from './vpc.ts';

const BPS_PER_GBPS = 1_000_000_000;

export function peerTransitGateways(context: BuildContext, parts: AwsParts): void {
  const { scenario, builder, facts, findings } = context;
  const regionOfGateway = (id: string): string => {
    const gateway = scenario.gateways?.[id];
    return gateway?.kind === 'aws-transit-gateway' ? regionOf(scenario, gateway.site) : '';
  };
  for (const [id, record] of recordsOf(scenario.attachments)) {
    if (record.kind !== 'aws-transit-gateway-peering') continue;
    const { requester, accepter } = record;
    const [from, to] = [parts.transitGateways.get(requester), parts.transitGateways.get(accepter)];
    if (from === undefined || to === undefined || from === to) continue;
    const origin = recordOrigin('attachments', id, record);
    const [here, there] = [regionOfGateway(requester), regionOfGateway(accepter)];
    const delayNs = here === there ? 0 : betweenRegionsNs(facts, here, there);
    if (delayNs === null) {
      findings.push({
        code: 'model/no-latency',
        severity: 'info',
        message: `${origin.name} is simulated without delay: no latency between ${here} and ${there} is known`,
        path: ['attachments', id],
      });
    }
    const spec = {
      ...idealLink,
      id,
      delayNs: delayNs ?? 0,
      rateBps: facts.number('aws.tgw.bw.dxpeer', 'Gbit/s each direction') * BPS_PER_GBPS,
      mtu: facts.number('aws.tgw.mtu', 'bytes'),
      origin,
    };
    const [near, far] = builder.addLink(spec, from, to);
    const side = (gateway: string, association: string | undefined, port: number): SpokePart => ({
      id,
      origin,
      gateway,
      association: association ?? null,
      ports: [port],
      used: [port],
    });
    parts.spokes.push(
      side(requester, record.requesterAssociation, near),
      side(accepter, record.accepterAssociation, far),
    );
  }
}
