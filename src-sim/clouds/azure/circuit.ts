/**
 * An ExpressRoute circuit: Microsoft's edge routers at the peering location, as one, with the provider's line to a router of
 * the customer behind it. Private peering only.
 * A private cloud of Azure VMware Solution brings a circuit of its own, which takes part in the same way.
 * Left out: Microsoft peering, the pair of links as two, QoS, MACsec, metered plans.
 */
import { ownAnnouncement } from '../../routing/announcement.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { drawConnection } from '../connection.ts';
import type { Junction } from '../junction.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenDuration, writtenPrefix, writtenRate } from '../written.ts';
import { unmarked } from './route-marks.ts';
import { routerIdOf } from './router-id.ts';

type Circuit = Extract<RecordOf<'gateways'>, { kind: 'azure-expressroute-circuit' }>;

/** Of Microsoft's edge routers. */
export const EDGE_AS = 12_076;
/** For a far end that has no AS of its own; private, like those Azure's documents use. */
const FAR_AS = 65_010;

export function placeCircuits(context: BuildContext): void {
  const { scenario, builder, junctions, routing } = context;
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind !== 'azure-expressroute-circuit') continue;
    const origin = recordOrigin('gateways', id, record);
    const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: true });
    const table = builder.addTable(id, origin);
    builder.setNodeTable(node, table);
    routing.addSpeaker({ id, asn: EDGE_AS, routerId: routerIdOf(id), originates: [] }, origin, (entries) =>
      routing.installInto(builder, table, entries),
    );
    const rateBps = writtenRate(record.rate);
    const speaker = { id, asn: EDGE_AS };
    junctions.set(id, { origin, node, speaker, rateBps, terms: { exports: unmarked } });
    context.later.connect.push(() => drawLine(context, id, record));
  }
}

function drawLine(context: BuildContext, id: string, record: Circuit): void {
  const { junctions, facts } = context;
  const own = junctions.get(id);
  const far = record.device === undefined ? undefined : junctions.get(record.device);
  if (own === undefined || far === undefined) return;
  const { origin } = own;
  const premium = record.tier === 'premium';
  const max = facts.number(`azure.er.routes.private.${premium ? 'prem' : 'std'}`, 'routes');
  const terms = { exports: unmarked, limit: { max, beyond: 'close' } } as const;
  const delayNs = record.delay === undefined ? 0 : writtenDuration(record.delay);
  const mtu = facts.number('azure.mtu.default', 'bytes');
  const spec = { ...idealLink, id: `${id}:line`, rateBps: writtenRate(record.rate), delayNs, mtu, origin };
  const exchanges = record.announces === undefined;
  const [port] = drawConnection(context, spec, { junction: own, terms }, { junction: far }, exchanges);
  if (!exchanges)
    tellFor(context, own, {
      id: `${id}:far`,
      asn: record.asn ?? FAR_AS,
      prefixes: record.announces ?? [],
      port,
    });
}

interface Silent {
  readonly id: string;
  readonly asn: number;
  readonly prefixes: readonly string[];
  readonly port: number;
}

/** Stands for a neighbour that speaks no BGP: what is behind it is written down. */
export function tellFor({ routing }: BuildContext, to: Junction, { id, asn, prefixes, port }: Silent): void {
  if (to.speaker === null) return;
  const originates = prefixes.map((text) => ownAnnouncement(writtenPrefix(text)));
  routing.addSpeaker({ id, asn, routerId: routerIdOf(id), originates }, to.origin);
  const { exports: _, ...terms } = to.terms ?? {};
  routing.addSession({ ...terms, id, from: id, to: to.speaker.id, type: 'ebgp', via: port }, to.origin);
}
