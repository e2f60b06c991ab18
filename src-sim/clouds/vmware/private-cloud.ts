/**
 * A private cloud of Azure VMware Solution: its tier-0 gateway and the edge of the ExpressRoute circuit that comes with it.
 * Other nouns join that edge under the id of the private cloud: ExpressRoute gateways of virtual networks and hubs, and, by
 * Global Reach, circuits of the customer. Tier 0 tells the edge the block of the management and the segments of tier-1
 * gateways that advertise them; it learns all else, and has no other way out.
 * Left out: hosts and clusters (counted only), management appliances as machines, vSAN, HCX, internet by managed SNAT or a
 * public address at the NSX edge, AVS Interconnect, the AS of tier 0 and the number of its edges.
 */
import { ownAnnouncement } from '../../routing/announcement.ts';
import { fnv1a } from '../../quantity/hash32.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { RouterPart, VmwareParts } from './vmware-parts.ts';

/** Of Microsoft's edge routers. */
const EDGE_AS = 12_076;
const BPS_PER_GBPS = 1_000_000_000;

function placeRouter({ builder }: BuildContext, id: string, origin: Origin): RouterPart {
  const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: true });
  const table = builder.addTable(id, origin);
  builder.setNodeTable(node, table);
  return { origin, node, table };
}

export function placePrivateClouds(context: BuildContext, parts: VmwareParts): void {
  const { scenario, junctions, facts, builder } = context;
  for (const [id, record] of recordsOf(scenario.networks)) {
    if (record.kind !== 'avs-private-cloud') continue;
    const origin = recordOrigin('networks', id, record);
    const tier0 = placeRouter(context, `${id}:tier-0`, {
      ...origin,
      noun: 'tier-0 gateway of private cloud',
    });
    const edge = placeRouter(context, `${id}:edge`, {
      ...origin,
      noun: 'ExpressRoute edge of private cloud',
    });
    const block = writtenPrefix(record.block);
    const nobody = { kind: 'no-neighbour' } as const;
    builder.addRoute(tier0.table, { prefix: block, action: nobody, source: 'connected', origin });
    const cloud = { id, origin, block, tier0, edge, tier1s: new Map(), announced: [block] };
    parts.clouds.set(id, cloud);
    const rateBps = facts.number('vmware.avs.er.port', 'Gbit/s') * BPS_PER_GBPS;
    junctions.set(id, {
      origin: edge.origin,
      node: edge.node,
      speaker: { id: `${id}:edge`, asn: EDGE_AS },
      rateBps,
    });
  }
}

/** When all segments are known. */
export function speakForClouds({ builder, routing, facts }: BuildContext, parts: VmwareParts): void {
  for (const { id, origin, tier0, edge, announced } of parts.clouds.values()) {
    const rateBps = facts.number('vmware.avs.er.port', 'Gbit/s') * BPS_PER_GBPS;
    const mtu = facts.number('azure.mtu.default', 'bytes');
    const spec = { ...idealLink, id: `${id}:edge`, rateBps, mtu, origin };
    const [up, down] = builder.addLink(spec, tier0.node, edge.node);
    const inner = `${id}:tier-0`;
    const outer = `${id}:edge`;
    for (const [speaker, router, originates] of [
      [inner, tier0, announced.map((prefix) => ownAnnouncement(prefix))],
      [outer, edge, []],
    ] as const) {
      routing.addSpeaker(
        { id: speaker, asn: EDGE_AS, routerId: fnv1a(speaker) >>> 0, originates },
        router.origin,
        (entries) => routing.installInto(builder, router.table, entries),
      );
    }
    const type = 'propagation';
    routing.addSession({ id: `${inner}>edge`, from: inner, to: outer, type, via: down }, origin);
    routing.addSession({ id: `${outer}>tier-0`, from: outer, to: inner, type, via: up }, origin);
  }
}
