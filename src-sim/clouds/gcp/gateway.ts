/**
 * VPN gateways and VLAN attachments: a router beside the core of their region with a port per tunnel or line. Routes of its
 * Cloud Router and static ones lead out; what comes in is routed by the network, whatever port it came in at.
 * Left out: the two interfaces of a highly available gateway as two (its tunnels share the flows), packet rates and flow
 * limits, HA VPN over Interconnect, MACsec, edge availability domains.
 */
import type { LinkSpec } from '../../fabric/builder.ts';
import type { RecordOf, Scenario } from '../../scenario/schema.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { drawConnection } from '../connection.ts';
import { recordIdOf } from '../junction.ts';
import { recordOrigin } from '../record-origin.ts';
import { given, ifWritten, writtenBytes, writtenDuration, writtenRate } from '../written.ts';
import { routerTerms } from './cloud-router.ts';
import type { CorePart, GatewayPart, GcpParts, RouterPart } from './gcp-parts.ts';
import { tableTo } from './lane.ts';
import { coreAt } from './vpc-network.ts';

type Gateway = RecordOf<'gateways'>;
type VpnGateway = Extract<Gateway, { kind: 'gcp-vpn-gateway' }>;
type VlanAttachment = Extract<Gateway, { kind: 'gcp-vlan-attachment' }>;

export function placeGateways(context: BuildContext, parts: GcpParts): void {
  for (const [id, record] of recordsOf(context.scenario.gateways)) {
    if (record.kind !== 'gcp-vpn-gateway' && record.kind !== 'gcp-vlan-attachment') continue;
    const core = coreAt(context, parts, record);
    if (core !== null) placeGateway(context, parts, id, record, core);
  }
}

/** The one it names, or the first of its network in its region. */
function routerOf(parts: GcpParts, core: CorePart, named: string | undefined): RouterPart | null {
  if (named !== undefined) return parts.routers.get(named) ?? null;
  return [...parts.routers.values()].find((router) => router.core === core) ?? null;
}

const connectionsOf = (scenario: Scenario, gateway: string): string[] =>
  recordsOf(scenario.attachments).flatMap(([id, each]) =>
    each.kind === 'gcp-vpn-connection' && (each.gateway === gateway || each.device === gateway) ? [id] : [],
  );

function placeGateway(
  context: BuildContext,
  parts: GcpParts,
  id: string,
  record: VpnGateway | VlanAttachment,
  core: CorePart,
): void {
  const { builder, scenario, junctions } = context;
  const origin = recordOrigin('gateways', id, record);
  const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
  const table = builder.addTable(id, origin);
  builder.setNodeTable(node, table);
  const spec = { ...idealLink, id, mtu: core.network.mtu, origin };
  const [down, up] = builder.addLink(spec, core.node, node);
  const router = routerOf(parts, core, record.router);
  const gateway: GatewayPart = {
    id,
    core,
    node,
    table,
    down,
    router,
    exit: { id, origin, core, inside: () => down },
    connections: new Set(connectionsOf(scenario, id)),
    ports: new Map(),
  };
  parts.gateways.set(id, gateway);
  const inward = tableTo(context, core.network, id, up);
  const line = record.kind === 'gcp-vlan-attachment' ? record : null;
  junctions.set(id, {
    origin,
    node,
    speaker: router === null ? null : { id: router.id, asn: router.asn },
    ...given({ rateBps: ifWritten(line?.rate, writtenRate) }),
    ...(router === null ? {} : { terms: routerTerms(context, parts, router, id, line?.priority) }),
    plugged(port, connection) {
      builder.setPortTable(port, inward);
      const key = recordIdOf(connection);
      gateway.ports.set(key, [...(gateway.ports.get(key) ?? []), port]);
    },
  });
  if (line !== null) context.later.connect.push(() => drawLine(context, id, line));
}

function drawLine(context: BuildContext, id: string, record: VlanAttachment): void {
  const { junctions, facts } = context;
  const own = junctions.get(id);
  const far = record.device === undefined ? undefined : junctions.get(record.device);
  if (own === undefined || far === undefined) return;
  const spec: LinkSpec = {
    ...idealLink,
    id: `${id}:line`,
    origin: own.origin,
    mtu: ifWritten(record.mtu, writtenBytes) ?? facts.number('gcp.ic.mtu.default', 'bytes'),
    delayNs: ifWritten(record.delay, writtenDuration) ?? 0,
  };
  drawConnection(context, spec, { junction: own }, { junction: far });
}
