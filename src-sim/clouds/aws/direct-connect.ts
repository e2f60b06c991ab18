/**
 * Direct Connect: a virtual interface is a link with BGP from a router on premises to a virtual private gateway (private) or to
 * a Direct Connect gateway (private, transit), with the rate of the connection it is on. A Direct Connect gateway joins
 * virtual interfaces to the gateways associated with it, and only those to these: nothing goes from one premises to another,
 * or from one VPC to another, by way of it. It tells the premises what an association allows: of a virtual private gateway the
 * blocks of its VPC within the allowed prefixes, of a transit gateway the allowed prefixes themselves, whatever is behind.
 * Left out: the sharing of one connection's rate among its virtual interfaces, link aggregation, public virtual interfaces,
 * SiteLink, BFD, local preference communities, MACsec.
 */
import type { Origin } from '../../fabric/origin.ts';
import type { Policy } from '../../routing/bgp/policy.ts';
import type { RibEntry } from '../../routing/outcome.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenDuration, writtenPrefix, writtenRate } from '../written.ts';
import type { AwsParts } from './aws-parts.ts';
import { addSource, asnOf, onlyWithin, preference, speakerOf, tell, type Talker } from './sessions.ts';
import { joinTables } from './transit-gateway-routing.ts';

type Attachment = RecordOf<'attachments'>;
type VirtualInterface = Extract<Attachment, { kind: 'aws-virtual-interface' }>;
type Association = Extract<Attachment, { kind: 'aws-direct-connect-association' }>;

/** Marks where a Direct Connect gateway learned a route: it is told to the other side only. */
const side = { aws: 'behind AWS', premises: 'on premises' } as const;
type Side = keyof typeof side;

export interface DirectConnectGateway {
  readonly id: string;
  readonly origin: Origin;
  readonly node: number;
  readonly talker: Talker;
  /** Tables of what comes from each side. */
  readonly tables: Readonly<Record<Side, number>>;
}

const marks = (where: Side): Policy => ({
  rules: [{ accepts: true, change: { addsCommunities: [side[where]] } }],
  otherwise: 'accept',
});

const only = (where: Side): Policy => ({
  rules: [{ match: { communities: [side[where]] }, accepts: true }],
  otherwise: 'refuse',
});

export function placeDirectConnectGateways(context: BuildContext): Map<string, DirectConnectGateway> {
  const { scenario, builder, routing } = context;
  const gateways = new Map<string, DirectConnectGateway>();
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind !== 'aws-direct-connect-gateway') continue;
    const origin = recordOrigin('gateways', id, record);
    const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
    const asn = asnOf(context, record.asn);
    const tables = {
      premises: builder.addTable(`${id} from premises`, origin),
      aws: builder.addTable(`${id} from AWS`, origin),
    };
    routing.addSpeaker({ ...speakerOf(id, asn, []), multipath: { max: Infinity } }, origin, (entries) => {
      const behind = (where: Side): RibEntry[] =>
        entries.filter(({ best }) => best.route.communities.includes(side[where]));
      routing.installInto(builder, tables.premises, behind('aws'));
      routing.installInto(builder, tables.aws, behind('premises'));
    });
    gateways.set(id, { id, origin, node, talker: { id, asn }, tables });
  }
  return gateways;
}

export function drawDirectConnect(
  context: BuildContext,
  parts: AwsParts,
  gateways: ReadonlyMap<string, DirectConnectGateway>,
): void {
  for (const [id, record] of recordsOf(context.scenario.attachments)) {
    if (record.kind === 'aws-virtual-interface') drawInterface(context, gateways, id, record);
    if (record.kind === 'aws-direct-connect-association') associate(context, parts, gateways, id, record);
  }
}

function drawInterface(
  context: BuildContext,
  gateways: ReadonlyMap<string, DirectConnectGateway>,
  id: string,
  record: VirtualInterface,
): void {
  const { scenario, builder, facts, junctions } = context;
  const connection = scenario.attachments?.[record.connection];
  if (connection?.kind !== 'aws-direct-connect') return;
  const device = junctions.get(connection.device);
  const dxgw = gateways.get(record.gateway);
  const end = dxgw ?? junctions.get(record.gateway);
  if (device === undefined || end === undefined) return;
  const origin = recordOrigin('attachments', id, record);
  const large = record.type === 'transit' ? 'aws.dx.mtu.transit' : 'aws.dx.mtu.private';
  const spec = {
    ...idealLink,
    id,
    rateBps: writtenRate(connection.rate),
    delayNs: connection.delay === undefined ? 0 : writtenDuration(connection.delay),
    mtu: facts.number(record.jumbo === true ? large : 'aws.dx.mtu.default', 'bytes'),
    origin,
  };
  const [near, far] = builder.addLink(spec, end.node, device.node);
  device.plugged?.(far, origin, { origin: end.origin, node: end.node, speaker: null });
  if (dxgw !== undefined) builder.setPortTable(near, dxgw.tables.premises);
  if (device.speaker === null) return;
  const peer: Talker = { ...device.speaker, terms: device.terms };
  const limit = { max: facts.number('aws.dx.routes.in', 'routes'), beyond: 'close' } as const;
  const own = 'talker' in end ? end.talker : end.speaker;
  if (own === null) return;
  const takes =
    dxgw === undefined
      ? { weight: preference.directConnect, limit }
      : { limit, imports: marks('premises'), exports: only('aws') };
  tell(context, peer, { ...own, terms: takes }, { name: id, origin, via: near });
  tell(context, { ...own, terms: takes }, peer, { name: id, origin, via: far });
}

function associate(
  context: BuildContext,
  parts: AwsParts,
  gateways: ReadonlyMap<string, DirectConnectGateway>,
  id: string,
  record: Association,
): void {
  const { builder, facts, junctions } = context;
  const dxgw = gateways.get(record.directConnectGateway);
  const transit = parts.transitGateways.get(record.gateway);
  const vgw = junctions.get(record.gateway);
  const node = transit ?? vgw?.node;
  if (dxgw === undefined || node === undefined) return;
  const origin = recordOrigin('attachments', id, record);
  const mtu = facts.number(transit === undefined ? 'aws.dx.mtu.private' : 'aws.dx.mtu.transit', 'bytes');
  const [near, far] = builder.addLink({ ...idealLink, id, mtu, origin }, dxgw.node, node);
  builder.setPortTable(near, dxgw.tables.aws);
  const own: Talker = { ...dxgw.talker, terms: { imports: marks('aws'), exports: only('premises') } };
  const allowed = record.allowedPrefixes?.map(writtenPrefix);
  if (transit !== undefined) {
    parts.spokes.push({
      id,
      origin,
      gateway: record.gateway,
      association: record.association ?? null,
      ports: [far],
      used: [far],
    });
    const told = addSource(context, `${id} prefixes`, dxgw.talker.asn, allowed ?? [], origin);
    tell(context, told, own, { name: id, origin, via: near, type: 'propagation' });
    joinTables(
      context,
      record,
      own,
      { name: id, origin, near: far, far: near },
      preference.directConnect,
      false,
    );
  } else if (vgw !== undefined && vgw.speaker !== null) {
    const terms = {
      weight: preference.directConnect,
      ...(allowed === undefined ? {} : { exports: onlyWithin(allowed) }),
    };
    const peer: Talker = { ...vgw.speaker, terms };
    tell(context, peer, own, { name: id, origin, via: near, type: 'propagation' });
    tell(context, own, peer, { name: id, origin, via: far, type: 'propagation' });
  }
}
