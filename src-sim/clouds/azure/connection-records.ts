/**
 * Connections of gateways: site-to-site VPN to a router, ExpressRoute to a circuit, and Global Reach between two circuits.
 * A VPN tunnel is a link with the MTU Azure recommends inside tunnels and the rate one tunnel was measured at; an active-
 * active gateway has two, which share the flows. Global Reach joins what is behind two circuits, never their networks in Azure.
 * Left out: VPN policies, connection bandwidth over several tunnels beyond sharing by flow, IPsec over ExpressRoute,
 * authorisations, FastPath (packets always pass the gateway).
 */
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { drawConnection } from '../connection.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenDuration } from '../written.ts';
import { tellFor } from './circuit.ts';
import { type VpnGateway, vpnSkuFact } from './gateway.ts';
import { hubExpressRoute } from './hub-gateway.ts';
import { CIRCUIT, GATEWAY, marked, REACH, unmarked, unmarkedBut } from './route-marks.ts';

type Attachment = RecordOf<'attachments'>;
type VpnConnection = Extract<Attachment, { kind: 'azure-vpn-connection' }>;
type ExpressRouteConnection = Extract<Attachment, { kind: 'azure-expressroute-connection' }>;
type GlobalReach = Extract<Attachment, { kind: 'azure-global-reach' }>;

const BPS_PER_MBPS = 1_000_000;
const BPS_PER_GBPS = 1_000_000_000;

export function connectGateways(context: BuildContext): void {
  const { scenario, later } = context;
  for (const [id, record] of recordsOf(scenario.attachments)) {
    if (record.kind === 'azure-vpn-connection') later.connect.push(() => drawVpn(context, id, record));
    if (record.kind === 'azure-expressroute-connection') {
      later.connect.push(() => drawExpressRoute(context, id, record));
    }
    if (record.kind === 'azure-global-reach') later.connect.push(() => drawReach(context, id, record));
  }
}

function drawVpn(context: BuildContext, id: string, record: VpnConnection): void {
  const { junctions, facts, scenario } = context;
  const gateway = junctions.get(record.gateway);
  const device = junctions.get(record.device);
  if (gateway === undefined || device === undefined) return;
  const origin = recordOrigin('attachments', id, record);
  const known = scenario.gateways?.[record.gateway];
  const vpn = known?.kind === 'azure-vpn-gateway' ? known : null;
  const spec = {
    ...idealLink,
    mtu: facts.number('azure.mtu.vpn.tunnel', 'bytes'),
    rateBps:
      vpn === null
        ? facts.number('azure.vwan.vpn.tunnel', 'Gbit/s') * BPS_PER_GBPS
        : tunnelRateBps(context, vpn),
    delayNs: record.delay === undefined ? 0 : writtenDuration(record.delay),
    origin,
  };
  // The gateway of a virtual hub always has two instances.
  const tunnels = vpn === null || vpn.activeActive === true ? 2 : 1;
  const speaks = record.bgp !== false && record.prefixes === undefined;
  for (let tunnel = 1; tunnel <= tunnels; tunnel++) {
    const link = { ...spec, id: tunnels === 1 ? id : `${id}:${tunnel}` };
    const terms = { ...gateway.terms, exports: unmarked };
    const [port] = drawConnection(context, link, { junction: gateway, terms }, { junction: device }, speaks);
    if (record.prefixes === undefined) continue;
    const silent = { id: `${link.id}:far`, asn: FAR_AS, prefixes: record.prefixes, port };
    tellFor(context, gateway, silent);
  }
}

/** For a router behind a static connection, whose AS nobody asks for. */
const FAR_AS = 65_020;

function tunnelRateBps({ facts }: BuildContext, gateway: VpnGateway): number {
  const fact = vpnSkuFact(gateway);
  const figure = facts.has(`${fact}.tunnel`) ? `${fact}.tunnel` : `${fact}.throughput`;
  return facts.number(figure, 'Mbit/s') * BPS_PER_MBPS;
}

function drawExpressRoute(context: BuildContext, id: string, record: ExpressRouteConnection): void {
  const { junctions, facts } = context;
  const gateway = junctions.get(hubExpressRoute(record.gateway)) ?? junctions.get(record.gateway);
  const circuit = junctions.get(record.circuit);
  if (gateway === undefined || circuit === undefined) return;
  const origin = recordOrigin('attachments', id, record);
  const spec = { ...idealLink, id, mtu: facts.number('azure.er.packet', 'bytes'), origin };
  const weight = record.weight ?? 0;
  const inward = {
    ...gateway.terms,
    weight,
    imports: marked(CIRCUIT),
    exports: unmarkedBut(CIRCUIT),
    ownAsMax: 1,
  };
  const max = facts.number('azure.er.routes.out', 'routes');
  const outward = {
    imports: marked(GATEWAY),
    exports: unmarkedBut(REACH),
    limit: { max, beyond: 'close' },
  } as const;
  drawConnection(context, spec, { junction: gateway, terms: inward }, { junction: circuit, terms: outward });
}

function drawReach(context: BuildContext, id: string, record: GlobalReach): void {
  const { junctions, facts } = context;
  const [a, b] = record.circuits.map((circuit) => junctions.get(circuit));
  if (a === undefined || b === undefined) return;
  const origin = recordOrigin('attachments', id, record);
  const spec = { ...idealLink, id, mtu: facts.number('azure.mtu.default', 'bytes'), origin };
  const terms = { imports: marked(REACH), exports: unmarkedBut(GATEWAY, REACH) };
  drawConnection(context, spec, { junction: a, terms }, { junction: b, terms });
}
