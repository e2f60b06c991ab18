/** The other side of the gateways of a VPC to the internet: the internet site of the document, where there is one. */
import type { Origin } from '../../fabric/origin.ts';
import type { Prefix } from '../../quantity/prefix.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { drawConnection } from '../connection.ts';
import type { VpcPart } from './aws-parts.ts';
import { speltRoutes } from './prefix-list.ts';
import { speakerOf } from './sessions.ts';

interface PublicSide {
  readonly id: string;
  readonly origin: Origin;
  readonly node: number;
  readonly table: number;
  /** What the internet is to send here. */
  readonly prefixes: readonly Prefix[];
}

/** It has a default route out and learns no other. */
const nothing = { rules: [], otherwise: 'refuse' } as const;

/** `joined` is told of the port towards the internet. Without an internet, packets for it end here, and the document is told. */
export function joinInternet(
  context: BuildContext,
  { id, origin, node, table, prefixes }: PublicSide,
  joined: (port: number) => void,
): void {
  const { scenario, builder, facts, findings, junctions, routing } = context;
  const site = recordsOf(scenario.sites).find(([, { kind }]) => kind === 'internet')?.[0];
  context.later.connect.push(() => {
    const internet = site === undefined ? undefined : junctions.get(site);
    if (internet === undefined) {
      for (const prefix of anywhere) {
        builder.addRoute(table, { prefix, action: { kind: 'blackhole' }, source: 'default', origin });
      }
      findings.push({
        code: 'model/not-simulated',
        severity: 'info',
        message: `what lies beyond ${origin.noun} ${origin.name} is not simulated: packets for the internet end there`,
        path: ['gateways', id],
      });
      return;
    }
    const spec = {
      ...idealLink,
      id: `${id}:internet`,
      mtu: facts.number('aws.ec2.mtu.igw', 'bytes'),
      origin,
    };
    const asn = facts.number('aws.asn.public', 'AS number');
    const own = { origin, node, speaker: { id, asn }, prefixes, terms: { imports: nothing } };
    routing.addSpeaker(speakerOf(id, asn, prefixes), origin);
    const [port] = drawConnection(context, spec, { junction: own }, { junction: internet });
    for (const prefix of anywhere) {
      const action = { kind: 'forward', ports: [port] } as const;
      builder.addRoute(table, { prefix, action, source: 'default', origin });
    }
    joined(port);
  });
}

/**
 * IPv6 subnets of a VPC that send to the internet by this gateway: the internet sends back the same way, whichever other
 * gateway the VPC has.
 */
export function subnetsSendingBy({ scenario }: BuildContext, vpc: VpcPart, gateway: string): Prefix[] {
  return vpc.subnets.flatMap(({ cidr, routeTable }) => {
    const table = scenario.routeTables?.[routeTable ?? ''];
    if (cidr.family !== 6 || table?.kind !== 'aws-route-table') return [];
    const routes = speltRoutes(scenario, table.routes ?? []);
    return routes.some(({ prefix, via }) => via === gateway && prefix.family === 6) ? [cidr] : [];
  });
}
